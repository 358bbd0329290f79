//! The rules of `buf.validate`.
//!
//! Every rule that is set is looked at: what generated code can't check is
//! noted as unsupported, never passed over.

mod expressions;
mod values;

pub(super) use values::literal;

use prost_reflect::{DynamicMessage, FieldDescriptor, MessageDescriptor, OneofDescriptor, Value};

use super::options;
use crate::model::{Choice, Ignore, MessageRules, Rule, Rules, UnsupportedRule};

/// The rules of a field of a message with these rules.
pub(super) fn of_field(field: &FieldDescriptor, message: &MessageRules) -> Rules {
    let option = options::extension(&field.options(), "buf.validate.field");
    let Some(option) = option else {
        return Rules::default();
    };
    let mut rules = rules(&option, &[]);
    let is_choice = |choice: &Choice| choice.fields.iter().any(|name| name == field.name());
    // A field that isn't chosen is empty, and needn't keep its rules.
    if options::value(&option, "ignore").is_none() && message.choices.iter().any(is_choice) {
        rules.ignore = Ignore::ZeroValue;
    }
    rules
}

/// The rules that are set on a message as a whole.
pub(super) fn of_message(message: &MessageDescriptor) -> MessageRules {
    let option = options::extension(&message.options(), "buf.validate.message");
    let Some(option) = option else {
        return MessageRules::default();
    };
    let mut rules = MessageRules {
        choices: options::messages(&option, "oneof")
            .iter()
            .map(choice)
            .collect(),
        expressions: expressions::of(&option, &[]),
        unsupported: Vec::new(),
    };
    for (field, _) in option.fields() {
        if !matches!(field.name(), "oneof" | "cel" | "cel_expression") {
            rules.unsupported.push(UnsupportedRule {
                path: vec![field.name().to_owned()],
            });
        }
    }
    for (extension, _) in option.extensions() {
        rules.unsupported.push(UnsupportedRule {
            path: vec![format!("({})", extension.full_name())],
        });
    }
    rules
}

fn choice(option: &DynamicMessage) -> Choice {
    Choice {
        fields: options::texts(option, "fields"),
        required: options::flag(option, "required"),
    }
}

/// Whether one of the members must be set.
pub(super) fn is_required_oneof(oneof: &OneofDescriptor) -> bool {
    options::extension(&oneof.options(), "buf.validate.oneof")
        .is_some_and(|option| options::flag(&option, "required"))
}

/// Reads `buf.validate.FieldRules`; `path` says where they stand.
fn rules(option: &DynamicMessage, path: &[&str]) -> Rules {
    let mut rules = Rules {
        expressions: expressions::of(option, path),
        ..Rules::default()
    };
    for (field, value) in option.fields() {
        let name = field.name();
        if field.containing_oneof().is_some() {
            rules.kind = Some(name.to_owned());
        }
        let inner = [path, &[name]].concat();
        match (name, value) {
            ("cel" | "cel_expression", _) => {}
            ("required", Value::Bool(required)) => rules.required = *required,
            ("ignore", _) => match options::word(option, "ignore").as_str() {
                "IGNORE_UNSPECIFIED" => {}
                "IGNORE_IF_ZERO_VALUE" => rules.ignore = Ignore::ZeroValue,
                "IGNORE_ALWAYS" => rules.ignore = Ignore::Always,
                _ => rules.not_supported(&inner),
            },
            (_, Value::Message(of_kind)) => {
                add_kind(&mut rules, of_kind, &inner);
                expressions::add_predefined(&mut rules, of_kind, &inner);
            }
            _ => rules.not_supported(&inner),
        }
    }
    for (extension, _) in option.extensions() {
        let name = format!("({})", extension.full_name());
        rules.not_supported(&[path, &[name.as_str()]].concat());
    }
    rules
}

/// Adds the rules of a kind, the last step of `path`.
fn add_kind(rules: &mut Rules, of_kind: &DynamicMessage, path: &[&str]) {
    match path.last() {
        Some(&"repeated") => add_list(rules, of_kind, path),
        Some(&"map") => add_map(rules, of_kind, path),
        _ => values::add(rules, of_kind, path),
    }
}

fn add_list(rules: &mut Rules, list: &DynamicMessage, path: &[&str]) {
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
                rules.items = Some(Box::new(rules.inner(items, path, "items")));
            }
            (name, _) => rules.not_supported(&[path, &[name]].concat()),
        }
    }
}

fn add_map(rules: &mut Rules, map: &DynamicMessage, path: &[&str]) {
    for (field, value) in map.fields() {
        match (field.name(), value) {
            ("min_pairs", Value::U64(least)) => rules.value.push(Rule::MinPairs(*least)),
            ("max_pairs", Value::U64(most)) => rules.value.push(Rule::MaxPairs(*most)),
            ("keys", Value::Message(keys)) => {
                rules.keys = Some(Box::new(rules.inner(keys, path, "keys")));
            }
            ("values", Value::Message(values)) => {
                rules.values = Some(Box::new(rules.inner(values, path, "values")));
            }
            (name, _) => rules.not_supported(&[path, &[name]].concat()),
        }
    }
}

impl Rules {
    fn not_supported(&mut self, path: &[&str]) {
        let path = path.iter().map(|&step| step.to_owned()).collect();
        self.unsupported.push(UnsupportedRule { path });
    }

    /// Reads rules on elements, and takes over what isn't supported in them.
    fn inner(&mut self, option: &DynamicMessage, path: &[&str], of: &str) -> Rules {
        let mut inner = rules(option, &[path, &[of]].concat());
        self.unsupported.append(&mut inner.unsupported);
        inner
    }
}
