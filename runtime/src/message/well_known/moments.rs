//! Times, masks and nothing: the types of `prost-types`, so that they fit every
//! other crate that uses them.

pub use prost_types::{Duration, FieldMask, Timestamp};

use crate::message::{FieldDescriptor, Kind, Message, MessageDescriptor, Value};
use crate::validate::{Check, Validate};

/// A type of whole seconds and nanoseconds.
macro_rules! seconds_and_nanos {
    ($type:ident in $descriptor:ident = $name:literal) => {
        #[doc = concat!("`", $name, "`")]
        pub static $descriptor: MessageDescriptor = MessageDescriptor::new(
            $name,
            &[
                FieldDescriptor::new(1, "seconds", "seconds", Kind::Int64),
                FieldDescriptor::new(2, "nanos", "nanos", Kind::Int32),
            ],
        );

        impl Message for $type {
            fn descriptor(&self) -> &'static MessageDescriptor {
                &$descriptor
            }

            fn field(&self, number: u32) -> Option<&dyn Value> {
                match number {
                    1 => Some(&self.seconds),
                    2 => Some(&self.nanos),
                    _ => None,
                }
            }

            fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
                match number {
                    1 => Some(&mut self.seconds),
                    2 => Some(&mut self.nanos),
                    _ => None,
                }
            }
        }

        impl Validate for $type {
            fn validate(&self, _check: &mut Check) {}
        }
    };
}

seconds_and_nanos!(Timestamp in TIMESTAMP = "google.protobuf.Timestamp");
seconds_and_nanos!(Duration in DURATION = "google.protobuf.Duration");

/// `google.protobuf.FieldMask`
pub static FIELD_MASK: MessageDescriptor = MessageDescriptor::new(
    "google.protobuf.FieldMask",
    &[FieldDescriptor::new(1, "paths", "paths", Kind::Text).repeated()],
);

impl Message for FieldMask {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &FIELD_MASK
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.paths),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.paths),
            _ => None,
        }
    }
}

impl Validate for FieldMask {
    fn validate(&self, _check: &mut Check) {}
}

/// `google.protobuf.Empty`
pub static EMPTY: MessageDescriptor = MessageDescriptor::new("google.protobuf.Empty", &[]);

impl Message for () {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &EMPTY
    }

    fn field(&self, _number: u32) -> Option<&dyn Value> {
        None
    }

    fn field_mut(&mut self, _number: u32) -> Option<&mut dyn Value> {
        None
    }
}

impl Validate for () {
    fn validate(&self, _check: &mut Check) {}
}
