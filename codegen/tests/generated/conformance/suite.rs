//! The cases of the suite, and what they expect.

use std::fs;
use std::path::Path;

use counterpart_codegen::steps::{Reading, read_set};
use prost_reflect::{DynamicMessage, ReflectMessage as _, Value};

/// The suite, as it lies in a folder.
pub(super) struct Suite {
    /// The descriptors of all contracts, as they are in the folder.
    pub(super) descriptors: Vec<u8>,
    /// The model of the contracts that the cases are about.
    pub(super) reading: Reading,
    pub(super) cases: Vec<Case>,
}

/// One case.
pub(super) struct Case {
    /// `standard_rules/string/max_len/valid`
    pub(super) name: String,
    /// The full name of the message.
    pub(super) message: String,
    pub(super) bytes: Vec<u8>,
    pub(super) expected: Outcome,
}

/// What comes of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The rules that are broken; none if the message is valid.
    Violations(Vec<Violation>),
    /// The rules are wrong, which shows before any message is there.
    CompilationError,
    /// A rule could not be evaluated.
    RuntimeError,
    /// Something that no case expects.
    Other(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Violation {
    pub(super) field: String,
    pub(super) rule: String,
    pub(super) for_key: bool,
    /// Empty where the suite leaves it open.
    pub(super) message: String,
}

impl Violation {
    pub(super) fn is_met_by(&self, found: &Self) -> bool {
        self.field == found.field
            && self.rule == found.rule
            && self.for_key == found.for_key
            && (self.message.is_empty() || self.message == found.message)
    }
}

/// The package of the contracts that the cases are about, and of those in it.
pub(super) const CASES: &str = "buf.validate.conformance.cases";

impl Suite {
    pub(super) fn read(folder: &Path) -> Self {
        let file = |name| fs::read(folder.join(name)).expect("the folder has it");
        let descriptors = file("descriptors.binpb");
        let reading = read_set(&descriptors, |package| package.starts_with(CASES))
            .expect("the suite's descriptors are complete");
        let results = reading
            .pool
            .get_message_by_name("buf.validate.conformance.harness.ResultSet")
            .expect("the suite's contracts declare it");
        let results = DynamicMessage::decode(results, file("cases.binpb").as_slice())
            .expect("the cases are a ResultSet");
        let mut cases = Vec::new();
        for suite in list(&results, "suites") {
            let name = text(&suite, "name");
            cases.extend(
                list(&suite, "cases")
                    .iter()
                    .map(|result| case(&name, result)),
            );
        }
        Self {
            descriptors,
            reading,
            cases,
        }
    }
}

fn case(suite: &str, result: &DynamicMessage) -> Case {
    let input = message(result, "input").expect("a case has an input");
    let url = text(&input, "type_url");
    Case {
        name: format!("{suite}/{}", text(result, "name")),
        message: url.rsplit('/').next().unwrap_or(&url).to_owned(),
        bytes: value(&input, "value")
            .as_bytes()
            .expect("they are bytes")
            .to_vec(),
        expected: expected(&message(result, "wanted").expect("a case expects something")),
    }
}

fn expected(wanted: &DynamicMessage) -> Outcome {
    if wanted.has_field_by_name("compilation_error") {
        Outcome::CompilationError
    } else if wanted.has_field_by_name("runtime_error") {
        Outcome::RuntimeError
    } else if let Some(error) = message(wanted, "validation_error") {
        let violations = list(&error, "violations");
        Outcome::Violations(violations.iter().map(violation).collect())
    } else if value(wanted, "success") == Value::Bool(true) {
        Outcome::Violations(Vec::new())
    } else {
        Outcome::Other("an expectation that this test doesn't know".to_owned())
    }
}

fn violation(violation: &DynamicMessage) -> Violation {
    let path = message(violation, "field");
    Violation {
        field: path.map(|path| field_path(&path)).unwrap_or_default(),
        rule: text(violation, "rule_id"),
        for_key: value(violation, "for_key") == Value::Bool(true),
        message: text(violation, "message"),
    }
}

/// `a.b[0]["key"]`
fn field_path(path: &DynamicMessage) -> String {
    let mut written = String::new();
    for element in list(path, "elements") {
        if !written.is_empty() {
            written.push('.');
        }
        written.push_str(&text(&element, "field_name"));
        let oneof = element.descriptor();
        let subscripts = oneof.oneofs().next().expect("the contract declares one");
        let set = subscripts.fields().find(|field| element.has_field(field));
        if let Some(set) = set {
            let subscript = match element.get_field(&set).as_ref() {
                Value::String(key) => format!("{key:?}"),
                Value::Bool(key) => key.to_string(),
                Value::I64(key) => key.to_string(),
                Value::U64(key) => key.to_string(),
                other => panic!("{other:?} is no subscript"),
            };
            written.push_str(&format!("[{subscript}]"));
        }
    }
    written
}

fn value(message: &DynamicMessage, field: &str) -> Value {
    let value = message.get_field_by_name(field);
    value.expect("the contract declares it").into_owned()
}

fn text(message: &DynamicMessage, field: &str) -> String {
    value(message, field)
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn list(message: &DynamicMessage, field: &str) -> Vec<DynamicMessage> {
    let value = value(message, field);
    let elements = value.as_list().unwrap_or_default();
    elements
        .iter()
        .filter_map(|element| element.as_message().cloned())
        .collect()
}

fn message(message: &DynamicMessage, field: &str) -> Option<DynamicMessage> {
    let value = message
        .has_field_by_name(field)
        .then(|| value(message, field))?;
    value.as_message().cloned()
}
