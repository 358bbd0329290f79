//! What the contract asks of values, in words for their documentation.

use prost_reflect::prost_types;

use super::{Rendering, literal, terms};
use crate::model::{Cardinality, Field, Ignore, Kind, Literal, Message, Rule, Rules};

/// A paragraph on what a field holds, and who may write it:
/// ``Required · at most 200 characters``. Empty if nothing is asked of it.
pub(super) fn field(rendering: &Rendering<'_>, field: &Field) -> String {
    let behavior = field.behavior;
    let is_required = behavior.required || field.rules.required;
    let marks = [
        (is_required, "required"),
        (behavior.identifier, "the identifier"),
        (behavior.output_only, "given by the service"),
        (behavior.immutable, "set once"),
        (behavior.input_only, "never in a response"),
        (field.redacted, "kept out of logs"),
        (field.reference.is_some(), "must exist"),
    ];
    let marks = marks.iter().filter(|(is_set, _)| *is_set);
    let mut words: Vec<String> = marks.map(|(_, word)| (*word).to_owned()).collect();
    words.extend(rules(rendering, &field.rules, field, &field.kind));
    sentence(&words)
}

/// A paragraph on where an entity is stored and what is indexed.
pub(super) fn entity(message: &Message) -> String {
    let Some(entity) = &message.entity else {
        return String::new();
    };
    let mut words = vec![format!("stored in `{}`", entity.collection)];
    if !entity.owner.is_empty() {
        words.push(format!("owned by its `{}`", entity.owner));
    }
    words.extend(entity.indexes.iter().map(|index| {
        let fields: Vec<String> = index
            .fields
            .iter()
            .map(|field| format!("`{}`", field.written))
            .collect();
        let kind = if index.unique {
            "unique by"
        } else {
            "indexed by"
        };
        format!("{kind} {}", fields.join(" and "))
    }));
    sentence(&words)
}

