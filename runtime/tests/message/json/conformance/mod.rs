//! The rules that protobuf's conformance suite has for JSON, as cases of our own.
//!
//! Each is named after its rule. What the suite says of Google's well-known types
//! is here as far as `Everything` holds them.

mod numbers;
mod refused;
mod values;

use counterpart::message::json;
use counterpart::wire::WireMessage;
use prost_reflect::{DeserializeOptions, DynamicMessage};

use self::refused::REFUSED;
use super::oracle::descriptor;
use super::read;
use crate::sample::Everything;

/// Where the other implementation is more lenient or more strict than the suite
/// asks for. A rule that leaves this list is kept by both.
const ORACLE_DIFFERS: &[&str] = &[
    "an integer as a text with an exponent",
    "negative zero",
    "a name that is given twice",
    "a key that is given twice",
];

fn accepted() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    numbers::ACCEPTED.iter().chain(values::ACCEPTED)
}

#[test]
fn what_keeps_a_rule_is_read() {
    for (rule, text, written) in accepted() {
        let message = read(text).unwrap_or_else(|error| panic!("{rule}: {error}"));
        assert_eq!(json::to_string(&message).unwrap(), *written, "{rule}");
    }
}

#[test]
fn what_breaks_a_rule_is_refused() {
    for (rule, text) in REFUSED {
        assert!(read(text).is_err(), "{rule}: {text} is read");
    }
}

#[test]
fn unknown_fields_of_any_kind_are_skipped_if_that_is_asked_for() {
    for value in [
        "1",
        "\"a\"",
        "true",
        "false",
        "null",
        "{\"a\": [1]}",
        "[{}]",
    ] {
        let text = format!(r#"{{"unknown": {value}, "int32": 7}}"#);
        let mut message = Everything::default();
        json::read(text.as_bytes(), &mut message, json::Unknown::Ignore).unwrap();
        assert_eq!(message.int32, 7, "{text}");
    }
}

/// The suite asks for one `NaN`, whatever bits it has.
#[test]
fn every_bit_pattern_of_nan_is_written_alike() {
    for bits in [0x7FA1_2345, 0xFFB5_4321] {
        let message = Everything {
            float: f32::from_bits(bits),
            double: f64::from_bits(0xFFFB_CBA9_8765_4321),
            ..Everything::default()
        };
        let text = json::to_string(&message).unwrap();
        assert_eq!(text, r#"{"float":"NaN","double":"NaN"}"#);
    }
}

#[test]
fn the_other_implementation_reads_the_same() {
    let accepted = accepted().map(|(rule, text, _)| (rule, text, true));
    let refused = REFUSED.iter().map(|(rule, text)| (rule, text, false));
    let mut differs = Vec::new();
    for (rule, text, is_accepted) in accepted.chain(refused) {
        let theirs = oracle(text);
        let agrees = match &theirs {
            Some(theirs) => is_accepted && *theirs == read(text).unwrap().encode_to_vec(),
            None => !is_accepted,
        };
        if !agrees {
            differs.push(*rule);
        }
    }
    assert_eq!(differs, ORACLE_DIFFERS);
}

/// What prost-reflect makes of a text, as bytes in our order; `None` if it refuses
/// the text.
fn oracle(text: &str) -> Option<Vec<u8>> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let options = DeserializeOptions::new().deny_unknown_fields(true);
    let message =
        DynamicMessage::deserialize_with_options(descriptor(), &mut deserializer, &options).ok()?;
    deserializer.end().ok()?;
    let theirs = Everything::decode(&*message.encode_to_vec()).expect("they write messages");
    Some(theirs.encode_to_vec())
}
