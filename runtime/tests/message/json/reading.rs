//! What is read beside what is written.

use counterpart::message::json;

use super::read;
use crate::sample::Everything;

#[test]
fn several_spellings_of_a_value_are_read() {
    for (text, written) in [
        (r#"{"int32": "7"}"#, r#"{"int32":7}"#),
        (r#"{"int32": 7.0}"#, r#"{"int32":7}"#),
        (r#"{"int32": 0.7e1}"#, r#"{"int32":7}"#),
        (r#"{"int64": 7}"#, r#"{"int64":"7"}"#),
        (
            r#"{"int64": "-9223372036854775808"}"#,
            r#"{"int64":"-9223372036854775808"}"#,
        ),
        (
            r#"{"uint64": 18446744073709551615}"#,
            r#"{"uint64":"18446744073709551615"}"#,
        ),
        (r#"{"float": "1.5"}"#, r#"{"float":1.5}"#),
        (r#"{"double": 3}"#, r#"{"double":3.0}"#),
        (r#"{"double": "-Infinity"}"#, r#"{"double":"-Infinity"}"#),
        (r#"{"color": 2}"#, r#"{"color":"COLOR_BLUE"}"#),
        (r#"{"color": 77}"#, r#"{"color":77}"#),
        (r#"{"blob": "-_8"}"#, r#"{"blob":"+/8="}"#),
        (r#"{"blob": "+/8="}"#, r#"{"blob":"+/8="}"#),
        (r#"{"maybe_number": 0}"#, r#"{"maybeNumber":0}"#),
        (
            r#"{"maybeNumber": null, "child": null, "texts": null, "names": null}"#,
            "{}",
        ),
        (
            r#"{"time": "1972-01-01T10:00:20.021+05:30"}"#,
            r#"{"time":"1972-01-01T04:30:20.021Z"}"#,
        ),
        (r#"{"duration": "-0.5s"}"#, r#"{"duration":"-0.500s"}"#),
        (
            r#"{"mask": "title,price.minorUnits"}"#,
            r#"{"mask":"title,price.minorUnits"}"#,
        ),
        (
            r#"{"payment": {"card": null, "note": "x"}}"#,
            r#"{"payment":{"note":"x"}}"#,
        ),
        (r#"{"payment": {"card": {}}}"#, r#"{"payment":{"card":{}}}"#),
        (
            r#"{"texts": ["a", "\u0062"], "text": "\ud83d\ude00"}"#,
            r#"{"text":"😀","texts":["a","b"]}"#,
        ),
    ] {
        let message = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(json::to_string(&message).unwrap(), written, "{text}");
    }
}

#[test]
fn unknown_fields_can_be_skipped() {
    let mut message = Everything::default();
    let text = br#"{"later": {"deep": [1, {}]}, "int32": 7}"#;
    json::read(text, &mut message, json::Unknown::Ignore).expect("unknown fields are skipped");
    assert_eq!(message.int32, 7);
}
