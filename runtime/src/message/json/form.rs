//! Which form a message has in JSON.

use crate::message::MessageDescriptor;
use crate::message::well_known::{
    ANY, DURATION, FIELD_MASK, LIST_VALUE, STRUCT, TIMESTAMP, VALUE, is_wrapper,
};

/// Which form a message has in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// An object with its fields.
    Fields,
    /// A text: times and masks.
    Text,
    /// That of the value in its only field: wrappers.
    Wrapped,
    /// Any object: `Struct`.
    Struct,
    /// Any list: `ListValue`.
    List,
    /// Anything: `Value`.
    Value,
    /// An object that names its type: `Any`.
    Any,
}

impl Form {
    pub(super) fn of(descriptor: &'static MessageDescriptor) -> Self {
        let is = |known: &'static MessageDescriptor| descriptor.name == known.name;
        if !descriptor.name.starts_with("google.protobuf.") {
            Self::Fields
        } else if is(&TIMESTAMP) || is(&DURATION) || is(&FIELD_MASK) {
            Self::Text
        } else if is(&STRUCT) {
            Self::Struct
        } else if is(&LIST_VALUE) {
            Self::List
        } else if is(&VALUE) {
            Self::Value
        } else if is(&ANY) {
            Self::Any
        } else if is_wrapper(descriptor) {
            Self::Wrapped
        } else {
            Self::Fields
        }
    }
}
