//! What filters are made of, without the entity's type.

use std::borrow::Cow;

use serde::Serialize;

use super::document::Datum;

/// A filter over stored paths.
#[derive(Clone, Debug, Serialize)]
pub(super) enum Expression {
    /// Everything matches.
    All,
    /// The value under the path compares so with the datum.
    Compare(Cow<'static, str>, Operator, Datum),
    /// The value under the path, or an element of the list there, is one of these.
    OneOf(Cow<'static, str>, Vec<Datum>),
    /// The text under the path begins so.
    StartsWith(Cow<'static, str>, String),
    /// The field is set.
    Exists(Cow<'static, str>),
    /// Each of these matches.
    And(Vec<Expression>),
    /// One of these matches.
    Or(Vec<Expression>),
    /// This doesn't match.
    Not(Box<Expression>),
}

impl Expression {
    /// Both match.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, only) | (only, Self::All) => only,
            (Self::And(mut terms), other) => {
                terms.push(other);
                Self::And(terms)
            }
            (one, other) => Self::And(vec![one, other]),
        }
    }

    /// One of the two matches.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, _) | (_, Self::All) => Self::All,
            (Self::Or(mut terms), other) => {
                terms.push(other);
                Self::Or(terms)
            }
            (one, other) => Self::Or(vec![one, other]),
        }
    }
}

/// How a value compares with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) enum Operator {
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}
