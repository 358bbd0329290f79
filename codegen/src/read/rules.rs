//! The rules of `buf.validate`.
//!
//! Every rule that is set is looked at: what generated code can't check is
//! noted as unsupported, never passed over.

use prost_reflect::{
    DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, OneofDescriptor, Value,
};

use super::options;
use crate::model::{Ignore, Literal, Rule, Rules, UnsupportedRule};

/// The rules of a field.
pub(super) fn of_field(field: &FieldDescriptor) -> Rules {
    let option = options::extension(&field.options(), "buf.validate.field");
    let mut rules = option.map(|option| rules(&option, "")).unwrap_or_default();
    if matches!(field.kind(), Kind::Message(_)) && rules.value.contains(&Rule::Unique) {
        // Messages aren't compared: protovalidate knows the rule of scalars and
        // enums alone.
        rules.value.retain(|rule| *rule != Rule::Unique);
        rules.not_supported("repeated.unique".to_owned());
    }
    rules
}

/// The rules that are set on a message as a whole, none of which are supported.
pub(super) fn of_message(message: &MessageDescriptor) -> Vec<UnsupportedRule> {
    options::extension(&message.options(), "buf.validate.message")
        .map(|option| {
            let set = option.fields().map(|(field, _)| field.name().to_owned());
            let extended = option
                .extensions()
                .map(|(field, _)| field.full_name().to_owned());
            set.chain(extended)
                .map(|name| UnsupportedRule {
                    name: format!("message.{name}"),
                })
                .collect()
        })
        .unwrap_or_default()
}

/// Whether one of the members must be set.
pub(super) fn is_required_oneof(oneof: &OneofDescriptor) -> bool {
    options::extension(&oneof.options(), "buf.validate.oneof")
        .is_some_and(|option| options::flag(&option, "required"))
}

/// Reads `buf.validate.FieldRules`; `prefix` says where they stand.
fn rules(option: &DynamicMessage, prefix: &str) -> Rules {
    let mut rules = Rules::default();
    for (field, value) in option.fields() {
        match (field.name(), value) {
            ("required", Value::Bool(required)) => rules.required = *required,
            ("ignore", _) => match options::words(option, "ignore").concat().as_str() {
                "IGNORE_UNSPECIFIED" => {}
                "IGNORE_IF_ZERO_VALUE" => rules.ignore = Ignore::ZeroValue,
                "IGNORE_ALWAYS" => rules.ignore = Ignore::Always,
                _ => rules.not_supported(format!("{prefix}ignore")),
            },
            ("repeated", Value::Message(list)) => add_list(&mut rules, list, prefix),
            ("map", Value::Message(map)) => add_map(&mut rules, map, prefix),
            (kind, Value::Message(of_kind)) => {
                add_values(&mut rules, of_kind, kind, &format!("{prefix}{kind}"));
            }
            (name, _) => rules.not_supported(format!("{prefix}{name}")),
        }
    }
    rules.note_extensions(option, prefix);
    rules
}

fn add_list(rules: &mut Rules, list: &DynamicMessage, prefix: &str) {
    for (field, value) in list.fields() {
        match (field.name(), value) {
            ("min_items", Value::U64(least)) => rules.value.push(Rule::MinItems(*least)),
            ("max_items", Value::U64(most)) => rules.value.push(Rule::MaxItems(*most)),
            ("unique", Value::Bool(unique)) => {
                if *unique {
                    rules.value.push(Rule::Unique);
                }
            }
            ("items", Value::Message(items)) => {
                rules.items = rules.inner(items, &format!("{prefix}repeated.items."));
            }
            (name, _) => rules.not_supported(format!("{prefix}repeated.{name}")),
        }
    }
    rules.note_extensions(list, &format!("{prefix}repeated."));
}

fn add_map(rules: &mut Rules, map: &DynamicMessage, prefix: &str) {
    for (field, value) in map.fields() {
        match (field.name(), value) {
            ("min_pairs", Value::U64(least)) => rules.value.push(Rule::MinPairs(*least)),
            ("max_pairs", Value::U64(most)) => rules.value.push(Rule::MaxPairs(*most)),
            ("keys", Value::Message(keys)) => {
                rules.keys = rules.inner(keys, &format!("{prefix}map.keys."));
            }
            ("values", Value::Message(values)) => {
                rules.values = rules.inner(values, &format!("{prefix}map.values."));
            }
            (name, _) => rules.not_supported(format!("{prefix}map.{name}")),
        }
    }
    rules.note_extensions(map, &format!("{prefix}map."));
}

