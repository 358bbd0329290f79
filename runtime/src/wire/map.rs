//! Maps: on the wire a list of entries, each a key and a value.
//!
//! Entries are written in the order of their keys, so that equal maps have
//! equal bytes.

use std::collections::BTreeMap;
use std::hash::Hash;

use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType, btree_map, check_wire_type};

use super::Element;

/// Writes all entries.
pub fn encode<K, V>(
    number: u32,
    map: &BTreeMap<impl Element<K> + Hash + Ord, impl Element<V> + PartialEq>,
    buf: &mut impl BufMut,
) {
    btree_map::encode(
        |number, key, buf| Element::<K>::encode(key, number, buf),
        |number, key| Element::<K>::encoded_len(key, number),
        |number, value, buf| Element::<V>::encode(value, number, buf),
        |number, value| Element::<V>::encoded_len(value, number),
        number,
        map,
        buf,
    );
}

/// Reads one entry; of entries with the same key, the last one wins.
pub fn merge<K, V>(
    map: &mut BTreeMap<impl Element<K> + Hash + Ord, impl Element<V> + PartialEq>,
    wire_type: WireType,
    buf: &mut impl Buf,
    context: DecodeContext,
) -> Result<(), DecodeError> {
    check_wire_type(WireType::LengthDelimited, wire_type)?;
    btree_map::merge(
        |wire_type, key, buf, context| Element::<K>::merge(key, wire_type, buf, context),
        |wire_type, value, buf, context| Element::<V>::merge(value, wire_type, buf, context),
        map,
        buf,
        context,
    )
}

/// The length of what [`encode`] writes.
pub fn encoded_len<K, V>(
    number: u32,
    map: &BTreeMap<impl Element<K> + Hash + Ord, impl Element<V> + PartialEq>,
) -> usize {
    btree_map::encoded_len(
        |number, key| Element::<K>::encoded_len(key, number),
        |number, value| Element::<V>::encoded_len(value, number),
        number,
        map,
    )
}
