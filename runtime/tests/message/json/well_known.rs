//! Google's types whose JSON isn't an object with their fields.

use std::collections::BTreeMap;

use counterpart::message::well_known::{Any, Int64Value, ListValue, StringValue, Struct, Value};
use counterpart::message::{Duration, Message, Types, json};
use counterpart::wire::WireMessage;

use crate::sample::{Everything, Payment, PaymentMethod};

fn read<M: Message + Default>(text: &str) -> Result<M, json::ReadError> {
    let mut message = M::default();
    json::read(text.as_bytes(), &mut message, json::Unknown::Refuse)?;
    Ok(message)
}

/// What is said of a text that can't be read.
#[track_caller]
fn refused<M: Message + Default + std::fmt::Debug>(text: &str) -> String {
    match read::<M>(text) {
        Ok(message) => panic!("{text} is read as {message:?}"),
        Err(error) => error.to_string().trim_start_matches(": ").to_owned(),
    }
}

/// Reads a text, and writes it again.
#[track_caller]
fn assert_kept<M: Message + Default + PartialEq + std::fmt::Debug>(text: &str, message: &M) {
    assert_eq!(read::<M>(text).as_ref(), Ok(message), "{text}");
    assert_eq!(json::to_string(message).expect("it has a JSON form"), text);
}

#[test]
fn a_value_is_any_json() {
    let list = vec![
        Value::from(1.5),
        Value::from("one"),
        Value::from(false),
        Value::from(prost_types::value::Kind::NullValue(0)),
        Value::from(Vec::<Value>::new()),
    ];
    let fields = BTreeMap::from([
        (String::new(), Value::from(list.clone())),
        ("a.b".to_owned(), Value::from(BTreeMap::new())),
    ]);
    let text = r#"{"":[1.5,"one",false,null,[]],"a.b":{}}"#;
    assert_kept(
        text,
        &Struct {
            fields: fields.clone(),
        },
    );
    assert_kept(text, &Value::from(fields));
    assert_kept(r#"[1.5,"one",false,null,[]]"#, &ListValue { values: list });
    assert_kept("null", &Value::from(prost_types::value::Kind::NullValue(0)));
}

#[test]
fn a_value_that_json_has_not_is_not_written() {
    assert!(json::to_string(&Value::default()).is_err());
    assert!(json::to_string(&Value::from(f64::NAN)).is_err());
    assert!(json::to_string(&Value::from(f64::INFINITY)).is_err());
}

#[test]
fn a_struct_is_an_object_and_a_list_value_a_list() {
    assert_eq!(refused::<Struct>("[]"), "must be an object, not a list");
    assert_eq!(refused::<ListValue>("{}"), "must be a list, not an object");
}

/// What a service decodes has at most 100 messages in each other, and every
/// level of JSON has two or three.
#[test]
fn what_is_read_can_be_decoded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let deepest = (1..100)
        .take_while(|depth| read::<Value>(&nested(*depth)).is_ok())
        .last()
        .expect("one list is no depth");
    assert!(deepest >= 45, "{deepest}");
    let value: Value = read(&nested(deepest)).expect("it was read");
    let decoded = Value::decode(value.encode_to_vec().as_slice());
    assert_eq!(decoded, Ok(value));
}

#[test]
fn a_wrapper_is_its_value() {
    assert_kept(r#""now""#, &StringValue::from("now".to_owned()));
    assert_kept(r#""-7""#, &Int64Value::from(-7));
    assert_eq!(refused::<Int64Value>("null"), "must not be null");
}

fn with_samples() -> Types {
    Types::new().with::<Everything>().with::<Payment>()
}

#[test]
fn an_any_shows_the_message_in_it() {
    let payment = Payment {
        method: Some(PaymentMethod::Cash(5)),
    };
    let any = Any::pack(&payment);
    let text = r#"{"@type":"type.googleapis.com/sample.v1.Payment","cash":"5"}"#;
    with_samples().scope(|| {
        assert_kept(text, &any);
        let behind = r#"{"cash":"5","@type":"type.googleapis.com/sample.v1.Payment"}"#;
        assert_eq!(read(behind), Ok(any.clone()), "the type stands anywhere");
        let duration = Any::pack(&Duration {
            seconds: 1,
            nanos: 0,
        });
        let text = r#"{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1s"}"#;
        assert_kept(text, &duration);
        let text =
            format!(r#"{{"@type":"type.googleapis.com/google.protobuf.Any","value":{text}}}"#);
        assert_kept(&text, &Any::pack(&duration));
    });
    assert_kept("{}", &Any::default());
}

#[test]
fn an_any_of_an_unknown_type_is_refused() {
    let text = r#"{"@type":"type.googleapis.com/sample.v1.Payment","cash":"5"}"#;
    assert_eq!(
        refused::<Any>(text),
        "@type: sample.v1.Payment is no type that is known here"
    );
    let any = Any::pack(&Payment::default());
    assert!(json::to_string(&any).is_err());
}

#[test]
fn an_any_says_what_is_wrong_in_it() {
    with_samples().scope(|| {
        for (text, expected) in [
            (r#"{"cash":"5"}"#, "must name its type in `@type`"),
            (
                r#"{"@type":7}"#,
                "@type: must be one text, the URL of a type",
            ),
            (
                r#"{"@type":"Payment"}"#,
                "@type: `Payment` names no type: it is written such as `type.googleapis.com/shop.v1.Note`",
            ),
            (
                r#"{"@type":"a/sample.v1.Payment","cash":true}"#,
                "cash: must be an integer, not a boolean",
            ),
            (
                r#"{"@type":"a/google.protobuf.Duration","seconds":1}"#,
                "must have one entry beside `@type`: `value`",
            ),
            (
                r#"{"@type":"a/google.protobuf.Duration","value":1}"#,
                "value: must be a text, not a number",
            ),
        ] {
            assert_eq!(refused::<Any>(text), expected, "{text}");
        }
    });
}

#[test]
fn bytes_that_are_no_message_are_not_written() {
    let any = Any {
        type_url: "a/sample.v1.Payment".to_owned(),
        value: vec![0x0a, 5].into(),
    };
    with_samples().scope(|| assert!(json::to_string(&any).is_err()));
}
