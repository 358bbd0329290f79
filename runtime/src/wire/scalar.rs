//! Numbers, booleans and bytes.

use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{self, DecodeContext, WireType};

use super::Element;

/// Declares a kind and how its Rust type is encoded: the functions of the
/// module of the same name in the codec.
macro_rules! numbers {
    ($($(#[$doc:meta])* $kind:ident: $type:ty = $module:ident, default $is_default:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $kind {}

        impl Element<$kind> for $type {
            fn is_default(&self) -> bool {
                let is_default: fn(&$type) -> bool = $is_default;
                is_default(self)
            }

            fn encode(&self, number: u32, buf: &mut impl BufMut) {
                encoding::$module::encode(number, self, buf);
            }

            fn merge(
                &mut self,
                wire_type: WireType,
                buf: &mut impl Buf,
                context: DecodeContext,
            ) -> Result<(), DecodeError> {
                encoding::$module::merge(wire_type, self, buf, context)
            }

            fn encoded_len(&self, number: u32) -> usize {
                encoding::$module::encoded_len(number, self)
            }

            fn encode_list(list: &[Self], number: u32, buf: &mut impl BufMut) {
                encoding::$module::encode_packed(number, list, buf);
            }

            fn merge_list(
                list: &mut Vec<Self>,
                wire_type: WireType,
                buf: &mut impl Buf,
                context: DecodeContext,
            ) -> Result<(), DecodeError> {
                encoding::$module::merge_repeated(wire_type, list, buf, context)
            }

            fn list_encoded_len(list: &[Self], number: u32) -> usize {
                encoding::$module::encoded_len_packed(number, list)
            }
        }
    )*};
}

numbers! {
    /// `bool`
    Bool: bool = bool, default |value| !value;
    /// `int32`
    Int32: i32 = int32, default |value| *value == 0;
    /// `int64`
    Int64: i64 = int64, default |value| *value == 0;
    /// `uint32`
    UInt32: u32 = uint32, default |value| *value == 0;
    /// `uint64`
    UInt64: u64 = uint64, default |value| *value == 0;
    /// `sint32`
    SInt32: i32 = sint32, default |value| *value == 0;
    /// `sint64`
    SInt64: i64 = sint64, default |value| *value == 0;
    /// `fixed32`
    Fixed32: u32 = fixed32, default |value| *value == 0;
    /// `fixed64`
    Fixed64: u64 = fixed64, default |value| *value == 0;
    /// `sfixed32`
    SFixed32: i32 = sfixed32, default |value| *value == 0;
    /// `sfixed64`
    SFixed64: i64 = sfixed64, default |value| *value == 0;
    // -0.0 is not the default: its bits differ, and the specification keeps it.
    /// `float`
    Float: f32 = float, default |value| value.to_bits() == 0;
    /// `double`
    Double: f64 = double, default |value| value.to_bits() == 0;
}

/// `bytes`
#[derive(Debug)]
pub enum Bytes {}

impl Element<Bytes> for bytes::Bytes {
    fn is_default(&self) -> bool {
        self.is_empty()
    }

    fn encode(&self, number: u32, buf: &mut impl BufMut) {
        encoding::bytes::encode(number, self, buf);
    }

    fn merge(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        encoding::bytes::merge(wire_type, self, buf, context)
    }

    fn encoded_len(&self, number: u32) -> usize {
        encoding::bytes::encoded_len(number, self)
    }
}