/// Adds the rules of a scalar kind, such as `string` or `int32`.
fn add_values(rules: &mut Rules, of_kind: &DynamicMessage, kind: &str, name: &str) {
    for (field, value) in of_kind.fields() {
        // Examples for readers of the contract, no rule.
        if field.name() == "example" {
            continue;
        }
        // A rule that is switched off.
        if matches!(value, Value::Bool(false)) && field.name() != "const" {
            continue;
        }
        match rule(kind, &field, value) {
            Some(rule) => rules.value.push(rule),
            None => rules.not_supported(format!("{name}.{}", field.name())),
        }
    }
    rules.note_extensions(of_kind, &format!("{name}."));
}

fn rule(kind: &str, field: &FieldDescriptor, value: &Value) -> Option<Rule> {
    let text = || value.as_str().map(str::to_owned);
    let length = || value.as_u64();
    match (kind, field.name()) {
        ("string" | "bytes", "len") => length().map(Rule::Len),
        ("string" | "bytes", "min_len") => length().map(Rule::MinLen),
        ("string" | "bytes", "max_len") => length().map(Rule::MaxLen),
        ("string", "pattern") => text().map(Rule::Pattern),
        ("string", "prefix") => text().map(Rule::Prefix),
        ("string", "suffix") => text().map(Rule::Suffix),
        ("string", "contains") => text().map(Rule::Contains),
        ("string", "email") => Some(Rule::Email),
        ("string", "uri") => Some(Rule::Uri),
        ("string", "uuid") => Some(Rule::Uuid),
        ("enum", "defined_only") => Some(Rule::DefinedOnly),
        ("duration" | "timestamp" | "any" | "field_mask", _) => None,
        (_, "const") => literal(value).map(Rule::Const),
        (_, "in") => literals(value).map(Rule::In),
        (_, "not_in") => literals(value).map(Rule::NotIn),
        (_, "lt") if is_number(field) => literal(value).map(Rule::Lt),
        (_, "lte") if is_number(field) => literal(value).map(Rule::Lte),
        (_, "gt") if is_number(field) => literal(value).map(Rule::Gt),
        (_, "gte") if is_number(field) => literal(value).map(Rule::Gte),
        _ => None,
    }
}

fn is_number(field: &FieldDescriptor) -> bool {
    !matches!(
        field.kind(),
        Kind::Message(_) | Kind::String | Kind::Bytes | Kind::Bool | Kind::Enum(_)
    )
}

fn literal(value: &Value) -> Option<Literal> {
    match value {
        Value::Bool(value) => Some(Literal::Bool(*value)),
        Value::I32(value) => Some(Literal::Int(i64::from(*value))),
        Value::I64(value) => Some(Literal::Int(*value)),
        Value::U32(value) => Some(Literal::UInt(u64::from(*value))),
        Value::U64(value) => Some(Literal::UInt(*value)),
        Value::F32(value) => Some(Literal::Float(*value)),
        Value::F64(value) => Some(Literal::Double(*value)),
        Value::String(value) => Some(Literal::Text(value.clone())),
        Value::Bytes(value) => Some(Literal::Bytes(value.to_vec())),
        _ => None,
    }
}

fn literals(value: &Value) -> Option<Vec<Literal>> {
    value.as_list()?.iter().map(literal).collect()
}

impl Rules {
    fn not_supported(&mut self, name: String) {
        self.unsupported.push(UnsupportedRule { name });
    }

    /// Notes rules that other files add to those of protovalidate.
    fn note_extensions(&mut self, option: &DynamicMessage, prefix: &str) {
        for (extension, _) in option.extensions() {
            self.not_supported(format!("{prefix}({})", extension.full_name()));
        }
    }

    /// Reads rules on elements, and takes over what isn't supported in them.
    fn inner(&mut self, option: &DynamicMessage, prefix: &str) -> Option<Box<Rules>> {
        let mut inner = rules(option, prefix);
        self.unsupported.append(&mut inner.unsupported);
        (!inner.is_empty()).then(|| Box::new(inner))
    }
}
