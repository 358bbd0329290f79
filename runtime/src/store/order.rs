//! In which order entities are listed.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;

/// An order of `E`s. Made from a [`Path`](super::Path).
#[must_use = "an order does nothing until it is given to a list"]
pub struct Order<E> {
    pub(super) terms: Vec<Term>,
    entity: PhantomData<fn(E)>,
}

/// One path of an order.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Term {
    pub(super) path: Cow<'static, str>,
    pub(super) direction: Direction,
}

/// Which end of an order comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

impl<E> Order<E> {
    pub(super) fn new(path: Cow<'static, str>, direction: Direction) -> Self {
        Self {
            terms: vec![Term { path, direction }],
            entity: PhantomData,
        }
    }

    /// Among those that are equal so far, in this order.
    pub fn then(mut self, next: Self) -> Self {
        self.terms.extend(next.terms);
        self
    }
}

impl<E> Clone for Order<E> {
    fn clone(&self) -> Self {
        Self {
            terms: self.terms.clone(),
            entity: PhantomData,
        }
    }
}

impl<E> fmt::Debug for Order<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.terms.fmt(f)
    }
}
