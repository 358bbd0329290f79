//! proto3 JSON, with prost-reflect as the oracle.

use std::sync::LazyLock;

use counterpart::message::{Duration, FieldMask, Timestamp, json};
use counterpart::rpc::{Code, Status, StatusExt as _};
use counterpart::wire::WireMessage;
use proptest::prelude::*;
use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor, SerializeOptions};
use serde_json::Value;

use crate::sample::strategy::everything;
use crate::sample::{Card, Color, Everything, Payment, PaymentMethod};

static EVERYTHING: LazyLock<MessageDescriptor> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/message/sample");
    let files = protox::compile(["sample.proto"], [folder]).expect("the contract compiles");
    DescriptorPool::from_file_descriptor_set(files)
        .expect("the files belong together")
        .get_message_by_name("sample.v1.Everything")
        .expect("the contract has the message")
});

/// The same message, in the oracle.
fn oracle(message: &Everything) -> DynamicMessage {
    DynamicMessage::decode(EVERYTHING.clone(), &*message.encode_to_vec())
        .expect("both read the same bytes")
}

fn oracle_json(message: &Everything, options: &SerializeOptions) -> String {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut text);
    oracle(message)
        .serialize_with_options(&mut serializer, options)
        .expect("the message has a JSON form");
    String::from_utf8(text).expect("JSON is text")
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn read(text: &str) -> Result<Everything, json::ReadError> {
    let mut message = Everything::default();
    json::read(text.as_bytes(), &mut message, json::Unknown::Refuse)?;
    Ok(message)
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(message in everything()) {
        let text = json::to_string(&message).expect("the message has a JSON form");
        let back = read(&text).expect("what was written is read");
        // Bytes, because NaN is not equal to itself.
        prop_assert_eq!(back.encode_to_vec(), message.encode_to_vec(), "{}", text);
    }

    #[test]
    fn the_text_is_what_another_implementation_writes(message in everything()) {
        let text = json::to_string(&message).expect("the message has a JSON form");
        prop_assert_eq!(parse(&text), parse(&oracle_json(&message, &SerializeOptions::new())));
    }

    #[test]
    fn what_another_implementation_writes_is_read(message in everything()) {
        for options in [
            SerializeOptions::new(),
            SerializeOptions::new().stringify_64_bit_integers(false),
            SerializeOptions::new().use_enum_numbers(true),
            SerializeOptions::new().use_proto_field_name(true),
            SerializeOptions::new().skip_default_fields(false),
        ] {
            let text = oracle_json(&message, &options);
            let read = read(&text).expect("what another implementation writes is read");
            prop_assert_eq!(read.encode_to_vec(), message.encode_to_vec(), "{}", text);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,60}") {
        let _ = read(&text);
    }
}

#[test]
fn defaults_are_left_out_and_what_is_set_is_not() {
    assert_eq!(json::to_string(&Everything::default()).unwrap(), "{}");
    let message = Everything {
        double: -0.0,
        maybe_number: Some(0),
        maybe_text: Some(String::new()),
        child: Some(Box::default()),
        payment: Some(Payment {
            method: Some(PaymentMethod::Cash(0)),
        }),
        ..Everything::default()
    };
    let text = json::to_string(&message).unwrap();
    assert_eq!(
        read(&text).unwrap().encode_to_vec(),
        message.encode_to_vec()
    );
    assert_eq!(
        text,
        r#"{"double":-0.0,"maybeNumber":0,"maybeText":"","child":{},"payment":{"cash":"0"}}"#
    );
}

