//! The rules that protobuf's conformance suite has for JSON, as cases of our own.
//!
//! Each is named after its rule. What the suite says of Google's well-known types
//! is here as far as `Everything` holds them.

use counterpart::message::json;
use counterpart::wire::WireMessage;
use prost_reflect::{DeserializeOptions, DynamicMessage};

use super::oracle::descriptor;
use super::read;
use crate::sample::Everything;

/// A rule, a text that keeps it, and what is written of it again.
const ACCEPTED: &[(&str, &str, &str)] = &[
    (
        "names in lowerCamelCase",
        r#"{"maybeNumber": 1}"#,
        r#"{"maybeNumber":1}"#,
    ),
    (
        "names as declared",
        r#"{"maybe_number": 1}"#,
        r#"{"maybeNumber":1}"#,
    ),
    (
        "escapes in names",
        r#"{"fl\u0061g": true}"#,
        r#"{"flag":true}"#,
    ),
    (
        "no spaces",
        r#"{"int32":1,"int64":2}"#,
        r#"{"int32":1,"int64":"2"}"#,
    ),
    (
        "spaces",
        " { \"int32\" : 1 , \"int64\" : 2 } ",
        r#"{"int32":1,"int64":"2"}"#,
    ),
    ("lines", "{\n\"int32\"\n:\n1\n}\n", r#"{"int32":1}"#),
    ("nothing", "{}", "{}"),
    (
        "largest int32",
        r#"{"int32": 2147483647}"#,
        r#"{"int32":2147483647}"#,
    ),
    (
        "smallest int32",
        r#"{"int32": -2147483648}"#,
        r#"{"int32":-2147483648}"#,
    ),
    (
        "smallest sint32",
        r#"{"sint32": -2147483648}"#,
        r#"{"sint32":-2147483648}"#,
    ),
    (
        "smallest sfixed32",
        r#"{"sfixed32": -2147483648}"#,
        r#"{"sfixed32":-2147483648}"#,
    ),
    (
        "largest uint32",
        r#"{"uint32": 4294967295}"#,
        r#"{"uint32":4294967295}"#,
    ),
    (
        "largest fixed32",
        r#"{"fixed32": 4294967295}"#,
        r#"{"fixed32":4294967295}"#,
    ),
    (
        "largest int64",
        r#"{"int64": "9223372036854775807"}"#,
        r#"{"int64":"9223372036854775807"}"#,
    ),
    (
        "smallest int64",
        r#"{"int64": "-9223372036854775808"}"#,
        r#"{"int64":"-9223372036854775808"}"#,
    ),
    (
        "smallest sint64",
        r#"{"sint64": "-9223372036854775808"}"#,
        r#"{"sint64":"-9223372036854775808"}"#,
    ),
    (
        "largest sfixed64",
        r#"{"sfixed64": "9223372036854775807"}"#,
        r#"{"sfixed64":"9223372036854775807"}"#,
    ),
    (
        "largest uint64",
        r#"{"uint64": "18446744073709551615"}"#,
        r#"{"uint64":"18446744073709551615"}"#,
    ),
    (
        "largest fixed64",
        r#"{"fixed64": "18446744073709551615"}"#,
        r#"{"fixed64":"18446744073709551615"}"#,
    ),
    (
        "int64 as a number",
        r#"{"int64": 9223372036854774784}"#,
        r#"{"int64":"9223372036854774784"}"#,
    ),
    (
        "smallest int64 as a number",
        r#"{"int64": -9223372036854775808}"#,
        r#"{"int64":"-9223372036854775808"}"#,
    ),
    (
        "uint64 as a number",
        r#"{"uint64": 18446744073709549568}"#,
        r#"{"uint64":"18446744073709549568"}"#,
    ),
    (
        "int32 as a text",
        r#"{"int32": "2147483647"}"#,
        r#"{"int32":2147483647}"#,
    ),
    (
        "int32 as an escaped text",
        r#"{"int32": "2\u003147483647"}"#,
        r#"{"int32":2147483647}"#,
    ),
    (
        "an integer with a zero fraction",
        r#"{"int32": 100000.000}"#,
        r#"{"int32":100000}"#,
    ),
    (
        "an integer with an exponent",
        r#"{"int32": 1e5}"#,
        r#"{"int32":100000}"#,
    ),
    (
        "an integer as a text with an exponent",
        r#"{"int32": "1e5"}"#,
        r#"{"int32":100000}"#,
    ),
    (
        "largest int32 with an exponent",
        r#"{"int32": 2.147483647e9}"#,
        r#"{"int32":2147483647}"#,
    ),
    (
        "smallest int32 with an exponent",
        r#"{"int32": -2.147483648e9}"#,
        r#"{"int32":-2147483648}"#,
    ),
    (
        "largest uint32 with an exponent",
        r#"{"uint32": 4.294967295e9}"#,
        r#"{"uint32":4294967295}"#,
    ),
    ("true", r#"{"flag": true}"#, r#"{"flag":true}"#),
    ("false", r#"{"flag": false}"#, "{}"),
    (
        "smallest float",
        r#"{"float": 1.175494e-38}"#,
        r#"{"float":1.175494e-38}"#,
    ),
    (
        "a small negative float",
        r#"{"float": -1.175494e-38}"#,
        r#"{"float":-1.175494e-38}"#,
    ),
    (
        "largest float",
        r#"{"float": 3.402823e+38}"#,
        r#"{"float":3.402823e+38}"#,
    ),
    ("a float as a text", r#"{"float": "1"}"#, r#"{"float":1.0}"#),
    (
        "a float that isn't a number",
        r#"{"float": "NaN"}"#,
        r#"{"float":"NaN"}"#,
    ),
    (
        "an infinite float",
        r#"{"float": "Infinity"}"#,
        r#"{"float":"Infinity"}"#,
    ),
    (
        "a negative infinite float",
        r#"{"float": "-Infinity"}"#,
        r#"{"float":"-Infinity"}"#,
    ),
    (
        "smallest double",
        r#"{"double": 2.22507e-308}"#,
        r#"{"double":2.22507e-308}"#,
    ),
    (
        "largest double",
        r#"{"double": 1.79769e+308}"#,
        r#"{"double":1.79769e+308}"#,
    ),
    (
        "largest negative double",
        r#"{"double": -1.79769e+308}"#,
        r#"{"double":-1.79769e+308}"#,
    ),
    (
        "a double as a text",
        r#"{"double": "1"}"#,
        r#"{"double":1.0}"#,
    ),
    (
        "a double that isn't a number",
        r#"{"double": "NaN"}"#,
        r#"{"double":"NaN"}"#,
    ),
    (
        "an infinite double",
        r#"{"double": "Infinity"}"#,
        r#"{"double":"Infinity"}"#,
    ),
    ("negative zero", r#"{"double": -0.0}"#, r#"{"double":-0.0}"#),
    (
        "an enum by its name",
        r#"{"color": "COLOR_RED"}"#,
        r#"{"color":"COLOR_RED"}"#,
    ),
    (
        "an enum by its number",
        r#"{"color": 1}"#,
        r#"{"color":"COLOR_RED"}"#,
    ),
    ("an enum by zero", r#"{"color": 0}"#, "{}"),
    (
        "an unknown number of an enum",
        r#"{"color": 123}"#,
        r#"{"color":123}"#,
    ),
    (
        "a negative number of an enum",
        r#"{"color": -1}"#,
        r#"{"color":-1}"#,
    ),
    (
        "a text",
        r#"{"text": "Hello world!"}"#,
        r#"{"text":"Hello world!"}"#,
    ),
    (
        "a text in another script",
        r#"{"text": "谷歌"}"#,
        r#"{"text":"谷歌"}"#,
    ),
    (
        "escapes",
        r#"{"text": "\"\\\/\b\f\n\r\t"}"#,
        r#"{"text":"\"\\/\b\f\n\r\t"}"#,
    ),
    (
        "escaped characters",
        r#"{"text": "\u8C37\u6B4C"}"#,
        r#"{"text":"谷歌"}"#,
    ),
    (
        "escapes in small letters",
        r#"{"text": "\u8c37\u6b4c"}"#,
        r#"{"text":"谷歌"}"#,
    ),
    (
        "a pair of surrogates",
        r#"{"text": "\uD83D\uDE01"}"#,
        r#"{"text":"😁"}"#,
    ),
    ("bytes", r#"{"blob": "AQI="}"#, r#"{"blob":"AQI="}"#),
    (
        "bytes without padding",
        r#"{"blob": "AQI"}"#,
        r#"{"blob":"AQI="}"#,
    ),
    (
        "bytes in base64url",
        r#"{"blob": "-_"}"#,
        r#"{"blob":"+w=="}"#,
    ),
    ("no bytes", r#"{"blob": ""}"#, "{}"),
    (
        "a message",
        r#"{"payment": {"cash": 1234}}"#,
        r#"{"payment":{"cash":"1234"}}"#,
    ),
    (
        "an empty message",
        r#"{"payment": {}}"#,
        r#"{"payment":{}}"#,
    ),
    (
        "zero in a oneof",
        r#"{"payment": {"cash": 0}}"#,
        r#"{"payment":{"cash":"0"}}"#,
    ),
    (
        "an empty text in a oneof",
        r#"{"payment": {"note": ""}}"#,
        r#"{"payment":{"note":""}}"#,
    ),
    (
        "an empty message in a oneof",
        r#"{"payment": {"card": {}}}"#,
        r#"{"payment":{"card":{}}}"#,
    ),
    (
        "null beside a member of a oneof",
        r#"{"payment": {"cash": 1, "note": null}}"#,
        r#"{"payment":{"cash":"1"}}"#,
    ),
    (
        "null before a member of a oneof",
        r#"{"payment": {"note": null, "cash": 1}}"#,
        r#"{"payment":{"cash":"1"}}"#,
    ),
    (
        "a map by integers",
        r#"{"counts": {"1": 2, "-3": "4"}}"#,
        r#"{"counts":{"-3":"4","1":"2"}}"#,
    ),
    (
        "a map by booleans",
        r#"{"byFlag": {"true": 1, "false": 2}}"#,
        r#"{"byFlag":{"false":"COLOR_BLUE","true":"COLOR_RED"}}"#,
    ),
    (
        "a map of messages",
        r#"{"byNumber": {"7": {"cash": 1}, "8": {}}}"#,
        r#"{"byNumber":{"7":{"cash":"1"},"8":{}}}"#,
    ),
    (
        "a map by texts",
        r#"{"names": {"hello": "a", "": "b"}}"#,
        r#"{"names":{"":"b","hello":"a"}}"#,
    ),
    (
        "an escaped key of a map",
        r#"{"counts": {"\u0031": 2}}"#,
        r#"{"counts":{"1":"2"}}"#,
    ),
    (
        "an escaped boolean key of a map",
        r#"{"byFlag": {"tr\u0075e": 1}}"#,
        r#"{"byFlag":{"true":"COLOR_RED"}}"#,
    ),
    (
        "a list of numbers",
        r#"{"numbers": [1, 2, 3, 4]}"#,
        r#"{"numbers":[1,2,3,4]}"#,
    ),
    (
        "a list of enums",
        r#"{"colors": ["COLOR_RED", 2]}"#,
        r#"{"colors":["COLOR_RED","COLOR_BLUE"]}"#,
    ),
    (
        "a list of texts",
        r#"{"texts": ["a", ""]}"#,
        r#"{"texts":["a",""]}"#,
    ),
    (
        "a list of bytes",
        r#"{"blobs": ["AAEC", "AQI="]}"#,
        r#"{"blobs":["AAEC","AQI="]}"#,
    ),
    (
        "a list of messages",
        r#"{"payments": [{"cash": 1}, {}]}"#,
        r#"{"payments":[{"cash":"1"},{}]}"#,
    ),
    (
        "null for a field of any kind",
        r#"{"flag": null, "int32": null, "int64": null, "uint32": null, "uint64": null, "sint32": null,
            "sint64": null, "fixed32": null, "fixed64": null, "sfixed32": null, "sfixed64": null,
            "float": null, "double": null, "text": null, "blob": null, "color": null,
            "maybeNumber": null, "child": null, "numbers": null, "texts": null, "colors": null,
            "payments": null, "blobs": null, "doubles": null, "names": null, "counts": null,
            "byFlag": null, "byNumber": null, "time": null, "duration": null, "mask": null}"#,
        "{}",
    ),
    (
        "shortest duration",
        r#"{"duration": "-315576000000.999999999s"}"#,
        r#"{"duration":"-315576000000.999999999s"}"#,
    ),
    (
        "longest duration",
        r#"{"duration": "315576000000.999999999s"}"#,
        r#"{"duration":"315576000000.999999999s"}"#,
    ),
    (
        "a duration without a fraction",
        r#"{"duration": "1.000000000s"}"#,
        r#"{"duration":"1s"}"#,
    ),
    (
        "a duration with three digits",
        r#"{"duration": "1.010000000s"}"#,
        r#"{"duration":"1.010s"}"#,
    ),
    (
        "a duration with six digits",
        r#"{"duration": "1.000010000s"}"#,
        r#"{"duration":"1.000010s"}"#,
    ),
    (
        "a duration with nine digits",
        r#"{"duration": "1.000000010s"}"#,
        r#"{"duration":"1.000000010s"}"#,
    ),
    (
        "a duration below zero",
        r#"{"duration": "-1.5s"}"#,
        r#"{"duration":"-1.500s"}"#,
    ),
    (
        "a duration of a negative fraction",
        r#"{"duration": "-0.5s"}"#,
        r#"{"duration":"-0.500s"}"#,
    ),
    (
        "first time",
        r#"{"time": "0001-01-01T00:00:00Z"}"#,
        r#"{"time":"0001-01-01T00:00:00Z"}"#,
    ),
    (
        "last time",
        r#"{"time": "9999-12-31T23:59:59.999999999Z"}"#,
        r#"{"time":"9999-12-31T23:59:59.999999999Z"}"#,
    ),
    (
        "a time without a fraction",
        r#"{"time": "1970-01-01T00:00:00.000000000Z"}"#,
        r#"{"time":"1970-01-01T00:00:00Z"}"#,
    ),
    (
        "a time with three digits",
        r#"{"time": "1970-01-01T00:00:00.010000000Z"}"#,
        r#"{"time":"1970-01-01T00:00:00.010Z"}"#,
    ),
    (
        "a time with six digits",
        r#"{"time": "1970-01-01T00:00:00.000010000Z"}"#,
        r#"{"time":"1970-01-01T00:00:00.000010Z"}"#,
    ),
    (
        "a time with nine digits",
        r#"{"time": "1970-01-01T00:00:00.000000010Z"}"#,
        r#"{"time":"1970-01-01T00:00:00.000000010Z"}"#,
    ),
    (
        "an offset to the east",
        r#"{"time": "1970-01-01T08:00:01+08:00"}"#,
        r#"{"time":"1970-01-01T00:00:01Z"}"#,
    ),
    (
        "an offset to the west",
        r#"{"time": "1969-12-31T16:00:01-08:00"}"#,
        r#"{"time":"1970-01-01T00:00:01Z"}"#,
    ),
    (
        "a day in February",
        r#"{"time": "1993-02-10T00:00:00.000Z"}"#,
        r#"{"time":"1993-02-10T00:00:00Z"}"#,
    ),
    (
        "a mask",
        r#"{"mask": "foo,barBaz"}"#,
        r#"{"mask":"foo,barBaz"}"#,
    ),
    (
        "a mask with a path",
        r#"{"mask": "foo.barBaz"}"#,
        r#"{"mask":"foo.barBaz"}"#,
    ),
    ("an empty mask", r#"{"mask": ""}"#, r#"{"mask":""}"#),
];

/// A rule, and a text that breaks it.
const REFUSED: &[(&str, &str)] = &[
    ("null for a message", "null"),
    ("a name without quotes", "{int32: 1}"),
    ("a name in single quotes", r"{'text': 'a'}"),
    ("a text in single quotes", r#"{"text": 'a'}"#),
    ("a comma at the end", r#"{"int32":1,}"#),
    ("a comma with spaces at the end", r#"{"int32":1 , }"#),
    ("a comment", "{\n// This is a comment.\n\"int32\": 1\n}"),
    ("no comma between fields", r#"{"int32": 1 "int64": 2}"#),
    ("a text that ends in its escape", r#"{"text": "abc\"#),
    ("something behind the message", "{} {}"),
    (
        "a name that is given twice",
        r#"{"payment": {"cash": 1}, "payment": {}}"#,
    ),
    (
        "a name that is given in both forms",
        r#"{"maybe_text": "a", "maybeText": "b"}"#,
    ),
    ("a name that isn't known", r#"{"unknown": 1}"#),
    ("an int32 that is too large", r#"{"int32": 2147483648}"#),
    ("an int32 that is too small", r#"{"int32": -2147483649}"#),
    ("a uint32 that is too large", r#"{"uint32": 4294967296}"#),
    ("a negative uint32", r#"{"uint32": -1}"#),
    (
        "an int64 that is too large",
        r#"{"int64": "9223372036854775808"}"#,
    ),
    (
        "an int64 that is too small",
        r#"{"int64": "-9223372036854775809"}"#,
    ),
    (
        "a uint64 that is too large",
        r#"{"uint64": "18446744073709551616"}"#,
    ),
    ("a fraction for an int32", r#"{"int32": 0.5}"#),
    ("a fraction for a uint32", r#"{"uint32": 0.5}"#),
    ("a fraction for an int64", r#"{"int64": "0.5"}"#),
    ("a fraction for a uint64", r#"{"uint64": "0.5"}"#),
    ("letters for an int32", r#"{"int32": "3x3"}"#),
    ("letters for a uint64", r#"{"uint64": "3x3"}"#),
    ("nothing for an int32", r#"{"int32": ""}"#),
    ("a plus", r#"{"int32": +1}"#),
    ("a zero before a digit", r#"{"int32": 01}"#),
    ("a zero before a negative digit", r#"{"int32": -01}"#),
    ("a space before a digit", r#"{"int32": " 1"}"#),
    ("a space behind a digit", r#"{"int32": "1 "}"#),
    ("0 for a boolean", r#"{"flag": 0}"#),
    ("1 for a boolean", r#"{"flag": 1}"#),
    ("a capital in true", r#"{"flag": True}"#),
    ("capitals in false", r#"{"flag": FALSE}"#),
    ("a text for a boolean", r#"{"flag": "true"}"#),
    ("NaN without quotes", r#"{"float": NaN}"#),
    ("Infinity without quotes", r#"{"double": Infinity}"#),
    ("-Infinity without quotes", r#"{"double": -Infinity}"#),
    ("a float that is too small", r#"{"float": -3.502823e+38}"#),
    ("a float that is too large", r#"{"float": 3.502823e+38}"#),
    ("a double that is too small", r#"{"double": -1.89769e+308}"#),
    ("a double that is too large", r#"{"double": 1.89769e+308}"#),
    ("an enum's name without quotes", r#"{"color": COLOR_RED}"#),
    ("an unknown name of an enum", r#"{"color": "COLOR_GREEN"}"#),
    (
        "an unknown name of an enum in a list",
        r#"{"colors": ["COLOR_RED", "COLOR_GREEN"]}"#,
    ),
    (
        "an unknown name of an enum in a map",
        r#"{"byFlag": {"true": "COLOR_GREEN"}}"#,
    ),
    ("a capital escape", r#"{"text": "\U8C37\U6b4C"}"#),
    ("an escape without digits", r#"{"text": "\uXXXX\u6B4C"}"#),
    ("an escape that is too short", r#"{"text": "\u8C3"}"#),
    ("the first surrogate alone", r#"{"text": "\uD800"}"#),
    ("the second surrogate alone", r#"{"text": "\uDC00"}"#),
    (
        "surrogates in the wrong order",
        r#"{"text": "\uDE01\uD83D"}"#,
    ),
    ("a number for a text", r#"{"text": 12345}"#),
    ("no base64", r#"{"blob": "$$$$"}"#),
    (
        "two members of a oneof",
        r#"{"payment": {"cash": 1, "note": "test"}}"#,
    ),
    ("a key without quotes", r#"{"counts": {1: 2}}"#),
    ("a boolean key without quotes", r#"{"byFlag": {true: 1}}"#),
    ("null as a key", r#"{"names": {null: "a"}}"#),
    ("null as a value of a map", r#"{"names": {"a": null}}"#),
    ("a key of another kind", r#"{"counts": {"a": 1}}"#),
    (
        "a key that is given twice",
        r#"{"names": {"a": "b", "a": "c"}}"#,
    ),
    (
        "a boolean in a list of integers",
        r#"{"numbers": [1, false]}"#,
    ),
    (
        "a text in a list of integers",
        r#"{"numbers": [1, "name"]}"#,
    ),
    (
        "a message in a list of integers",
        r#"{"numbers": [1, {"a": 4}]}"#,
    ),
    ("a number in a list of texts", r#"{"texts": ["1", 2]}"#),
    ("a boolean in a list of texts", r#"{"texts": ["1", false]}"#),
    (
        "a message in a list of texts",
        r#"{"texts": ["1", {"a": 4}]}"#,
    ),
    ("a number in a list of messages", r#"{"payments": [{}, 2]}"#),
    (
        "a boolean in a list of messages",
        r#"{"payments": [{}, false]}"#,
    ),
    ("a text in a list of messages", r#"{"payments": [{}, "2"]}"#),
    ("a comma at the end of a list", r#"{"numbers": [1, 2,]}"#),
    ("null in a list of numbers", r#"{"numbers": [1, null]}"#),
    ("null in a list of messages", r#"{"payments": [{}, null]}"#),
    ("a duration without its unit", r#"{"duration": "1"}"#),
    (
        "a duration that is too short",
        r#"{"duration": "-315576000001.000000000s"}"#,
    ),
    (
        "a duration that is too long",
        r#"{"duration": "315576000001.000000000s"}"#,
    ),
    (
        "a time before the first",
        r#"{"time": "0000-01-01T00:00:00Z"}"#,
    ),
    (
        "a time behind the last",
        r#"{"time": "10000-01-01T00:00:00Z"}"#,
    ),
    (
        "a time behind the last by its offset",
        r#"{"time": "9999-12-31T23:59:59-01:00"}"#,
    ),
    (
        "a time without an offset",
        r#"{"time": "0001-01-01T00:00:00"}"#,
    ),
    ("a time without T", r#"{"time": "0001-01-01 00:00:00Z"}"#),
    ("a time with z", r#"{"time": "0001-01-01T00:00:00z"}"#),
    ("a time with t", r#"{"time": "0001-01-01t00:00:00Z"}"#),
    ("a mask in snake_case", r#"{"mask": "foo,bar_bar"}"#),
];

/// Where the other implementation is more lenient or more strict than the suite
/// asks for. A rule that leaves this list is kept by both.
const ORACLE_DIFFERS: &[&str] = &[
    "an integer as a text with an exponent",
    "negative zero",
    "a name that is given twice",
    "a key that is given twice",
];

#[test]
fn what_keeps_a_rule_is_read() {
    for (rule, text, written) in ACCEPTED {
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
    let accepted = ACCEPTED.iter().map(|(rule, text, _)| (rule, text, true));
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
