//! Names that hurt.

use proptest::prelude::*;

/// Words that mean something to Rust, to generated code or to protobuf.
const WORDS: &[&str] = &[
    "Self",
    "self",
    "super",
    "crate",
    "type",
    "async",
    "await",
    "dyn",
    "fn",
    "gen",
    "try",
    "union",
    "macro_rules",
    "r",
    "a_",
    "A",
    "a",
    "AB",
    "A_B",
    "a__b",
    "String",
    "Option",
    "Result",
    "Vec",
    "Box",
    "Some",
    "None",
    "Ok",
    "Err",
    "Status",
    "Message",
    "Default",
    "Debug",
    "Clone",
    "Id",
    "Bytes",
    "Buf",
    "Kind",
    "Value",
    "Field",
    "new",
    "default",
    "clone",
    "encode",
    "decode",
    "merge",
    "clear",
    "descriptor",
    "id",
    "etag",
    "page_size",
    "page_token",
    "order_by",
    "update_mask",
    "create_time",
    "name",
    "u8",
    "str",
    "bool",
    "static",
    "const",
    "where",
    "Service",
    "Client",
    "Stub",
    "Server",
    "Contract",
    "Repository",
    "messages",
    "codec",
    "validate",
    "lib",
    "Request",
    "Context",
    "Caller",
    "i32",
    "Timestamp",
    "map",
    "oneof",
    "optional",
    "message",
];

pub(crate) fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(WORDS).prop_map(str::to_owned),
        2 => "[A-Z][a-z]{1,4}([A-Z][a-z]{1,3})?",
        2 => "[a-z]{1,4}(_[a-z0-9]{1,3}){0,2}",
        // Wider than what a line has room for.
        1 => "[A-Z][a-z]{30,90}",
        1 => "[a-z]{30,50}(_[a-z]{10,50})?",
        1 => "_?[a-zA-Z][a-zA-Z0-9_]{0,6}",
    ]
}

/// Text for comments and literals.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(
            &[
                "*/",
                "{{ }}",
                "{% if %}",
                "```",
                "```rust\nfn x() {",
                "[`Self`]",
                "\\",
                "\"#",
                "//!",
                "<b>",
                "ü\u{202e}",
                "\u{0}",
                "",
                "https://example.org",
                "#[doc]",
                "[x](y",
            ][..]
        )
        .prop_map(str::to_owned),
        "\\PC{0,16}",
    ]
}

/// A literal of protobuf that holds any text.
pub(crate) fn quoted(text: &str) -> String {
    let mut literal = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => literal.extend(['\\', letter]),
            '\n' => literal.push_str("\\n"),
            '\0' => literal.push_str("\\000"),
            _ => literal.push(letter),
        }
    }
    literal.push('"');
    literal
}
