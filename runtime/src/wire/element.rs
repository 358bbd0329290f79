//! One value on the wire: a singular field, or an element of a list.

use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{self, DecodeContext, WireType};

use crate::message::{Enumeration, Id, Message};

/// A value that protobuf encodes as kind `K`.
///
/// The kind is a parameter because one Rust type has several encodings: an
/// `i32` is an `int32`, a `sint32` or an `sfixed32`.
pub trait Element<K>: Default {
    /// Whether proto3 leaves the value out of a singular field.
    fn is_default(&self) -> bool;

    /// Writes key and value, also of a default value.
    fn encode(&self, number: u32, buf: &mut impl BufMut);

    /// Reads a value over this one.
    fn merge(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError>;

    /// The length of key and value.
    fn encoded_len(&self, number: u32) -> usize;

    /// Writes a list; numbers do it packed.
    fn encode_list(list: &[Self], number: u32, buf: &mut impl BufMut) {
        for element in list {
            element.encode(number, buf);
        }
    }

    /// Reads one element, or a packed run of them, onto the end of a list.
    fn merge_list(
        list: &mut Vec<Self>,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        let mut element = Self::default();
        element.merge(wire_type, buf, context)?;
        list.push(element);
        Ok(())
    }

    /// The length of a list with its keys.
    fn list_encoded_len(list: &[Self], number: u32) -> usize {
        list.iter().map(|element| element.encoded_len(number)).sum()
    }
}

/// `string`, as a `String` or a typed id.
#[derive(Debug)]
pub enum Text {}

impl Element<Text> for String {
    fn is_default(&self) -> bool {
        self.is_empty()
    }

    fn encode(&self, number: u32, buf: &mut impl BufMut) {
        encoding::string::encode(number, self, buf);
    }

    fn merge(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        encoding::string::merge(wire_type, self, buf, context)
    }

    fn encoded_len(&self, number: u32) -> usize {
        encoding::string::encoded_len(number, self)
    }
}

impl<E> Element<Text> for Id<E> {
    fn is_default(&self) -> bool {
        self.is_empty()
    }

    fn encode(&self, number: u32, buf: &mut impl BufMut) {
        encoding::string::encode(number, self.as_string(), buf);
    }

    fn merge(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        encoding::string::merge(wire_type, self.as_string_mut(), buf, context)
    }

    fn encoded_len(&self, number: u32) -> usize {
        encoding::string::encoded_len(number, self.as_string())
    }
}

/// A message.
#[derive(Debug)]
pub enum Nested {}

impl<M: Message + prost::Message + Default> Element<Nested> for M {
    fn is_default(&self) -> bool {
        // A message field is always optional in Rust; where one stands bare, it is there.
        false
    }

    fn encode(&self, number: u32, buf: &mut impl BufMut) {
        encoding::message::encode(number, self, buf);
    }

    fn merge(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        encoding::message::merge(wire_type, self, buf, context)
    }

    fn encoded_len(&self, number: u32) -> usize {
        encoding::message::encoded_len(number, self)
    }
}

/// An enum.
#[derive(Debug)]
pub enum Enum {}

impl<E: Enumeration> Element<Enum> for E {
    fn is_default(&self) -> bool {
        self.number() == 0
    }

    fn encode(&self, number: u32, buf: &mut impl BufMut) {
        encoding::int32::encode(number, &self.number(), buf);
    }

    fn merge(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        let mut value = 0;
        encoding::int32::merge(wire_type, &mut value, buf, context)?;
        *self = E::from_number(value);
        Ok(())
    }

    fn encoded_len(&self, number: u32) -> usize {
        encoding::int32::encoded_len(number, &self.number())
    }

    fn encode_list(list: &[Self], number: u32, buf: &mut impl BufMut) {
        encoding::int32::encode_packed(number, &numbers(list), buf);
    }

    fn merge_list(
        list: &mut Vec<Self>,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        let mut values = Vec::new();
        encoding::int32::merge_repeated(wire_type, &mut values, buf, context)?;
        list.extend(values.into_iter().map(E::from_number));
        Ok(())
    }

    fn list_encoded_len(list: &[Self], number: u32) -> usize {
        encoding::int32::encoded_len_packed(number, &numbers(list))
    }
}

fn numbers<E: Enumeration>(list: &[E]) -> Vec<i32> {
    list.iter().map(|value| value.number()).collect()
}
