//! Which entities are meant.

use std::fmt;
use std::marker::PhantomData;

use super::expression::Expression;
use super::{Among, Path};

/// Which `E`s are meant. Made from a [`Path`].
#[must_use = "a filter does nothing until it is given to a repository"]
pub struct Filter<E> {
    pub(super) expression: Expression,
    entity: PhantomData<fn(E)>,
}

impl<E> Filter<E> {
    pub(super) fn new(expression: Expression) -> Self {
        Self {
            expression,
            entity: PhantomData,
        }
    }

    /// All of them.
    pub fn all() -> Self {
        Self::new(Expression::All)
    }

    /// Those that match both.
    pub fn and(self, other: Self) -> Self {
        Self::new(self.expression.and(other.expression))
    }

    /// Those that match both, if there is another filter.
    pub fn and_some(self, other: Option<Self>) -> Self {
        match other {
            Some(other) => self.and(other),
            None => self,
        }
    }

    /// Those of them whose field is, or has, one of the values; if there are no
    /// values, all of them, as the filters of a list request mean it.
    ///
    /// The values are a list or an `Option`: that of a field without presence is
    /// [`set`](crate::message::set) unless it is its default.
    pub fn matching<T: Among<V>, V>(
        self,
        path: Path<E, T>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let values: Vec<V> = values.into_iter().collect();
        if values.is_empty() {
            self
        } else {
            self.and(T::among(path, values))
        }
    }

    /// Those that match one of the two, or both.
    pub fn or(self, other: Self) -> Self {
        Self::new(self.expression.or(other.expression))
    }

    /// All others.
    #[expect(
        clippy::should_implement_trait,
        reason = "reads beside `and` and `or`, which have no operator either"
    )]
    pub fn not(self) -> Self {
        Self::new(Expression::Not(Box::new(self.expression)))
    }
}

impl<E> Clone for Filter<E> {
    fn clone(&self) -> Self {
        Self::new(self.expression.clone())
    }
}

impl<E> fmt::Debug for Filter<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expression.fmt(f)
    }
}
