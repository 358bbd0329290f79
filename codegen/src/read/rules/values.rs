//! The standard rules of values.

use prost_reflect::{DynamicMessage, FieldDescriptor, ReflectMessage, Value};

use super::super::options;
use crate::model::{Literal, Rule, Rules};

/// Adds the rules of a kind of values, such as `string` or `timestamp`, the last
/// step of `path`.
pub(super) fn add(rules: &mut Rules, of_kind: &DynamicMessage, path: &[&str]) {
    let kind = path.last().copied().unwrap_or_default();
    for (field, value) in of_kind.fields() {
        if says_nothing(&field, value) {
            continue;
        }
        match rule(kind, &field, value, of_kind) {
            Some(rule) => rules.value.push(rule),
            None => rules.not_supported(&[path, &[field.name()]].concat()),
        }
    }
}

/// Examples for readers, what belongs to another rule, and rules that are
/// switched off.
fn says_nothing(field: &FieldDescriptor, value: &Value) -> bool {
    match (field.name(), value) {
        ("const", _) => false,
        ("example" | "strict", _) | (_, Value::Bool(false) | Value::EnumNumber(0)) => true,
        _ => false,
    }
}

fn rule(
    kind: &str,
    field: &FieldDescriptor,
    value: &Value,
    of_kind: &DynamicMessage,
) -> Option<Rule> {
    let length = || value.as_u64();
    match (kind, field.name()) {
        ("string" | "bytes", "pattern") => {
            let pattern = value.as_str()?.to_owned();
            Some(Rule::Pattern(pattern))
        }
        ("string", "len_bytes") => length().map(Rule::LenBytes),
        ("string", "min_bytes") => length().map(Rule::MinBytes),
        ("string", "max_bytes") => length().map(Rule::MaxBytes),
        ("string", "well_known_regex") => header(value, of_kind),
        ("string" | "bytes", "len") => length().map(Rule::Len),
        ("string" | "bytes", "min_len") => length().map(Rule::MinLen),
        ("string" | "bytes", "max_len") => length().map(Rule::MaxLen),
        ("string" | "bytes", "prefix") => literal(value).map(Rule::Prefix),
        ("string" | "bytes", "suffix") => literal(value).map(Rule::Suffix),
        ("string" | "bytes", "contains") => literal(value).map(Rule::Contains),
        ("string", "not_contains") => literal(value).map(Rule::NotContains),
        ("string" | "bytes", name) if WELL_KNOWN_FORMS.contains(&name) => {
            Some(Rule::WellKnown(name.to_owned()))
        }
        ("enum", "defined_only") => Some(Rule::DefinedOnly),
        ("float" | "double", "finite") => Some(Rule::Finite),
        ("timestamp", "lt_now") => Some(Rule::LtNow),
        ("timestamp", "gt_now") => Some(Rule::GtNow),
        ("timestamp", "within") => literal(value).map(Rule::Within),
        ("field_mask", "const") => {
            let paths = options::texts(value.as_message()?, "paths");
            Some(Rule::Paths(paths))
        }
        ("field_mask", "in") => texts(value).map(Rule::OnlyPaths),
        ("field_mask", "not_in") => texts(value).map(Rule::NoPaths),
        ("any", "in") => texts(value).map(Rule::TypeIn),
        ("any", "not_in") => texts(value).map(Rule::TypeNotIn),
        (_, "const") => literal(value).map(Rule::Const),
        (_, "in") => literals(value).map(Rule::In),
        (_, "not_in") => literals(value).map(Rule::NotIn),
        (_, "lt") => literal(value).map(Rule::Lt),
        (_, "lte") => literal(value).map(Rule::Lte),
        (_, "gt") => literal(value).map(Rule::Gt),
        (_, "gte") => literal(value).map(Rule::Gte),
        _ => None,
    }
}

/// The rules that ask for a well-known form; generated code calls a method of
/// the same name.
const WELL_KNOWN_FORMS: &[&str] = &[
    "address",
    "email",
    "host_and_port",
    "hostname",
    "ip",
    "ip_prefix",
    "ip_with_prefixlen",
    "ipv4",
    "ipv4_prefix",
    "ipv4_with_prefixlen",
    "ipv6",
    "ipv6_prefix",
    "ipv6_with_prefixlen",
    "protobuf_dot_fqn",
    "protobuf_fqn",
    "tuuid",
    "ulid",
    "uri",
    "uri_ref",
    "uuid",
];

/// `well_known_regex`, which is strict unless it says otherwise.
fn header(value: &Value, of_kind: &DynamicMessage) -> Option<Rule> {
    let strict = options::value(of_kind, "strict").is_none_or(|strict| strict == Value::Bool(true));
    match value.as_enum_number()? {
        1 => Some(Rule::HeaderName { strict }),
        2 => Some(Rule::HeaderValue { strict }),
        _ => None,
    }
}

pub(in crate::read) fn literal(value: &Value) -> Option<Literal> {
    match value {
        Value::Bool(value) => Some(Literal::Bool(*value)),
        Value::I32(value) | Value::EnumNumber(value) => Some(Literal::Int(i64::from(*value))),
        Value::I64(value) => Some(Literal::Int(*value)),
        Value::U32(value) => Some(Literal::UInt(u64::from(*value))),
        Value::U64(value) => Some(Literal::UInt(*value)),
        Value::F32(value) => Some(Literal::Float(*value)),
        Value::F64(value) => Some(Literal::Double(*value)),
        Value::String(value) => Some(Literal::Text(value.clone())),
        Value::Bytes(value) => Some(Literal::Bytes(value.to_vec())),
        Value::Message(message) => match message.get_field_by_name("value") {
            Some(wrapped) => literal(&wrapped),
            None => time(message),
        },
        _ => None,
    }
}

fn time(message: &DynamicMessage) -> Option<Literal> {
    let seconds = message.get_field_by_name("seconds")?.as_i64()?;
    let nanos = message.get_field_by_name("nanos")?.as_i32()?;
    match message.descriptor().full_name() {
        "google.protobuf.Duration" => Some(Literal::Duration { seconds, nanos }),
        "google.protobuf.Timestamp" => Some(Literal::Timestamp { seconds, nanos }),
        _ => None,
    }
}

pub(super) fn literals(value: &Value) -> Option<Vec<Literal>> {
    value.as_list()?.iter().map(literal).collect()
}

fn texts(value: &Value) -> Option<Vec<String>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    value.as_list()?.iter().map(text).collect()
}
