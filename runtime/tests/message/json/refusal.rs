//! What is refused, and where it says the trouble is.

use counterpart::message::json;
use counterpart::rpc::{Code, Status, StatusExt as _};

use super::read;

fn refuse(text: &str, path: &str, message: &str) {
    let expected = json::ReadError::Value {
        path: path.into(),
        message: message.into(),
    };
    assert_eq!(read(text), Err(expected), "{text}");
}

#[test]
fn a_value_of_another_kind_is_refused() {
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
    ] {
        refuse(text, path, message);
    }
}

#[test]
fn what_is_wrong_is_told_with_its_path() {
    for (text, path, message) in [
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
            "by_flag[\"yes\"]",
            "is no key of this map",
        ),
        (
            r#"{"byNumber": {"3": {"cash": "x"}}}"#,
            "by_number[\"3\"].cash",
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
        refuse(text, path, message);
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
