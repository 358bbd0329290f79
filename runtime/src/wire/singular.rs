//! Fields that are left out when they have the default value.

use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType};

use super::Element;

/// Writes the field unless it has the default value.
pub fn encode<K>(number: u32, field: &impl Element<K>, buf: &mut impl BufMut) {
    if !field.is_default() {
        field.encode(number, buf);
    }
}

/// Reads one occurrence of the field; the last one wins.
pub fn merge<K>(
    field: &mut impl Element<K>,
    wire_type: WireType,
    buf: &mut impl Buf,
    context: DecodeContext,
) -> Result<(), DecodeError> {
    field.merge(wire_type, buf, context)
}

/// The length of what [`encode`] writes.
pub fn encoded_len<K>(number: u32, field: &impl Element<K>) -> usize {
    if field.is_default() {
        0
    } else {
        field.encoded_len(number)
    }
}
