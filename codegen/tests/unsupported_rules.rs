//! A rule that generated code can't check is found, wherever it stands.

use std::fs;
use std::path::{Path, PathBuf};

use counterpart_codegen::steps::Message;
use counterpart_codegen::steps::{Inputs, read};

/// Reads a contract with this body, and returns its first message.
fn message(body: &str) -> Message {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let text = format!(
        "syntax = \"proto3\";\npackage a.v1;\n\
         import \"buf/validate/validate.proto\";\n\
         import \"google/protobuf/descriptor.proto\";\n\
         import \"google/protobuf/timestamp.proto\";\n{body}"
    );
    fs::write(folder.path().join("a.proto"), text).expect("the folder is new");
    let vendored = Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto");
    let inputs = Inputs {
        project: folder.path().to_owned(),
        roots: vec![PathBuf::from("."), vendored],
        files: vec!["a.proto".to_owned()],
    };
    let reading = read(&inputs).expect("the contract is valid protobuf");
    let messages = &reading.contract.packages[0].messages;
    messages.first().expect("the body declares one").clone()
}

/// The rules of the first field that aren't supported.
fn of_field(declaration: &str) -> Vec<String> {
    let message = message(&format!("message M {{ {declaration} }}"));
    let rules = &message.fields[0].rules;
    rules.unsupported.iter().map(|r| r.name.clone()).collect()
}

#[test]
fn a_rule_of_a_scalar_is_found() {
    assert_eq!(
        of_field("string a = 1 [(buf.validate.field).string.hostname = true];"),
        ["string.hostname"]
    );
    assert_eq!(
        of_field("double a = 1 [(buf.validate.field).double.finite = true];"),
        ["double.finite"]
    );
    assert_eq!(
        of_field("google.protobuf.Timestamp a = 1 [(buf.validate.field).timestamp.lt_now = true];"),
        ["timestamp.lt_now"]
    );
}

#[test]
fn an_expression_is_found() {
    let cel = "{id: \"a\", message: \"b\", expression: \"this != ''\"}";
    assert_eq!(
        of_field(&format!("string a = 1 [(buf.validate.field).cel = {cel}];")),
        ["cel"]
    );
    let message = message(&format!(
        "message M {{ option (buf.validate.message).cel = {cel}; string a = 1; }}"
    ));
    let names: Vec<_> = message.unsupported_rules.iter().map(|r| &r.name).collect();
    assert_eq!(names, ["message.cel"]);
}

#[test]
fn a_rule_of_elements_keys_and_values_is_found() {
    assert_eq!(
        of_field("repeated string a = 1 [(buf.validate.field).repeated.items.string.ip = true];"),
        ["repeated.items.string.ip"]
    );
    assert_eq!(
        of_field(
            "map<string, string> a = 1 [\
             (buf.validate.field).map.keys.string.ip = true,\
             (buf.validate.field).map.values.string.hostname = true];"
        ),
        ["map.keys.string.ip", "map.values.string.hostname"]
    );
}

#[test]
fn messages_and_times_of_a_list_are_not_compared() {
    let unique = |kind: &str| {
        of_field(&format!(
            "repeated {kind} a = 1 [(buf.validate.field).repeated.unique = true];"
        ))
    };
    assert_eq!(unique("M"), ["repeated.unique"]);
    assert_eq!(unique("google.protobuf.Timestamp"), ["repeated.unique"]);
    assert!(unique("bytes").is_empty());
}

#[test]
fn a_rule_that_another_file_adds_is_found() {
    let message = message(
        "message M { string a = 1 [(buf.validate.field).string.(a.v1.loud) = true]; }\n\
         extend buf.validate.StringRules { optional bool loud = 80048001; }",
    );
    let rules = &message.fields[0].rules;
    let names: Vec<_> = rules.unsupported.iter().map(|r| &r.name).collect();
    assert_eq!(names, ["string.(a.v1.loud)"]);
}

#[test]
fn a_rule_that_is_switched_off_is_none() {
    assert!(of_field("string a = 1 [(buf.validate.field).string.hostname = false];").is_empty());
}
