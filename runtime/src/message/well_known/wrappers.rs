//! The messages that hold one value, for requests and responses that are one.
//!
//! In a field they are no types of their own: there, the value stands alone in
//! an `Option`, which tells unset from default as they do.

use bytes::Bytes;

use crate::message::{FieldDescriptor, Kind, Message, MessageDescriptor, Value};
use crate::validate::{Check, Validate};
use crate::wire::{self, Buf, BufMut, DecodeContext, DecodeError, WireMessage, WireType, in_field};

/// Declares a wrapper: its name, its descriptor, and what it holds as which kind.
macro_rules! wrappers {
    ($($name:ident in $descriptor:ident: $type:ty as $kind:ident;)*) => {$(
        #[doc = concat!("`google.protobuf.", stringify!($name), "`")]
        #[derive(Clone, Default, PartialEq)]
        pub struct $name {
            /// The value.
            pub value: $type,
        }

        #[doc = concat!("`google.protobuf.", stringify!($name), "`")]
        pub static $descriptor: MessageDescriptor = MessageDescriptor::new(
            concat!("google.protobuf.", stringify!($name)),
            &[FieldDescriptor::new(1, "value", "value", Kind::$kind)],
        );

        crate::__text_forms!($name);

        impl From<$type> for $name {
            fn from(value: $type) -> Self {
                Self { value }
            }
        }

        impl WireMessage for $name {
            fn encode_raw(&self, buf: &mut impl BufMut) {
                wire::singular::encode::<wire::$kind>(1, &self.value, buf);
            }

            fn merge_field(
                &mut self,
                number: u32,
                wire_type: WireType,
                buf: &mut impl Buf,
                context: DecodeContext,
            ) -> Result<(), DecodeError> {
                match number {
                    1 => wire::singular::merge::<wire::$kind>(
                        &mut self.value,
                        wire_type,
                        buf,
                        context,
                    ),
                    _ => wire::skip(wire_type, number, buf, context),
                }
                .map_err(in_field(&$descriptor, number))
            }

            fn encoded_len(&self) -> usize {
                wire::singular::encoded_len::<wire::$kind>(1, &self.value)
            }

            fn clear(&mut self) {
                *self = Self::default();
            }
        }

        impl Message for $name {
            fn descriptor(&self) -> &'static MessageDescriptor {
                &$descriptor
            }

            fn field(&self, number: u32) -> Option<&dyn Value> {
                match number {
                    1 => Some(&self.value),
                    _ => None,
                }
            }

            fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
                match number {
                    1 => Some(&mut self.value),
                    _ => None,
                }
            }
        }

        impl Validate for $name {
            fn validate(&self, _check: &mut Check) {}
        }
    )*

        /// Whether a message is a wrapper.
        pub(crate) fn is_wrapper(descriptor: &MessageDescriptor) -> bool {
            [$(&$descriptor),*].iter().any(|wrapper| std::ptr::eq(*wrapper, descriptor))
        }
    };
}

wrappers! {
    BoolValue in BOOL_VALUE: bool as Bool;
    Int32Value in INT32_VALUE: i32 as Int32;
    Int64Value in INT64_VALUE: i64 as Int64;
    UInt32Value in UINT32_VALUE: u32 as UInt32;
    UInt64Value in UINT64_VALUE: u64 as UInt64;
    FloatValue in FLOAT_VALUE: f32 as Float;
    DoubleValue in DOUBLE_VALUE: f64 as Double;
    StringValue in STRING_VALUE: String as Text;
    BytesValue in BYTES_VALUE: Bytes as Bytes;
}
