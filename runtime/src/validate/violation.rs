//! What is noted of a broken rule.

use std::fmt::Write as _;

use crate::message::{View, key_in_path};
use crate::rpc::FieldViolation;

/// A broken rule, before it is said in words of `google.rpc`.
#[derive(Debug)]
pub(super) struct Violation {
    /// The way to the field, innermost step first: each level that a check
    /// leaves adds its own step, so that nothing is kept while all is well.
    path: Vec<Step>,
    rule: String,
    description: String,
}

/// One step of a path.
#[derive(Debug)]
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
    /// In a map.
    Key(View<'a>),
}

impl Place<'_> {
    fn step(self) -> Step {
        match self {
            Self::Name(name) => Step::Name(name),
            Self::Index(index) => Step::Index(index),
            Self::Key(key) => Step::Key(key_in_path(key)),
        }
    }
}

impl Violation {
    pub(super) fn new(place: Place<'_>, rule: String, description: String) -> Self {
        Self {
            path: vec![place.step()],
            rule,
            description,
        }
    }

    pub(super) fn prepend(&mut self, place: Place<'_>) {
        self.path.push(place.step());
    }

    fn field(&self) -> String {
        let mut field = String::new();
        for step in self.path.iter().rev() {
            match step {
                Step::Name(name) if field.is_empty() => field.push_str(name),
                Step::Name(name) => {
                    field.push('.');
                    field.push_str(name);
                }
                Step::Index(index) => {
                    let _ = write!(field, "[{index}]");
                }
                Step::Key(key) => {
                    let _ = write!(field, "[{key}]");
                }
            }
        }
        field
    }
}

impl From<Violation> for FieldViolation {
    fn from(violation: Violation) -> Self {
        let reason = violation.rule.replace('.', "_").to_ascii_uppercase();
        let mut result = Self::new(violation.field(), violation.description);
        result.reason = reason;
        result
    }
}
