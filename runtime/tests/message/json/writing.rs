//! What is written, and what can't be.

use counterpart::message::{Duration, FieldMask, Timestamp, json};
use counterpart::wire::WireMessage;

use super::read;
use crate::sample::{Everything, Payment, PaymentMethod};

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
