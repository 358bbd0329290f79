//! Fields that tell absent from default, all messages among them.

use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType};

use super::Element;

/// Writes the field if it is there.
pub fn encode<K>(number: u32, field: &Option<impl Element<K>>, buf: &mut impl BufMut) {
    if let Some(value) = field {
        value.encode(number, buf);
    }
}

/// Reads one occurrence of the field; of messages, several are merged.
pub fn merge<K>(
    field: &mut Option<impl Element<K>>,
    wire_type: WireType,
    buf: &mut impl Buf,
    context: DecodeContext,
) -> Result<(), DecodeError> {
    field.get_or_insert_default().merge(wire_type, buf, context)
}

/// The length of what [`encode`] writes.
pub fn encoded_len<K>(number: u32, field: &Option<impl Element<K>>) -> usize {
    field.as_ref().map_or(0, |value| value.encoded_len(number))
}
