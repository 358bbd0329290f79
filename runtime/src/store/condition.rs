//! Filters in the few terms that a backend has to translate.

use super::document::{Datum, text};
use super::expression::{Expression, Operator};
use super::field::{Field, Shape};
use super::{EntityDescriptor, StoreError};

/// Which documents are meant.
///
/// Every term is true or false of a document, never unknown: a missing value
/// only matches [`Not`](Condition::Not) of a term.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    /// All of them.
    All,
    /// None of them.
    Nothing,
    /// The stored value compares so with the datum, which is a number.
    Compare(Field, Operator, Datum),
    /// The stored value, or an element of the stored list, is one of these.
    OneOf(Field, Vec<Datum>),
    /// A value is stored under the path.
    Stored(String),
    /// The stored list or map has elements.
    NotEmpty(Field),
    /// Each of these matches.
    And(Vec<Condition>),
    /// One of these matches.
    Or(Vec<Condition>),
    /// This doesn't match.
    Not(Box<Condition>),
}

impl Condition {
    /// What a filter means for this entity. An error if it names a field that
    /// the entity doesn't have, or compares with a moment that isn't one.
    pub(super) fn of(
        expression: Expression,
        entity: &EntityDescriptor,
    ) -> Result<Self, StoreError> {
        let field = |path: &str| {
            Field::stored(entity, path).ok_or_else(|| {
                StoreError::Internal(format!(
                    "{} has no field that is stored as {path:?}",
                    entity.message.name
                ))
            })
        };
        let all = |terms: Vec<Expression>| {
            terms
                .into_iter()
                .map(|term| Self::of(term, entity))
                .collect::<Result<_, _>>()
        };
        Ok(match expression {
            Expression::All => Self::All,
            Expression::Compare(path, operator, value) => {
                Self::compare(&field(&path)?, operator, known(value)?)
            }
            Expression::OneOf(path, values) => {
                let values = values.into_iter().map(known).collect::<Result<_, _>>()?;
                Self::one_of(&field(&path)?, values)
            }
            Expression::StartsWith(path, prefix) => Self::starts_with(&field(&path)?, &prefix),
            Expression::Exists(path) => Self::exists(field(&path)?),
            Expression::And(terms) => Self::And(all(terms)?),
            Expression::Or(terms) => Self::Or(all(terms)?),
            Expression::Not(term) => Self::Not(Box::new(Self::of(*term, entity)?)),
        })
    }

    fn compare(field: &Field, operator: Operator, value: Datum) -> Self {
        // As in IEEE 754: what is not a number compares with nothing.
        if value.is_nan() {
            return Self::Nothing;
        }
        let is_default = field
            .default
            .as_ref()
            .is_some_and(|default| operator.holds(default, &value));
        Self::Compare(field.clone(), operator, value).or_missing(field, is_default)
    }

    fn one_of(field: &Field, mut values: Vec<Datum>) -> Self {
        values.retain(|value| !value.is_nan());
        if values.is_empty() {
            return Self::Nothing;
        }
        let is_default = field
            .default
            .as_ref()
            .is_some_and(|default| values.contains(default));
        Self::OneOf(field.clone(), values).or_missing(field, is_default)
    }

    fn starts_with(field: &Field, prefix: &str) -> Self {
        let from = Self::Compare(
            field.clone(),
            Operator::GreaterOrEqual,
            Datum::Text(prefix.to_owned()),
        );
        let range = match after_prefix(prefix) {
            Some(end) => Self::And(vec![
                from,
                Self::Compare(field.clone(), Operator::Less, Datum::Text(end)),
            ]),
            None => from,
        };
        range.or_missing(field, prefix.is_empty() && field.default.is_some())
    }

    fn exists(field: Field) -> Self {
        match (field.shape, field.default.clone()) {
            (Shape::List | Shape::Map, _) => Self::NotEmpty(field),
            (_, None) => Self::Stored(field.path),
            (_, Some(default)) => Self::And(vec![
                Self::Stored(field.path.clone()),
                Self::Not(Box::new(Self::Compare(field, Operator::Equal, default))),
            ]),
        }
    }

    /// A document that was stored before the field was added to the contract
    /// doesn't have it; its entity has the default.
    fn or_missing(self, field: &Field, is_default: bool) -> Self {
        if !is_default {
            return self;
        }
        let missing = Self::Not(Box::new(Self::Stored(field.path.clone())));
        let missing = match &field.parent {
            None => missing,
            Some(parent) => Self::And(vec![missing, Self::Stored(parent.clone())]),
        };
        Self::Or(vec![self, missing])
    }
}

impl Operator {
    fn holds(self, left: &Datum, right: &Datum) -> bool {
        left.compare(right).is_some_and(|ordering| match self {
            Self::Equal => ordering.is_eq(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        })
    }
}

fn known(value: Datum) -> Result<Datum, StoreError> {
    match &value {
        Datum::Time(time) if text::of_time(*time).is_none() => Err(StoreError::Invalid(format!(
            "{} s and {} ns is no moment between the years 1 and 9999",
            time.seconds, time.nanos
        ))),
        Datum::Unnamed => Err(StoreError::Invalid(
            "a filter compares with an unknown value of an enum".to_owned(),
        )),
        _ => Ok(value),
    }
}

/// The smallest text that is greater than every text with this prefix; `None`
/// if there is none. UTF-8 sorts as the code points do.
fn after_prefix(prefix: &str) -> Option<String> {
    let mut characters = prefix.chars();
    loop {
        let last = characters.next_back()?;
        // The surrogates are no characters.
        let next = match last {
            char::MAX => None,
            '\u{D7FF}' => Some('\u{E000}'),
            other => char::from_u32(u32::from(other) + 1),
        };
        if let Some(next) = next {
            return Some(format!("{}{next}", characters.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_prefix_ends_where_its_texts_end(prefix in any::<String>(), text in any::<String>()) {
            let in_range = text >= prefix && after_prefix(&prefix).is_none_or(|end| text < end);
            prop_assert_eq!(in_range, text.starts_with(&prefix));
            let longer = format!("{prefix}{text}");
            prop_assert!(longer >= prefix && after_prefix(&prefix).is_none_or(|end| longer < end));
        }
    }

    #[test]
    fn the_last_characters_of_all_have_none_behind_them() {
        assert_eq!(after_prefix(""), None);
        assert_eq!(after_prefix("\u{10FFFF}"), None);
        assert_eq!(after_prefix("a\u{10FFFF}").as_deref(), Some("b"));
        assert_eq!(after_prefix("\u{D7FF}").as_deref(), Some("\u{E000}"));
    }
}
