//! Rules that no value can keep.

use std::cmp::Ordering;

use super::{Check, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Literal, Rule};

pub(super) fn check(check: &mut Check<'_>, subject: &Subject<'_>) {
    let rules = &subject.rules.value;
    for [lower, upper] in sizes(rules) {
        if lower.1 > upper.1 {
            impossible(check, subject, &lower, &upper);
        }
    }
    if let Some((lower, upper)) = range(rules)
        && is_empty(lower, upper)
    {
        let names = [name(lower), name(upper)];
        let shown = |rule: &Rule| bound(rule).map(show).unwrap_or_default();
        impossible(
            check,
            subject,
            &(names[0], shown(lower)),
            &(names[1], shown(upper)),
        );
    }
}

fn impossible<T: std::fmt::Display>(
    check: &mut Check<'_>,
    subject: &Subject<'_>,
    lower: &(&str, T),
    upper: &(&str, T),
) {
    let kind = subject.rules.kind.as_deref().unwrap_or_default();
    let text = format!(
        "no value of {} can keep `{}: {}` and `{}: {}`",
        subject.name(),
        lower.0,
        lower.1,
        upper.0,
        upper.1,
    );
    let place = subject.place(check, &[kind, upper.0]);
    check.add(
        Diagnostic::error(Code::RuleImpossible, text)
            .at(place)
            .label("nothing is left")
            .help("raise this bound, or lower the other one"),
    );
}

/// The rules of sizes that belong together.
const SIZES: [[&str; 2]; 4] = [
    ["min_len", "max_len"],
    ["min_bytes", "max_bytes"],
    ["min_items", "max_items"],
    ["min_pairs", "max_pairs"],
];

/// The least and the greatest size, where both are given.
fn sizes(rules: &[Rule]) -> impl Iterator<Item = [(&'static str, u64); 2]> {
    let find = |name| {
        rules
            .iter()
            .filter_map(size)
            .find(|(rule, _)| *rule == name)
    };
    SIZES
        .iter()
        .filter_map(move |[lower, upper]| Some([find(*lower)?, find(*upper)?]))
}

fn size(rule: &Rule) -> Option<(&'static str, u64)> {
    match rule {
        Rule::MinLen(size) => Some(("min_len", *size)),
        Rule::MaxLen(size) => Some(("max_len", *size)),
        Rule::MinBytes(size) => Some(("min_bytes", *size)),
        Rule::MaxBytes(size) => Some(("max_bytes", *size)),
        Rule::MinItems(size) => Some(("min_items", *size)),
        Rule::MaxItems(size) => Some(("max_items", *size)),
        Rule::MinPairs(size) => Some(("min_pairs", *size)),
        Rule::MaxPairs(size) => Some(("max_pairs", *size)),
        _ => None,
    }
}

/// Both ends of a range.
fn range(rules: &[Rule]) -> Option<(&Rule, &Rule)> {
    let lower = |rule: &&Rule| matches!(rule, Rule::Gt(_) | Rule::Gte(_));
    let upper = |rule: &&Rule| matches!(rule, Rule::Lt(_) | Rule::Lte(_));
    rules.iter().find(lower).zip(rules.iter().find(upper))
}

/// Whether nothing lies between. An upper end below the lower one is no mistake:
/// it allows what lies outside.
fn is_empty(lower: &Rule, upper: &Rule) -> bool {
    let is_open = matches!(lower, Rule::Gt(_)) || matches!(upper, Rule::Lt(_));
    let (Some(lower), Some(upper)) = (bound(lower), bound(upper)) else {
        return false;
    };
    is_open && compare(lower, upper) == Some(Ordering::Equal)
}

fn bound(rule: &Rule) -> Option<&Literal> {
    match rule {
        Rule::Gt(bound) | Rule::Gte(bound) | Rule::Lt(bound) | Rule::Lte(bound) => Some(bound),
        _ => None,
    }
}

fn name(rule: &Rule) -> &'static str {
    match rule {
        Rule::Gt(_) => "gt",
        Rule::Gte(_) => "gte",
        Rule::Lt(_) => "lt",
        _ => "lte",
    }
}

fn compare(left: &Literal, right: &Literal) -> Option<Ordering> {
    match (left, right) {
        (Literal::Int(left), Literal::Int(right)) => Some(left.cmp(right)),
        (Literal::UInt(left), Literal::UInt(right)) => Some(left.cmp(right)),
        (Literal::Float(left), Literal::Float(right)) => left.partial_cmp(right),
        (Literal::Double(left), Literal::Double(right)) => left.partial_cmp(right),
        (
            Literal::Duration { seconds, nanos } | Literal::Timestamp { seconds, nanos },
            Literal::Duration {
                seconds: other_seconds,
                nanos: other_nanos,
            }
            | Literal::Timestamp {
                seconds: other_seconds,
                nanos: other_nanos,
            },
        ) => Some((seconds, nanos).cmp(&(other_seconds, other_nanos))),
        _ => None,
    }
}

fn show(literal: &Literal) -> String {
    match literal {
        Literal::Int(value) => value.to_string(),
        Literal::UInt(value) => value.to_string(),
        Literal::Float(value) => value.to_string(),
        Literal::Double(value) => value.to_string(),
        Literal::Duration { seconds, .. } | Literal::Timestamp { seconds, .. } => {
            format!("{{seconds: {seconds}}}")
        }
        _ => String::new(),
    }
}
