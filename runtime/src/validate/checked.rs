//! The types of fields that rules can be asked of.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::message::{Enumeration, Id, Message};

/// What a field's type is made of. The compiler finds it; nobody names it.
///
/// It tells generated messages from generated enums, for which one blanket
/// implementation each would otherwise overlap.
pub mod shape {
    use std::marker::PhantomData;

    /// A number, a text, bytes.
    #[derive(Debug)]
    pub enum Scalar {}

    /// An enum.
    #[derive(Debug)]
    pub enum Enum {}

    /// A message.
    #[derive(Debug)]
    pub enum Message {}

    /// A list.
    #[derive(Debug)]
    pub enum List {}

    /// A map.
    #[derive(Debug)]
    pub enum Map {}

    /// Something that may be absent.
    #[derive(Debug)]
    pub struct Optional<Shape>(PhantomData<Shape>);
}

/// A type of field that rules can be asked of.
pub trait Checked<Shape> {
    /// What rules see: the value, whatever holds it.
    type Rules: ?Sized;

    /// The value, if there is one.
    fn present(&self) -> Option<&Self::Rules>;

    /// Whether a required field of this type is given: it is there, and where
    /// the type has no presence, it isn't the default.
    fn is_given(&self) -> bool;
}

macro_rules! numbers {
    ($($type:ty: $is_given:expr;)*) => {$(
        impl Checked<shape::Scalar> for $type {
            type Rules = Self;

            fn present(&self) -> Option<&Self> {
                Some(self)
            }

            fn is_given(&self) -> bool {
                let is_given: fn(&$type) -> bool = $is_given;
                is_given(self)
            }
        }
    )*};
}

numbers! {
    bool: |value| *value;
    i32: |value| *value != 0;
    i64: |value| *value != 0;
    u32: |value| *value != 0;
    u64: |value| *value != 0;
    // Bits, because -0.0 isn't the default.
    f32: |value| value.to_bits() != 0;
    f64: |value| value.to_bits() != 0;
}

impl Checked<shape::Scalar> for String {
    type Rules = str;

    fn present(&self) -> Option<&str> {
        Some(self)
    }

    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl<E> Checked<shape::Scalar> for Id<E> {
    type Rules = str;

    fn present(&self) -> Option<&str> {
        Some(self.as_str())
    }

    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl Checked<shape::Scalar> for Bytes {
    type Rules = Self;

    fn present(&self) -> Option<&Self> {
        Some(self)
    }

    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl<E: Enumeration> Checked<shape::Enum> for E {
    type Rules = E;

    fn present(&self) -> Option<&E> {
        Some(self)
    }

    fn is_given(&self) -> bool {
        self.number() != 0
    }
}

impl<M: Message> Checked<shape::Message> for M {
    type Rules = M;

    fn present(&self) -> Option<&M> {
        Some(self)
    }

    fn is_given(&self) -> bool {
        true
    }
}

impl<T: Checked<Shape>, Shape> Checked<shape::Optional<Shape>> for Option<T> {
    type Rules = T::Rules;

    fn present(&self) -> Option<&T::Rules> {
        self.as_ref().and_then(T::present)
    }

    fn is_given(&self) -> bool {
        self.is_some()
    }
}

impl<T> Checked<shape::List> for Vec<T> {
    type Rules = Vec<T>;

    fn present(&self) -> Option<&Vec<T>> {
        Some(self)
    }

    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl<K, V> Checked<shape::Map> for BTreeMap<K, V> {
    type Rules = Self;

    fn present(&self) -> Option<&Self> {
        Some(self)
    }

    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

/// Whether a field is given: it is there, and where its type has no presence, it
/// isn't the default.
pub fn is_given<Shape>(value: &(impl Checked<Shape> + ?Sized)) -> bool {
    value.is_given()
}
