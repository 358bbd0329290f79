//! Types of expressions.

use std::fmt;

use crate::model::{Cardinality, Field, Kind};

/// The type of an expression, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// Not known before a message is there.
    Dyn,
    Null,
    Bool,
    Int,
    UInt,
    Double,
    Text,
    Bytes,
    Duration,
    Timestamp,
    /// A type, as a value.
    Kind,
    List(Box<Type>),
    Map(Box<Type>, Box<Type>),
    /// The message with this full name.
    Message(String),
}

impl Type {
    /// The type of a field.
    pub(crate) fn of_field(field: &Field) -> Self {
        Self::of(&field.cardinality, &field.kind)
    }

    /// The type of so many values of a kind.
    pub(crate) fn of(cardinality: &Cardinality, kind: &Kind) -> Self {
        let value = Self::of_kind(kind);
        match cardinality {
            Cardinality::Repeated => Self::List(Box::new(value)),
            Cardinality::Map(key) => Self::Map(Box::new(Self::of_kind(key)), Box::new(value)),
            _ => value,
        }
    }

    fn of_kind(kind: &Kind) -> Self {
        match kind {
            Kind::Bool => Self::Bool,
            Kind::Int32
            | Kind::Int64
            | Kind::SInt32
            | Kind::SInt64
            | Kind::SFixed32
            | Kind::SFixed64
            | Kind::Enum(_) => Self::Int,
            Kind::UInt32 | Kind::UInt64 | Kind::Fixed32 | Kind::Fixed64 => Self::UInt,
            Kind::Float | Kind::Double => Self::Double,
            Kind::Text => Self::Text,
            Kind::Bytes => Self::Bytes,
            Kind::Message(name) | Kind::Group(name) => match name.as_str() {
                "google.protobuf.Duration" => Self::Duration,
                "google.protobuf.Timestamp" => Self::Timestamp,
                "google.protobuf.FieldMask" | "google.protobuf.Empty" => {
                    Self::Message(name.clone())
                }
                // Values that may be null, or anything.
                name if name.starts_with("google.protobuf.") => Self::Dyn,
                name => Self::Message(name.to_owned()),
            },
        }
    }

    /// The type with this name in a signature.
    pub(super) fn named(name: &str) -> Self {
        let list = || Self::List(Box::new(Self::Dyn));
        match name {
            "bool" => Self::Bool,
            "int" => Self::Int,
            "uint" => Self::UInt,
            "double" => Self::Double,
            "string" => Self::Text,
            "bytes" => Self::Bytes,
            "duration" => Self::Duration,
            "timestamp" => Self::Timestamp,
            "type" => Self::Kind,
            "list" => list(),
            "list(string)" => Self::List(Box::new(Self::Text)),
            "map" => Self::Map(Box::new(Self::Dyn), Box::new(Self::Dyn)),
            _ => Self::Dyn,
        }
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Int | Self::UInt | Self::Double | Self::Dyn)
    }

    /// Whether a value of the other type can stand where this one is wanted.
    pub(super) fn accepts(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Dyn, _) | (_, Self::Dyn) => true,
            (Self::List(of), Self::List(other)) => of.accepts(other),
            (Self::Map(key, value), Self::Map(other_key, other_value)) => {
                key.accepts(other_key) && value.accepts(other_value)
            }
            _ => self == other,
        }
    }

    /// Whether values of both types can be the same: numbers of all kinds, and
    /// nothing with a message.
    pub(super) fn compares(&self, other: &Self) -> bool {
        let is_message = |ty: &Self| matches!(ty, Self::Message(_));
        self.accepts(other)
            || (self.is_number() && other.is_number())
            || (*self == Self::Null && is_message(other))
            || (*other == Self::Null && is_message(self))
    }

    /// The type of values of which some have this type and some the other.
    pub(super) fn or(self, other: &Self) -> Self {
        if self == *other { self } else { Self::Dyn }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dyn => f.write_str("dyn"),
            Self::Null => f.write_str("null"),
            Self::Bool => f.write_str("bool"),
            Self::Int => f.write_str("int"),
            Self::UInt => f.write_str("uint"),
            Self::Double => f.write_str("double"),
            Self::Text => f.write_str("string"),
            Self::Bytes => f.write_str("bytes"),
            Self::Duration => f.write_str("duration"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::Kind => f.write_str("type"),
            Self::List(of) => write!(f, "list({of})"),
            Self::Map(key, value) => write!(f, "map({key}, {value})"),
            Self::Message(name) => f.write_str(name),
        }
    }
}
