//! Lists.

use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType};

use super::Element;

/// Writes all elements, numbers packed.
pub fn encode<K, T: Element<K>>(number: u32, list: &[T], buf: &mut impl BufMut) {
    T::encode_list(list, number, buf);
}

/// Reads one element, or a packed run of them, onto the end of the list.
pub fn merge<K, T: Element<K>>(
    list: &mut Vec<T>,
    wire_type: WireType,
    buf: &mut impl Buf,
    context: DecodeContext,
) -> Result<(), DecodeError> {
    T::merge_list(list, wire_type, buf, context)
}

/// The length of what [`encode`] writes.
pub fn encoded_len<K, T: Element<K>>(number: u32, list: &[T]) -> usize {
    T::list_encoded_len(list, number)
}
