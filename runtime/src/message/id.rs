//! Ids that know what they identify.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The entity that an id belongs to. Generated as an empty type per entity.
pub trait EntityName: 'static {
    /// The full name of the entity's message, such as `shop.product.v1.Product`.
    const NAME: &'static str;
}

/// The id of an `E`: on the wire and in stores a string, in Rust its own type,
/// so that the id of one entity can't be passed as that of another.
pub struct Id<E> {
    text: String,
    entity: PhantomData<fn() -> E>,
}

impl<E: EntityName> Id<E> {
    /// A fresh id: a UUID version 7 (RFC 9562), so that ids sort by the time of
    /// their creation and inserts stay at one end of an index.
    pub fn generate() -> Self {
        Self::from(uuid::Uuid::now_v7().to_string())
    }
}

impl<E> Id<E> {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is no id: the proto3 default.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn as_string(&self) -> &String {
        &self.text
    }

    pub(crate) fn as_string_mut(&mut self) -> &mut String {
        &mut self.text
    }
}

impl<E> From<String> for Id<E> {
    fn from(text: String) -> Self {
        Self {
            text,
            entity: PhantomData,
        }
    }
}

impl<E> From<&str> for Id<E> {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl<E> From<Id<E>> for String {
    fn from(id: Id<E>) -> Self {
        id.text
    }
}

impl<E> AsRef<str> for Id<E> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<E> fmt::Display for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<E> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<E> Serialize for Id<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, E> Deserialize<'de> for Id<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

// Derived implementations would ask the same of `E`, which is only a name.
impl<E> Clone for Id<E> {
    fn clone(&self) -> Self {
        Self::from(self.text.clone())
    }
}

impl<E> Default for Id<E> {
    fn default() -> Self {
        Self::from(String::new())
    }
}

impl<E> PartialEq for Id<E> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<E> Eq for Id<E> {}

impl<E> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Id<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<E> Hash for Id<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
