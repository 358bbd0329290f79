//! Stored values.

use std::cmp::Ordering;

use bytes::Bytes;

use crate::message::Timestamp;

/// A stored value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Datum {
    /// Nothing.
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A 32-bit integer.
    Int32(i32),
    /// A 64-bit integer.
    Int64(i64),
    /// An unsigned 64-bit integer.
    UInt64(u64),
    /// A floating-point number.
    Double(f64),
    /// A text: also ids, and the name of an enum's value.
    Text(String),
    /// Bytes.
    Bytes(Bytes),
    /// A point in time.
    Time(Timestamp),
    /// A list.
    List(Vec<Datum>),
    /// Fields by name: a message, or a map.
    Document(Document),
    /// A value of an enum that is stored under a name which this version of the
    /// contract doesn't know. Nothing can be written from it.
    Unnamed,
}

/// The number that stands in an entity for [`Datum::Unnamed`]. Any number is
/// allowed in an enum, but this one (minus the bytes of `name`) has no reason
/// to be chosen.
pub(super) const UNNAMED: i32 = -0x6E61_6D65;

/// Why [`Datum::Unnamed`] can't be written.
pub(crate) const UNNAMED_REASON: &str =
    "an enum's value of another version of the contract can be kept, but not written";

impl Datum {
    /// Whether both are the same value, to the bit: unlike `==`, not a number
    /// (`NaN`) is itself, and the zeros differ.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Double(one), Self::Double(two)) => one.to_bits() == two.to_bits(),
            (Self::List(one), Self::List(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.is(two))
            }
            (Self::Document(one), Self::Document(two)) => {
                one.len() == two.len()
                    && one
                        .iter()
                        .all(|(name, one)| two.get(name).is_some_and(|two| one.is(two)))
            }
            (one, two) => one == two,
        }
    }

    /// How two values of the same type compare; `None` if they don't.
    pub(crate) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Bool(one), Self::Bool(two)) => Some(one.cmp(two)),
            (Self::Int32(one), Self::Int32(two)) => Some(one.cmp(two)),
            (Self::Int64(one), Self::Int64(two)) => Some(one.cmp(two)),
            (Self::UInt64(one), Self::UInt64(two)) => Some(one.cmp(two)),
            (Self::Double(one), Self::Double(two)) => one.partial_cmp(two),
            (Self::Text(one), Self::Text(two)) => Some(one.cmp(two)),
            (Self::Bytes(one), Self::Bytes(two)) => Some(one.cmp(two)),
            (Self::Time(one), Self::Time(two)) => {
                Some((one.seconds, one.nanos).cmp(&(two.seconds, two.nanos)))
            }
            _ => None,
        }
    }

    /// Whether the value is a floating-point number that is not a number.
    pub(crate) fn is_nan(&self) -> bool {
        matches!(self, Self::Double(number) if number.is_nan())
    }

    /// What the type is called in messages to people.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Int32(_) | Self::Int64(_) | Self::UInt64(_) => "an integer",
            Self::Double(_) => "a floating-point number",
            Self::Text(_) => "a text",
            Self::Bytes(_) => "bytes",
            Self::Time(_) => "a moment",
            Self::List(_) => "a list",
            Self::Document(_) => "a document",
            Self::Unnamed => "an unknown value of an enum",
        }
    }
}

/// Stored values by name, in the order in which they were put.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Document {
    fields: Vec<(String, Datum)>,
}

impl Document {
    /// No fields.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The value under this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Datum> {
        let (_, datum) = self.fields.iter().find(|(known, _)| known == name)?;
        Some(datum)
    }

    /// The value under this name, to be changed.
    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Datum> {
        let (_, datum) = self.fields.iter_mut().find(|(known, _)| known == name)?;
        Some(datum)
    }

    /// Appends a value under a name that isn't there yet.
    pub(crate) fn push(&mut self, name: impl Into<String>, datum: Datum) {
        self.fields.push((name.into(), datum));
    }

    /// Puts a value before all others, under a name that isn't there yet.
    pub(crate) fn insert_first(&mut self, name: impl Into<String>, datum: Datum) {
        self.fields.insert(0, (name.into(), datum));
    }

    /// Removes the value under this name, and returns it.
    pub(crate) fn remove(&mut self, name: &str) -> Option<Datum> {
        let index = self.fields.iter().position(|(known, _)| known == name)?;
        Some(self.fields.remove(index).1)
    }

    /// Names and values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Datum)> {
        self.fields
            .iter()
            .map(|(name, datum)| (name.as_str(), datum))
    }

    /// The value under this path of names with dots between.
    pub(crate) fn at(&self, path: &str) -> Option<&Datum> {
        let (parents, name) = match path.rsplit_once('.') {
            Some((parents, name)) => (Some(parents), name),
            None => (None, path),
        };
        match parents {
            None => self.get(name),
            Some(parents) => match self.at(parents)? {
                Datum::Document(parent) => parent.get(name),
                _ => None,
            },
        }
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }
}

impl IntoIterator for Document {
    type Item = (String, Datum);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.fields.into_iter()
    }
}
