//! Values in the messages of `google.protobuf` that hold one each.

use std::marker::PhantomData;

use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{self, DecodeContext, WireType};

use super::Element;

/// A value of kind `K` in its wrapper: `StringValue` is `Wrapped<Text>`.
///
/// A wrapper says that there is a value, also if it is the default. So in Rust
/// the value stands alone: in an `Option`, a list, a map, a member of a oneof.
#[derive(Debug)]
pub struct Wrapped<K>(PhantomData<K>);

impl<K, T> Element<Wrapped<K>> for T
where
    T: Element<K> + Send + Sync,
{
    fn is_default(&self) -> bool {
        false
    }

    fn encode(&self, number: u32, buf: &mut impl BufMut) {
        encoding::encode_key(number, WireType::LengthDelimited, buf);
        encoding::encode_varint(content_len::<K>(self) as u64, buf);
        super::singular::encode::<K>(VALUE, self, buf);
    }

    fn merge(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        let mut wrapper = Wrapper::<K, T> {
            value: std::mem::take(self),
            kind: PhantomData,
        };
        let result = encoding::message::merge(wire_type, &mut wrapper, buf, context);
        *self = wrapper.value;
        result
    }

    fn encoded_len(&self, number: u32) -> usize {
        let content = content_len::<K>(self);
        encoding::key_len(number) + encoding::encoded_len_varint(content as u64) + content
    }
}

/// The number of the only field of every wrapper.
const VALUE: u32 = 1;

fn content_len<K>(value: &impl Element<K>) -> usize {
    super::singular::encoded_len::<K>(VALUE, value)
}

/// A wrapper while it is read.
struct Wrapper<K, T> {
    value: T,
    kind: PhantomData<fn() -> K>,
}

impl<K, T: Element<K> + Send + Sync> prost::Message for Wrapper<K, T> {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        super::singular::encode::<K>(VALUE, &self.value, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            VALUE => super::singular::merge::<K>(&mut self.value, wire_type, buf, context),
            _ => encoding::skip_field(wire_type, number, buf, context),
        }
    }

    fn encoded_len(&self) -> usize {
        content_len::<K>(&self.value)
    }

    fn clear(&mut self) {
        self.value = T::default();
    }
}
