//! How numbers and booleans may be written.

/// A rule, a text that keeps it, and what is written of it again.
pub(super) const ACCEPTED: &[(&str, &str, &str)] = &[
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
];
