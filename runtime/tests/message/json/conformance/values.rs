//! How all else may be written: names, texts, enums, lists, maps, messages.

/// A rule, a text that keeps it, and what is written of it again.
pub(super) const ACCEPTED: &[(&str, &str, &str)] = &[
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