/// The words in a line that begins with a capital.
fn sentence(words: &[String]) -> String {
    let line = words.join(" · ");
    let mut letters = line.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn rules(rendering: &Rendering<'_>, rules: &Rules, field: &Field, kind: &Kind) -> Vec<String> {
    if rules.ignore == Ignore::Always {
        return Vec::new();
    }
    let mut words: Vec<String> = rules
        .value
        .iter()
        .map(|rule| self::rule(rendering, rule, kind))
        .collect();
    words.extend(rules.expressions.iter().map(|expression| {
        match expression.message.trim_end_matches('.') {
            "" => code(&expression.source),
            message => plain(message),
        }
    }));
    let key = match &field.cardinality {
        Cardinality::Map(key) => key,
        _ => kind,
    };
    for (whose, rules, kind) in [
        ("each", &rules.items, kind),
        ("each key", &rules.keys, key),
        ("each value", &rules.values, kind),
    ] {
        let inner = rules.as_ref().map(|rules| {
            let mut words = self::rules(rendering, rules, field, kind);
            if rules.required {
                words.insert(0, "required".to_owned());
            }
            words
        });
        if let Some(inner) = inner.filter(|inner| !inner.is_empty()) {
            words.push(format!("{whose}: {}", inner.join(", ")));
        }
    }
    if rules.ignore == Ignore::ZeroValue && !words.is_empty() {
        words.push("empty is right too".to_owned());
    }
    words
}

fn rule(rendering: &Rendering<'_>, rule: &Rule, kind: &Kind) -> String {
    let value = |literal: &Literal| constant(rendering, literal, kind);
    let list = |literals: &[Literal]| -> String {
        let all: Vec<String> = literals.iter().map(value).collect();
        all.join(", ")
    };
    let names = |names: &[String]| -> String {
        let all: Vec<String> = names.iter().map(|name| code(name)).collect();
        all.join(", ")
    };
    let unit = if *kind == Kind::Bytes {
        "byte"
    } else {
        "character"
    };
    match rule {
        Rule::Const(only) => format!("always {}", value(only)),
        Rule::In(values) => format!("one of {}", list(values)),
        Rule::NotIn(values) => format!("none of {}", list(values)),
        Rule::Lt(bound) => format!("less than {}", value(bound)),
        Rule::Lte(bound) => format!("at most {}", value(bound)),
        Rule::Gt(bound) => format!("more than {}", value(bound)),
        Rule::Gte(bound) => format!("at least {}", value(bound)),
        Rule::Len(length) => format!("exactly {}", counted(*length, unit)),
        Rule::MinLen(length) => format!("at least {}", counted(*length, unit)),
        Rule::MaxLen(length) => format!("at most {}", counted(*length, unit)),
        Rule::LenBytes(length) => format!("exactly {}", counted(*length, "byte")),
        Rule::MinBytes(length) => format!("at least {}", counted(*length, "byte")),
        Rule::MaxBytes(length) => format!("at most {}", counted(*length, "byte")),
        Rule::Pattern(expression) => format!("matches {}", code(expression)),
        Rule::Prefix(part) => format!("begins with {}", value(part)),
        Rule::Suffix(part) => format!("ends with {}", value(part)),
        Rule::Contains(part) => format!("contains {}", value(part)),
        Rule::NotContains(part) => format!("doesn't contain {}", value(part)),
        Rule::WellKnown(name) => format!("a valid {}", name.replace('_', " ")),
        Rule::HeaderName { .. } => "the name of an HTTP header".to_owned(),
        Rule::HeaderValue { .. } => "the value of an HTTP header".to_owned(),
        Rule::Finite => "finite".to_owned(),
        Rule::LtNow => "in the past".to_owned(),
        Rule::GtNow => "in the future".to_owned(),
        Rule::Within(distance) => format!("at most {} from now", value(distance)),
        Rule::Paths(paths) => format!("exactly {}", names(paths)),
        Rule::OnlyPaths(paths) => format!("only {} and what is in them", names(paths)),
        Rule::NoPaths(paths) => format!("without {} and what is in them", names(paths)),
        Rule::TypeIn(types) => format!("a message of {}", names(types)),
        Rule::TypeNotIn(types) => format!("no message of {}", names(types)),
        Rule::DefinedOnly => "a value that is declared".to_owned(),
        Rule::MinItems(count) => format!("at least {}", counted(*count, "element")),
        Rule::MaxItems(count) => format!("at most {}", counted(*count, "element")),
        Rule::Unique => "no element twice".to_owned(),
        Rule::MinPairs(count) => format!("at least {}", counted(*count, "entry")),
        Rule::MaxPairs(count) => format!("at most {}", counted(*count, "entry")),
    }
}

/// `1 element`, `20,000 elements`
fn counted(count: u64, thing: &str) -> String {
    let number = grouped(&count.to_string());
    match (count, thing.strip_suffix('y')) {
        (1, _) => format!("{number} {thing}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {thing}s"),
    }
}

/// `20000` as `20,000`.
fn grouped(digits: &str) -> String {
    literal::integer(&digits).replace('_', ",")
}

fn constant(rendering: &Rendering<'_>, literal: &Literal, kind: &Kind) -> String {
    match literal {
        Literal::Bool(value) => value.to_string(),
        Literal::Int(number) => match kind {
            Kind::Enum(name) => value_name(rendering, name, *number),
            _ => grouped(&number.to_string()),
        },
        Literal::UInt(number) => grouped(&number.to_string()),
        Literal::Float(number) => number.to_string(),
        Literal::Double(number) => number.to_string(),
        Literal::Text(text) => code(text),
        Literal::Bytes(bytes) => code(&bytes.escape_ascii().to_string()),
        Literal::Duration { seconds, nanos } => {
            let duration = prost_types::Duration {
                seconds: *seconds,
                nanos: *nanos,
            };
            match std::time::Duration::try_from(duration) {
                Ok(duration) if duration.subsec_nanos() % 1_000_000 == 0 => {
                    terms::duration(duration)
                }
                _ => code(&duration.to_string()),
            }
        }
        Literal::Timestamp { seconds, nanos } => {
            let time = prost_types::Timestamp {
                seconds: *seconds,
                nanos: *nanos,
            };
            code(&time.to_string())
        }
    }
}

fn value_name(rendering: &Rendering<'_>, declared: &str, number: i64) -> String {
    let declared = rendering.contract.enumeration(declared);
    let value = declared.and_then(|declared| {
        let mut values = declared.values.iter();
        let value = values.find(|value| i64::from(value.number) == number)?;
        let prefix = format!(
            "{}_",
            crate::names::screaming(crate::names::enum_name(declared))
        );
        Some(value.name.strip_prefix(&prefix).unwrap_or(&value.name))
    });
    value.map_or_else(|| number.to_string(), code)
}

/// A text as code, whatever it holds.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    if text.is_empty() {
        return "an empty text".to_owned();
    }
    let longest = text.split(|letter| letter != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default() + 1);
    let padding = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{padding}{text}{padding}{fence}")
}

/// A text of the contract that isn't Markdown.
fn plain(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    for letter in text.replace(['\n', '\r'], " ").chars() {
        if "\\`*_[]<>|".contains(letter) {
            output.push('\\');
        }
        output.push(letter);
    }
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_counted_as_people_do() {
        assert_eq!(counted(1, "character"), "1 character");
        assert_eq!(counted(20_000, "character"), "20,000 characters");
        assert_eq!(counted(3, "entry"), "3 entries");
    }

    #[test]
    fn code_may_hold_ticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`a`"), "`` `a` ``");
    }
}
