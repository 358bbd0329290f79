//! Stored values.

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

    /// Appends a value under a name that isn't there yet.
    pub(crate) fn push(&mut self, name: impl Into<String>, datum: Datum) {
        self.fields.push((name.into(), datum));
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

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}
