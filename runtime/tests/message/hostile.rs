//! What a stranger sends costs little, whatever it is.

use std::cell::Cell;
use std::collections::BTreeMap;

use counterpart::message::mask::{MaskError, Selection, apply};
use counterpart::message::{Duration, FieldMask, Timestamp, json};
use counterpart::rpc::{FieldViolation, Status, StatusExt as _};
use counterpart::validate::{Check, MAX_VIOLATIONS};

use crate::sample::{EVERYTHING, Everything, PAYMENT, Payment};

/// Room for the details of a status: peers of HTTP/2 allow 8 KiB or more for
/// all headers, and details travel in base64.
const ROOM: usize = 5 * 1024;

fn read(text: &str) -> Result<Everything, json::ReadError> {
    let mut message = Everything::default();
    json::read(text.as_bytes(), &mut message, json::Unknown::Refuse)?;
    Ok(message)
}

fn assert_travels(status: &Status) {
    let len = status.details().len() + status.message().len();
    assert!(len < ROOM, "{len} bytes");
}

#[test]
fn the_name_of_an_unknown_field_is_not_sent_back_at_length() {
    let text = format!(r#"{{"{}": 1}}"#, "\u{e9}".repeat(500_000));
    let status = Status::from(read(&text).expect_err("there is no such field"));
    assert_travels(&status);
    assert!(status.violated_fields()[0].starts_with("\u{e9}\u{e9}"));
}

#[test]
fn a_status_holds_as_many_violations_as_can_travel() {
    let violations = |count: usize, len: usize| {
        let violation = FieldViolation::new("f".repeat(len), "d".repeat(len));
        Status::violations(vec![violation; count])
    };
    for (count, len) in [(1, 1_000_000), (100_000, 1), (1000, 1000)] {
        let status = violations(count, len);
        assert_travels(&status);
        assert!(!status.violated_fields().is_empty());
    }
    assert!(violations(1000, 10).message().ends_with("(and 999 more)"));
}

#[test]
fn a_mask_of_many_wrong_paths_is_refused_in_few_words() {
    let mask = FieldMask {
        paths: vec!["x".repeat(1000); 10_000],
    };
    let errors = Selection::resolve(&EVERYTHING, &mask).expect_err("there is no such field");
    assert_eq!(errors.len(), MAX_VIOLATIONS);
    let mut target = Everything::default();
    assert_travels(&apply(&mask, &Everything::default(), &mut target).expect_err("as before"));
}

#[test]
fn a_path_through_a_message_that_contains_itself_ends() {
    let path = |depth: usize| "child.".repeat(depth) + "int32";
    let mask = |depth| FieldMask {
        paths: vec![path(depth)],
    };
    assert!(Selection::resolve(&EVERYTHING, &mask(99)).is_ok());
    let errors = Selection::resolve(&EVERYTHING, &mask(100_000)).expect_err("too deep");
    assert!(matches!(errors[..], [MaskError::TooLong { .. }]));

    assert!(json::resolve(&EVERYTHING, &path(99)).is_ok());
    assert!(json::resolve(&EVERYTHING, &path(100)).is_err());
    assert!(json::resolve(&EVERYTHING, &path(100_000)).is_err());
}

#[test]
fn a_key_of_a_map_is_given_once() {
    for text in [
        r#"{"names": {"a": "1", "a": "2"}}"#,
        r#"{"byNumber": {"7": {"cash": 1}, "7": {"note": "x"}}}"#,
        r#"{"byNumber": {"7": {"cash": 1}, "07": {"note": "x"}}}"#,
    ] {
        let error = read(text).expect_err(text).to_string();
        assert!(error.ends_with("is given twice"), "{error}");
    }
}

#[test]
fn numbers_in_texts_have_the_form_of_json() {
    for number in [
        "+1", "+1.0", "1.", ".5", "-", "-.5", "1e", "--1", "1-1", "e", "1_0", "1 ",
    ] {
        for field in ["int32", "uint64", "float", "double"] {
            let text = format!(r#"{{"{field}": "{number}"}}"#);
            assert!(read(&text).is_err(), "{text}");
        }
    }
}

#[test]
fn times_at_the_ends_of_their_types_are_refused() {
    for (seconds, nanos) in [
        (i64::MIN, 0),
        (i64::MAX, 0),
        (0, i32::MIN),
        (0, i32::MAX),
        (i64::MIN, i32::MIN),
    ] {
        assert!(json::to_string(&Duration { seconds, nanos }).is_err());
        assert!(json::to_string(&Timestamp { seconds, nanos }).is_err());
    }
}

#[test]
fn rules_rest_when_enough_are_broken() {
    let asked = Cell::new(0);
    let numbers = vec![0; 1000];
    let mut check = Check::new();
    check.field("numbers", &numbers).each(|number| {
        number.rule("never", "never holds", |_| {
            asked.set(asked.get() + 1);
            false
        });
    });
    assert_eq!(asked.get(), MAX_VIOLATIONS);
    assert_eq!(check.into_violations().unwrap().len(), MAX_VIOLATIONS);
}

#[test]
fn texts_of_a_query_select_one_member_of_a_oneof() {
    let mut payment = Payment::default();
    let mut set = |name: &str, text: &str| {
        let fields = json::resolve(&PAYMENT, name).expect("the field exists");
        json::read_text(&mut payment, &fields, text)
    };
    assert_eq!(set("cash", "1"), Ok(()));
    let error = set("note", "x").expect_err("another member is set");
    assert_eq!(
        error.to_string(),
        "note: can't be given together with cash: only one of them is set"
    );
}

#[test]
fn what_a_mask_cannot_say_in_json_is_not_written() {
    for path in ["", "a,b", "a__b", "a_", "a_1", "aB"] {
        let mask = FieldMask {
            paths: vec![path.into()],
        };
        assert!(json::to_string(&mask).is_err(), "{path:?}");
    }
    let names = BTreeMap::from([("a,b".to_owned(), String::new())]);
    let message = Everything {
        names,
        ..Everything::default()
    };
    assert_eq!(
        json::to_string(&message).unwrap(),
        r#"{"names":{"a,b":""}}"#
    );
}
