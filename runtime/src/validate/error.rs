//! Rules that could not be evaluated.

use std::borrow::Cow;

use thiserror::Error;

use super::violation::{Place, Trail};

/// A rule that could not be evaluated: whether the message keeps it is unknown.
///
/// It says that the contract's rule is wrong, not the message, so it is no
/// violation and never counts as kept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the rule {rule} of {} can't be evaluated: {reason}", self.place())]
pub struct EvaluationError {
    trail: Trail,
    rule: Cow<'static, str>,
    reason: String,
}

impl EvaluationError {
    pub(super) fn new(place: Option<Place<'_>>, rule: Cow<'static, str>, reason: String) -> Self {
        Self {
            trail: Trail::new(place),
            rule,
            reason,
        }
    }

    pub(super) fn prepend(&mut self, place: Place<'_>) {
        self.trail.prepend(place);
    }

    /// The path of the field; empty if the rule is one of the message as a whole.
    pub fn field(&self) -> String {
        self.trail.text()
    }

    /// The rule's id.
    pub fn rule_id(&self) -> &str {
        &self.rule
    }

    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    fn place(&self) -> String {
        let field = self.field();
        if field.is_empty() {
            "the message".to_owned()
        } else {
            field
        }
    }
}
