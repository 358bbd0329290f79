//! Broken rules.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use crate::message::{View, key_in_path};
use crate::rpc::FieldViolation;

/// A broken rule, as protovalidate tells one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    trail: Trail,
    rule: Cow<'static, str>,
    message: String,
    for_key: bool,
}

/// The way to a field, innermost step first: each level that a check leaves adds
/// its own step, so that nothing is kept while all is well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Trail(Vec<Step>);

impl Trail {
    pub(super) fn new(place: Option<Place<'_>>) -> Self {
        Self(place.map(Place::step).into_iter().collect())
    }

    pub(super) fn prepend(&mut self, place: Place<'_>) {
        self.0.push(place.step());
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for step in self.0.iter().rev() {
            match step {
                Step::Name(name) if text.is_empty() => text.push_str(name),
                Step::Name(name) => {
                    text.push('.');
                    text.push_str(name);
                }
                Step::Index(index) => {
                    let _ = write!(text, "[{index}]");
                }
                Step::Key(key) => {
                    let _ = write!(text, "[{key}]");
                }
            }
        }
        text
    }
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Name(&'static str),
    Index(usize),
    Key(String),
}

/// Where a value stands in what contains it.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// In a field of a message.
    Name(&'static str),
    /// In a list.
    Index(usize),
    /// In a map, under this key.
    Key(View<'a>),
    /// The key of a map itself.
    KeyItself(View<'a>),
}

impl Place<'_> {
    fn step(self) -> Step {
        match self {
            Self::Name(name) => Step::Name(name),
            Self::Index(index) => Step::Index(index),
            Self::Key(key) | Self::KeyItself(key) => Step::Key(key_in_path(key)),
        }
    }
}

impl Violation {
    /// What is broken at a place; without one, by the message as a whole.
    pub(super) fn new(place: Option<Place<'_>>, rule: Cow<'static, str>, message: String) -> Self {
        Self {
            trail: Trail::new(place),
            rule,
            message,
            for_key: matches!(place, Some(Place::KeyItself(_))),
        }
    }

    pub(super) fn prepend(&mut self, place: Place<'_>) {
        self.trail.prepend(place);
    }

    /// The path of the field, as in `product.images[2].labels["en"]`; empty if
    /// the message as a whole breaks the rule.
    pub fn field(&self) -> String {
        self.trail.text()
    }

    /// The rule's id, such as `string.max_len`.
    pub fn rule_id(&self) -> &str {
        &self.rule
    }

    /// What is wrong, in words.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the key of a map's entry is meant, and not the value under it.
    pub fn for_key(&self) -> bool {
        self.for_key
    }
}

/// `field: message [rule]`
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field();
        if !field.is_empty() {
            write!(f, "{field}: ")?;
        }
        write!(f, "{} [{}]", self.message, self.rule)
    }
}

/// The longest reason that `google.rpc` allows, in characters.
const MAX_REASON_LEN: usize = 63;

/// The rule's id in the form of `google.rpc`: `STRING_MAX_LEN`. An expression
/// that stands for its own id is no reason.
fn reason(rule: &str) -> String {
    let is_id =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-' | '/');
    if rule.len() > MAX_REASON_LEN || !rule.chars().all(is_id) {
        return "CEL_EXPRESSION".to_owned();
    }
    rule.replace(['.', '-', '/'], "_").to_ascii_uppercase()
}

impl From<Violation> for FieldViolation {
    fn from(violation: Violation) -> Self {
        let mut result = Self::new(violation.field(), violation.message);
        result.reason = reason(&violation.rule);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_becomes_a_reason_and_an_expression_does_not() {
        assert_eq!(reason("string.max_len"), "STRING_MAX_LEN");
        assert_eq!(reason("price.above-cost"), "PRICE_ABOVE_COST");
        assert_eq!(reason("this.a < this.b"), "CEL_EXPRESSION");
    }

    #[test]
    fn a_violation_reads_as_a_sentence() {
        let mut violation = Violation::new(
            Some(Place::Name("url")),
            "string.uri".into(),
            "must be a valid URI".to_owned(),
        );
        violation.prepend(Place::Index(2));
        violation.prepend(Place::Name("images"));
        assert_eq!(
            violation.to_string(),
            "images[2].url: must be a valid URI [string.uri]"
        );
        let whole = Violation::new(None, "range".into(), "must begin first".to_owned());
        assert_eq!(whole.to_string(), "must begin first [range]");
    }
}
