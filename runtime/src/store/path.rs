//! Where in an entity a value stands.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::document::{Datum, datum_of};
use super::expression::{Expression, Operator};
use super::{Direction, Filter, Order};
use crate::message::{Enumeration, Id, Timestamp, Value};

/// The path of a stored field of type `T` in an `E`.
///
/// Generated for every field of an entity. Comparing a path gives a
/// [`Filter`], a direction an [`Order`].
pub struct Path<E, T> {
    stored: Cow<'static, str>,
    types: PhantomData<fn(E) -> T>,
}

impl<E, T> Path<E, T> {
    /// The field under this stored name (`_id` for the id). Whether `E` has it
    /// is found out when the path is used: an unknown one gives `INTERNAL`.
    pub const fn new(stored: &'static str) -> Self {
        Self {
            stored: Cow::Borrowed(stored),
            types: PhantomData,
        }
    }

    /// The field under this stored name in the message that the path leads to.
    #[must_use]
    pub fn join<U>(self, stored: &'static str) -> Path<E, U> {
        Path {
            stored: Cow::Owned(format!("{}.{stored}", self.stored)),
            types: PhantomData,
        }
    }

    /// Whether the field is set, as protobuf understands it: an optional one is
    /// present, any other isn't the default of its type, a list isn't empty.
    pub fn exists(self) -> Filter<E> {
        Filter::new(Expression::Exists(self.stored))
    }

    fn compare(self, operator: Operator, value: Datum) -> Filter<E> {
        Filter::new(Expression::Compare(self.stored, operator, value))
    }

    fn one_of<V: Comparable>(self, values: impl IntoIterator<Item = impl Operand<V>>) -> Filter<E> {
        let values = values
            .into_iter()
            .map(|value| datum_of(&value.into_operand()))
            .collect();
        Filter::new(Expression::OneOf(self.stored, values))
    }
}

impl<E, T: Comparable> Path<E, T> {
    /// The value is this one. Not a number (`NaN`) equals nothing.
    pub fn eq(self, value: impl Operand<T>) -> Filter<E> {
        self.compare(Operator::Equal, datum_of(&value.into_operand()))
    }

    /// The value is another one, or absent.
    pub fn ne(self, value: impl Operand<T>) -> Filter<E> {
        self.eq(value).not()
    }

    /// The smallest first. An absent value is smaller than all others.
    pub fn ascending(self) -> Order<E> {
        Order::new(self.stored, Direction::Ascending)
    }

    /// The largest first.
    pub fn descending(self) -> Order<E> {
        Order::new(self.stored, Direction::Descending)
    }

    /// The value is one of these. Of none: nothing matches.
    pub fn is_in(self, values: impl IntoIterator<Item = impl Operand<T>>) -> Filter<E> {
        self.one_of(values)
    }
}

impl<E, T: Ordered> Path<E, T> {
    /// The value is less than this one.
    pub fn lt(self, value: impl Operand<T>) -> Filter<E> {
        self.compare(Operator::Less, datum_of(&value.into_operand()))
    }

    /// The value is this one or less.
    pub fn le(self, value: impl Operand<T>) -> Filter<E> {
        self.compare(Operator::LessOrEqual, datum_of(&value.into_operand()))
    }

    /// The value is greater than this one.
    pub fn gt(self, value: impl Operand<T>) -> Filter<E> {
        self.compare(Operator::Greater, datum_of(&value.into_operand()))
    }

    /// The value is this one or greater.
    pub fn ge(self, value: impl Operand<T>) -> Filter<E> {
        self.compare(Operator::GreaterOrEqual, datum_of(&value.into_operand()))
    }
}

impl<E, T: Textual> Path<E, T> {
    /// The text begins with this one, to the letter.
    pub fn starts_with(self, prefix: impl Into<String>) -> Filter<E> {
        Filter::new(Expression::StartsWith(self.stored, prefix.into()))
    }
}

impl<E, T: Comparable> Path<E, Vec<T>> {
    /// An element of the list is this one.
    pub fn contains(self, value: impl Operand<T>) -> Filter<E> {
        self.one_of([value])
    }

    /// An element of the list is one of these. Of none: nothing matches.
    pub fn contains_any(self, values: impl IntoIterator<Item = impl Operand<T>>) -> Filter<E> {
        self.one_of(values)
    }
}

// Derived implementations would ask the same of `E` and `T`, which are only names.
impl<E, T> Clone for Path<E, T> {
    fn clone(&self) -> Self {
        Self {
            stored: self.stored.clone(),
            types: PhantomData,
        }
    }
}

impl<E, T> fmt::Debug for Path<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Path").field(&self.stored).finish()
    }
}

/// A type whose values a store tells apart: scalars, ids, enums, timestamps.
#[diagnostic::on_unimplemented(
    message = "stores don't compare values of type `{Self}`",
    label = "neither equal nor different",
    note = "compare a scalar, an id, an enum or a timestamp: of a message, one of its fields"
)]
pub trait Comparable: Value {}

/// A type whose values a store puts in order.
pub trait Ordered: Comparable {}

/// A type that is text.
pub trait Textual: Ordered {}

macro_rules! mark {
    ($mark:ident: $($type:ty),*) => { $(impl $mark for $type {})* };
}

mark!(Comparable: bool, i32, i64, u32, u64, f32, f64, String, bytes::Bytes, Timestamp);
mark!(Ordered: i32, i64, u32, u64, f32, f64, String, Timestamp);
mark!(Textual: String);

impl<E: 'static> Comparable for Id<E> {}
impl<E: 'static> Ordered for Id<E> {}
impl<E: 'static> Textual for Id<E> {}
impl<E: Enumeration + Value> Comparable for E {}

/// What a field of type `T` can be compared with.
#[diagnostic::on_unimplemented(
    message = "a field of type `{T}` isn't compared with `{Self}`",
    label = "not a `{T}`",
    note = "compare it with a value of its own type, or with a reference to one"
)]
pub trait Operand<T> {
    /// The value.
    fn into_operand(self) -> T;
}

impl<T: Comparable> Operand<T> for T {
    fn into_operand(self) -> T {
        self
    }
}

impl<T: Comparable + Clone> Operand<T> for &T {
    fn into_operand(self) -> T {
        self.clone()
    }
}

impl Operand<String> for &str {
    fn into_operand(self) -> String {
        self.to_owned()
    }
}

impl<E: 'static> Operand<Id<E>> for &str {
    fn into_operand(self) -> Id<E> {
        Id::from(self)
    }
}

/// A field that is or has one of some `V`: a `V`, or a list of them.
pub trait Among<V>: Sized {
    /// The value, or an element of the list, is one of these.
    fn among<E>(path: Path<E, Self>, values: Vec<V>) -> Filter<E>;
}

impl<V: Comparable> Among<V> for V {
    fn among<E>(path: Path<E, Self>, mut values: Vec<V>) -> Filter<E> {
        match values.pop() {
            Some(only) if values.is_empty() => path.eq(only),
            last => path.is_in(values.into_iter().chain(last)),
        }
    }
}

impl<V: Comparable> Among<V> for Vec<V> {
    fn among<E>(path: Path<E, Self>, values: Vec<V>) -> Filter<E> {
        path.contains_any(values)
    }
}