#[test]
fn several_spellings_of_a_value_are_read() {
    for (text, expected) in [
        (
            r#"{"int32": "7"}"#,
            Everything {
                int32: 7,
                ..Everything::default()
            },
        ),
        (
            r#"{"int32": 7.0}"#,
            Everything {
                int32: 7,
                ..Everything::default()
            },
        ),
        (
            r#"{"int32": 0.7e1}"#,
            Everything {
                int32: 7,
                ..Everything::default()
            },
        ),
        (
            r#"{"int64": 7}"#,
            Everything {
                int64: 7,
                ..Everything::default()
            },
        ),
        (
            r#"{"int64": "-9223372036854775808"}"#,
            Everything {
                int64: i64::MIN,
                ..Everything::default()
            },
        ),
        (
            r#"{"uint64": 18446744073709551615}"#,
            Everything {
                uint64: u64::MAX,
                ..Everything::default()
            },
        ),
        (
            r#"{"float": "1.5"}"#,
            Everything {
                float: 1.5,
                ..Everything::default()
            },
        ),
        (
            r#"{"double": 3}"#,
            Everything {
                double: 3.0,
                ..Everything::default()
            },
        ),
        (
            r#"{"double": "-Infinity"}"#,
            Everything {
                double: f64::NEG_INFINITY,
                ..Everything::default()
            },
        ),
        (
            r#"{"color": 2}"#,
            Everything {
                color: Color::Blue,
                ..Everything::default()
            },
        ),
        (
            r#"{"color": 77}"#,
            Everything {
                color: Color::Unrecognized(77),
                ..Everything::default()
            },
        ),
        (
            r#"{"blob": "-_8"}"#,
            Everything {
                blob: vec![0xfb, 0xff].into(),
                ..Everything::default()
            },
        ),
        (
            r#"{"blob": "+/8="}"#,
            Everything {
                blob: vec![0xfb, 0xff].into(),
                ..Everything::default()
            },
        ),
        (
            r#"{"maybe_number": 0}"#,
            Everything {
                maybe_number: Some(0),
                ..Everything::default()
            },
        ),
        (
            r#"{"maybeNumber": null, "child": null, "texts": null, "names": null}"#,
            Everything::default(),
        ),
        (
            r#"{"time": "1972-01-01T10:00:20.021+05:30"}"#,
            Everything {
                time: Some(Timestamp {
                    seconds: 63_072_000 + 4 * 3600 + 30 * 60 + 20,
                    nanos: 21_000_000,
                }),
                ..Everything::default()
            },
        ),
        (
            r#"{"duration": "-0.5s"}"#,
            Everything {
                duration: Some(Duration {
                    seconds: 0,
                    nanos: -500_000_000,
                }),
                ..Everything::default()
            },
        ),
        (
            r#"{"mask": "title,price.minorUnits"}"#,
            Everything {
                mask: Some(FieldMask {
                    paths: vec!["title".into(), "price.minor_units".into()],
                }),
                ..Everything::default()
            },
        ),
        (
            r#"{"payment": {"card": null, "note": "x"}}"#,
            Everything {
                payment: Some(Payment {
                    method: Some(PaymentMethod::Note("x".into())),
                }),
                ..Everything::default()
            },
        ),
        (
            r#"{"payment": {"card": {}}}"#,
            Everything {
                payment: Some(Payment {
                    method: Some(PaymentMethod::Card(Card::default())),
                }),
                ..Everything::default()
            },
        ),
    ] {
        assert_eq!(read(text), Ok(expected), "{text}");
    }
}

