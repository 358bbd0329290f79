//! Members of a oneof, which are written whenever they are selected.

use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType};

use super::Element;

/// Writes the selected member, also if it has the default value.
pub fn encode<K>(number: u32, member: &impl Element<K>, buf: &mut impl BufMut) {
    member.encode(number, buf);
}

/// Reads one occurrence of the member. A message that was selected before is
/// given as `current`, since several occurrences of it are merged.
pub fn merge<K, T: Element<K>>(
    current: Option<T>,
    wire_type: WireType,
    buf: &mut impl Buf,
    context: DecodeContext,
) -> Result<T, DecodeError> {
    let mut member = current.unwrap_or_default();
    member.merge(wire_type, buf, context)?;
    Ok(member)
}

/// The length of what [`encode`] writes.
pub fn encoded_len<K>(number: u32, member: &impl Element<K>) -> usize {
    member.encoded_len(number)
}
