//! How the messages of `shop.type.v1` are written and read.
//!
//! Generated from `proto/shop/type/v1/image.proto` and `proto/shop/type/v1/money.proto` by `counterpart generate`. Do not edit.

use counterpart::message::{Message, MessageDescriptor, Value};
use counterpart::wire::{
    self, Buf, BufMut, DecodeContext, DecodeError, Int64, Text, UInt32, WireMessage, WireType,
};

use crate::descriptors;
use crate::messages::{Image, Money};

impl WireMessage for Image {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::singular::encode::<Text>(1, &self.url, buf);
        wire::singular::encode::<Text>(2, &self.alt_text, buf);
        wire::singular::encode::<UInt32>(3, &self.width, buf);
        wire::singular::encode::<UInt32>(4, &self.height, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::singular::merge::<Text>(&mut self.url, wire_type, buf, context),
            2 => wire::singular::merge::<Text>(&mut self.alt_text, wire_type, buf, context),
            3 => wire::singular::merge::<UInt32>(&mut self.width, wire_type, buf, context),
            4 => wire::singular::merge::<UInt32>(&mut self.height, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::IMAGE, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Text>(1, &self.url)
            + wire::singular::encoded_len::<Text>(2, &self.alt_text)
            + wire::singular::encoded_len::<UInt32>(3, &self.width)
            + wire::singular::encoded_len::<UInt32>(4, &self.height)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for Image {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::IMAGE
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.url),
            2 => Some(&self.alt_text),
            3 => Some(&self.width),
            4 => Some(&self.height),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.url),
            2 => Some(&mut self.alt_text),
            3 => Some(&mut self.width),
            4 => Some(&mut self.height),
            _ => None,
        }
    }
}

impl WireMessage for Money {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::singular::encode::<Text>(1, &self.currency, buf);
        wire::singular::encode::<Int64>(2, &self.minor_units, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::singular::merge::<Text>(&mut self.currency, wire_type, buf, context),
            2 => wire::singular::merge::<Int64>(&mut self.minor_units, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::MONEY, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Text>(1, &self.currency)
            + wire::singular::encoded_len::<Int64>(2, &self.minor_units)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for Money {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::MONEY
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.currency),
            2 => Some(&self.minor_units),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.currency),
            2 => Some(&mut self.minor_units),
            _ => None,
        }
    }
}