#[test]
fn a_value_that_does_not_fit_is_refused_with_its_path() {
    for (text, path, message) in [
        ("7", "", "must be an object, not a number"),
        ("null", "", "must not be null"),
        (
            r#"{"flag": "true"}"#,
            "flag",
            "must be true or false, not a text",
        ),
        (
            r#"{"flag": 1}"#,
            "flag",
            "must be true or false, not a number",
        ),
        (r#"{"int32": 2147483648}"#, "int32", "is out of range"),
        (
            r#"{"int32": 0.5}"#,
            "int32",
            "must be an integer, not a number with a fraction",
        ),
        (r#"{"int32": "0x10"}"#, "int32", "must be an integer"),
        (r#"{"int32": ""}"#, "int32", "must be an integer"),
        (r#"{"int32": " 1"}"#, "int32", "must be an integer"),
        (r#"{"int32": "+1"}"#, "int32", "must be an integer"),
        (r#"{"uint32": -1}"#, "uint32", "is out of range"),
        (
            r#"{"uint64": "18446744073709551616"}"#,
            "uint64",
            "is out of range",
        ),
        (r#"{"float": 3.5e38}"#, "float", "is out of range"),
        (r#"{"double": "inf"}"#, "double", "must be a number"),
        (r#"{"text": 1}"#, "text", "must be a text, not a number"),
        (
            r#"{"color": "RED"}"#,
            "color",
            "must be the name of a value of sample.v1.Color",
        ),
        (
            r#"{"color": true}"#,
            "color",
            "must be the name of an enum's value, not a boolean",
        ),
        (r#"{"child": []}"#, "child", "must be an object, not a list"),
        (
            r#"{"child": {"child": {"nmae": 1}}}"#,
            "child.child.nmae",
            "is no field of sample.v1.Everything",
        ),
        (
            r#"{"numbers": [1, null]}"#,
            "numbers[1]",
            "must not be null",
        ),
        (
            r#"{"numbers": [1, "x"]}"#,
            "numbers[1]",
            "must be an integer",
        ),
        (
            r#"{"numbers": 1}"#,
            "numbers",
            "must be a list, not a number",
        ),
        (
            r#"{"names": {"a": 1}}"#,
            "names[\"a\"]",
            "must be a text, not a number",
        ),
        (
            r#"{"names": {"a": null}}"#,
            "names[\"a\"]",
            "must not be null",
        ),
        (
            r#"{"counts": {"a": 1}}"#,
            "counts[\"a\"]",
            "is no key of this map",
        ),
        (
            r#"{"byFlag": {"yes": 1}}"#,
            "byFlag[\"yes\"]",
            "is no key of this map",
        ),
        (
            r#"{"byNumber": {"3": {"cash": "x"}}}"#,
            "byNumber[\"3\"].cash",
            "must be an integer",
        ),
        (
            r#"{"payments": [{}, {"cash": 1, "note": "x"}]}"#,
            "payments[1].note",
            "can't be given together with cash: only one of them is set",
        ),
        (
            r#"{"maybeText": "a", "maybe_text": "b"}"#,
            "maybe_text",
            "is given twice",
        ),
        (
            r#"{"time": "2026-02-30T00:00:00Z"}"#,
            "time",
            "is no time that exists",
        ),
        (
            r#"{"time": "0000-12-31T23:59:59Z"}"#,
            "time",
            "must lie between the years 1 and 9999",
        ),
        (r#"{"time": {}}"#, "time", "must be a text, not an object"),
        (
            r#"{"duration": "1"}"#,
            "duration",
            "must be a duration such as `1.5s`",
        ),
        (
            r#"{"duration": "315576000001s"}"#,
            "duration",
            "must be at most 10,000 years",
        ),
        (
            r#"{"mask": "minor_units"}"#,
            "mask",
            "must be paths in lowerCamelCase, such as `title,price.minorUnits`",
        ),
    ] {
        let expected = json::ReadError::Value {
            path: path.into(),
            message: message.into(),
        };
        assert_eq!(read(text), Err(expected), "{text}");
    }
    let error = read(r#"{"blob": "a"}"#).expect_err("one digit is no byte");
    assert!(
        error.to_string().starts_with("blob: must be base64"),
        "{error}"
    );
}

#[test]
fn a_time_has_the_form_of_rfc_3339() {
    let good = [
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.123456789Z",
        "2026-01-02T03:04:05.1-00:00",
        "9999-12-31T23:59:59.999999999Z",
        "0001-01-01T00:00:00Z",
        "2024-02-29T00:00:00+23:59",
    ];
    for text in good {
        assert!(read(&format!(r#"{{"time": "{text}"}}"#)).is_ok(), "{text}");
    }
    let bad = [
        "",
        "2026-01-02",
        "2026-01-02T03:04:05",
        "2026-01-02t03:04:05Z",
        "2026-01-02T03:04:05z",
        "2026-01-02 03:04:05Z",
        "2026-1-2T03:04:05Z",
        "2026-01-02T03:04:05.Z",
        "2026-01-02T03:04:05.1234567890Z",
        "2026-01-02T03:04:05+1:00",
        "2026-01-02T03:04:05+01",
        "2026-01-02T03:04:05+24:00",
        "2026-13-02T03:04:05Z",
        "2026-01-02T24:00:00Z",
        "+026-01-02T03:04:05Z",
        "2026-01-02T03:04:0\u{e9}Z",
    ];
    for text in bad {
        assert!(read(&format!(r#"{{"time": "{text}"}}"#)).is_err(), "{text}");
    }
}

#[test]
fn what_has_no_json_form_is_not_written() {
    for message in [
        Everything {
            time: Some(Timestamp {
                seconds: 253_402_300_800,
                nanos: 0,
            }),
            ..Everything::default()
        },
        Everything {
            time: Some(Timestamp {
                seconds: 0,
                nanos: -1,
            }),
            ..Everything::default()
        },
        Everything {
            duration: Some(Duration {
                seconds: 1,
                nanos: -1,
            }),
            ..Everything::default()
        },
        Everything {
            mask: Some(FieldMask {
                paths: vec!["minorUnits".into()],
            }),
            ..Everything::default()
        },
    ] {
        assert!(json::to_string(&message).is_err(), "{message:?}");
    }
}

#[test]
fn unknown_fields_can_be_skipped() {
    let mut message = Everything::default();
    let text = br#"{"later": {"deep": [1, {}]}, "int32": 7}"#;
    json::read(text, &mut message, json::Unknown::Ignore).expect("unknown fields are skipped");
    assert_eq!(message.int32, 7);
}

#[test]
fn depth_is_limited() {
    let nested = |depth: usize| {
        format!(
            "{}{}",
            r#"{"child":"#.repeat(depth) + "{}",
            "}".repeat(depth)
        )
    };
    assert!(read(&nested(99)).is_ok());
    let error = read(&nested(100)).expect_err("too deep");
    assert!(
        error
            .to_string()
            .ends_with("stands too deep in other messages"),
        "{error}"
    );
    assert!(read(&nested(100_000)).is_err());
    let list = format!(
        r#"{{"numbers": {}{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(read(&list).is_err());
}

#[test]
fn an_error_becomes_a_violation_of_its_field() {
    let error = read(r#"{"payments": [{"cash": true}]}"#).expect_err("no integer");
    let status = Status::from(error);
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.violated_fields(), ["payments[0].cash"]);
    let status = Status::from(read("{").expect_err("no JSON"));
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(
        status.message(),
        "the body is not JSON: EOF while parsing an object (line 1, column 1)"
    );
}
