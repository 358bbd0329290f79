//! Rules and the types that they are asked of.

use super::{Check, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cardinality, Kind, Rule};

pub(super) fn check(check: &mut Check<'_>, subject: &Subject<'_>) {
    kind(check, subject);
    unique(check, subject);
    required(check, subject);
}

/// Rules of a kind are asked of values of that kind.
fn kind(check: &mut Check<'_>, subject: &Subject<'_>) {
    let Some(written) = subject.rules.kind.as_deref() else {
        return;
    };
    let expected = match subject.cardinality {
        Cardinality::Repeated => Some("repeated"),
        Cardinality::Map(_) => Some("map"),
        _ => kind_of_rules(subject.kind),
    };
    if expected == Some(written) {
        return;
    }
    let (is, help) = match (subject.cardinality, expected) {
        (Cardinality::Repeated, _) => (
            "a list".to_owned(),
            format!("rules of each element stand in `repeated.items.{written}`"),
        ),
        (Cardinality::Map(_), _) => (
            "a map".to_owned(),
            format!(
                "rules of its entries stand in `map.keys.{written}` and `map.values.{written}`"
            ),
        ),
        (_, Some(expected)) => (
            format!("of the type {}", subject.kind.name()),
            format!("write `{expected}` in place of `{written}`"),
        ),
        (_, None) => (
            format!("of the type {}", subject.kind.name()),
            "write the rules at the fields of that message, or a `cel` rule".to_owned(),
        ),
    };
    let verb = if subject.path.is_empty() { "is" } else { "are" };
    let text = format!(
        "{} {verb} {is}, which has no `{written}` rules",
        subject.name()
    );
    let place = subject.place(check, &[written]);
    check.add(Diagnostic::error(Code::RuleKind, text).at(place).help(help));
}

/// The kind whose rules values of a type have.
fn kind_of_rules(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Enum(_) => Some("enum"),
        Kind::Message(name) => match name.strip_prefix("google.protobuf.")? {
            "Any" => Some("any"),
            "Duration" => Some("duration"),
            "FieldMask" => Some("field_mask"),
            "Timestamp" => Some("timestamp"),
            "BoolValue" => Some("bool"),
            "BytesValue" => Some("bytes"),
            "DoubleValue" => Some("double"),
            "FloatValue" => Some("float"),
            "Int32Value" => Some("int32"),
            "Int64Value" => Some("int64"),
            "StringValue" => Some("string"),
            "UInt32Value" => Some("uint32"),
            "UInt64Value" => Some("uint64"),
            _ => None,
        },
        Kind::Group(_) => None,
        scalar => Some(scalar.name()),
    }
}

/// Messages aren't compared: protovalidate knows the rule of scalars and enums
/// alone.
fn unique(check: &mut Check<'_>, subject: &Subject<'_>) {
    let is_scalar = !matches!(subject.kind, Kind::Message(_) | Kind::Group(_))
        || kind_of_rules(subject.kind)
            .is_some_and(|kind| !matches!(kind, "any" | "duration" | "field_mask" | "timestamp"));
    if is_scalar || !subject.rules.value.contains(&Rule::Unique) {
        return;
    }
    let text = format!(
        "the elements of `{}` of {} are messages, which `repeated.unique` can't compare",
        subject.field.name, subject.message.full_name
    );
    let place = subject.place(check, &["repeated", "unique"]);
    check.add(
        Diagnostic::error(Code::RuleKind, text)
            .at(place)
            .help("say what tells them apart: a `cel` rule such as `this.map(e, e.name).unique()`"),
    );
}

/// What stands in a list or a map is there.
fn required(check: &mut Check<'_>, subject: &Subject<'_>) {
    if subject.path.is_empty() || !subject.rules.required {
        return;
    }
    let text = format!("`required` has no effect on {}", subject.name());
    let place = subject.place(check, &["required"]);
    check.add(
        Diagnostic::warning(Code::RuleEffect, text)
            .at(place)
            .label("what stands there is there")
            .help("take it out; to refuse empty ones, ask for a size such as `min_len: 1`"),
    );
}
