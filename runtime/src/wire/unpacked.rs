//! Lists of numbers that the contract wants one by one (`packed = false`).
//!
//! Both forms are read, as the specification asks.

use prost::bytes::BufMut;

use super::Element;

pub use super::repeated::merge;

/// Writes all elements, each with its key.
pub fn encode<K, T: Element<K>>(number: u32, list: &[T], buf: &mut impl BufMut) {
    for element in list {
        element.encode(number, buf);
    }
}

/// The length of what [`encode`] writes.
pub fn encoded_len<K, T: Element<K>>(number: u32, list: &[T]) -> usize {
    list.iter().map(|element| element.encoded_len(number)).sum()
}
