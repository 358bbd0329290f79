//! How the messages of `shop.product.v1` are written and read.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::message::{EnumDescriptor, Enumeration, Message, MessageDescriptor, Value};
use counterpart::wire::{
    self, Buf, BufMut, DecodeContext, DecodeError, Enum, Int32, Nested, Text, WireMessage, WireType,
};

use crate::descriptors;
use crate::messages::{
    CreateProductRequest, DeleteProductRequest, GetProductRequest, ListProductsRequest,
    ListProductsResponse, Product, ProductStatus, UpdateProductRequest,
};

impl WireMessage for Product {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::singular::encode::<Text>(1, &self.id, buf);
        wire::singular::encode::<Text>(2, &self.slug, buf);
        wire::singular::encode::<Text>(3, &self.title, buf);
        wire::singular::encode::<Text>(4, &self.description, buf);
        wire::optional::encode::<Nested>(5, &self.price, buf);
        wire::repeated::encode::<Text, _>(6, &self.category_ids, buf);
        wire::singular::encode::<Enum>(7, &self.status, buf);
        wire::repeated::encode::<Nested, _>(8, &self.images, buf);
        wire::optional::encode::<Nested>(9, &self.create_time, buf);
        wire::optional::encode::<Nested>(10, &self.update_time, buf);
        wire::singular::encode::<Text>(11, &self.etag, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::singular::merge::<Text>(&mut self.id, wire_type, buf, context),
            2 => wire::singular::merge::<Text>(&mut self.slug, wire_type, buf, context),
            3 => wire::singular::merge::<Text>(&mut self.title, wire_type, buf, context),
            4 => wire::singular::merge::<Text>(&mut self.description, wire_type, buf, context),
            5 => wire::optional::merge::<Nested>(&mut self.price, wire_type, buf, context),
            6 => wire::repeated::merge::<Text, _>(&mut self.category_ids, wire_type, buf, context),
            7 => wire::singular::merge::<Enum>(&mut self.status, wire_type, buf, context),
            8 => wire::repeated::merge::<Nested, _>(&mut self.images, wire_type, buf, context),
            9 => wire::optional::merge::<Nested>(&mut self.create_time, wire_type, buf, context),
            10 => wire::optional::merge::<Nested>(&mut self.update_time, wire_type, buf, context),
            11 => wire::singular::merge::<Text>(&mut self.etag, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::PRODUCT, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Text>(1, &self.id)
            + wire::singular::encoded_len::<Text>(2, &self.slug)
            + wire::singular::encoded_len::<Text>(3, &self.title)
            + wire::singular::encoded_len::<Text>(4, &self.description)
            + wire::optional::encoded_len::<Nested>(5, &self.price)
            + wire::repeated::encoded_len::<Text, _>(6, &self.category_ids)
            + wire::singular::encoded_len::<Enum>(7, &self.status)
            + wire::repeated::encoded_len::<Nested, _>(8, &self.images)
            + wire::optional::encoded_len::<Nested>(9, &self.create_time)
            + wire::optional::encoded_len::<Nested>(10, &self.update_time)
            + wire::singular::encoded_len::<Text>(11, &self.etag)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for Product {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::PRODUCT
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.id),
            2 => Some(&self.slug),
            3 => Some(&self.title),
            4 => Some(&self.description),
            5 => Some(&self.price),
            6 => Some(&self.category_ids),
            7 => Some(&self.status),
            8 => Some(&self.images),
            9 => Some(&self.create_time),
            10 => Some(&self.update_time),
            11 => Some(&self.etag),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.id),
            2 => Some(&mut self.slug),
            3 => Some(&mut self.title),
            4 => Some(&mut self.description),
            5 => Some(&mut self.price),
            6 => Some(&mut self.category_ids),
            7 => Some(&mut self.status),
            8 => Some(&mut self.images),
            9 => Some(&mut self.create_time),
            10 => Some(&mut self.update_time),
            11 => Some(&mut self.etag),
            _ => None,
        }
    }
}

impl WireMessage for GetProductRequest {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::singular::encode::<Text>(1, &self.id, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::singular::merge::<Text>(&mut self.id, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::GET_PRODUCT_REQUEST, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Text>(1, &self.id)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for GetProductRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::GET_PRODUCT_REQUEST
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.id),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.id),
            _ => None,
        }
    }
}

impl WireMessage for ListProductsRequest {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::singular::encode::<Int32>(1, &self.page_size, buf);
        wire::singular::encode::<Text>(2, &self.page_token, buf);
        wire::singular::encode::<Text>(3, &self.order_by, buf);
        wire::repeated::encode::<Text, _>(4, &self.category_ids, buf);
        wire::optional::encode::<Enum>(5, &self.status, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::singular::merge::<Int32>(&mut self.page_size, wire_type, buf, context),
            2 => wire::singular::merge::<Text>(&mut self.page_token, wire_type, buf, context),
            3 => wire::singular::merge::<Text>(&mut self.order_by, wire_type, buf, context),
            4 => wire::repeated::merge::<Text, _>(&mut self.category_ids, wire_type, buf, context),
            5 => wire::optional::merge::<Enum>(&mut self.status, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::LIST_PRODUCTS_REQUEST, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Int32>(1, &self.page_size)
            + wire::singular::encoded_len::<Text>(2, &self.page_token)
            + wire::singular::encoded_len::<Text>(3, &self.order_by)
            + wire::repeated::encoded_len::<Text, _>(4, &self.category_ids)
            + wire::optional::encoded_len::<Enum>(5, &self.status)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for ListProductsRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::LIST_PRODUCTS_REQUEST
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.page_size),
            2 => Some(&self.page_token),
            3 => Some(&self.order_by),
            4 => Some(&self.category_ids),
            5 => Some(&self.status),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.page_size),
            2 => Some(&mut self.page_token),
            3 => Some(&mut self.order_by),
            4 => Some(&mut self.category_ids),
            5 => Some(&mut self.status),
            _ => None,
        }
    }
}

impl WireMessage for ListProductsResponse {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::repeated::encode::<Nested, _>(1, &self.products, buf);
        wire::singular::encode::<Text>(2, &self.next_page_token, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::repeated::merge::<Nested, _>(&mut self.products, wire_type, buf, context),
            2 => wire::singular::merge::<Text>(&mut self.next_page_token, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::LIST_PRODUCTS_RESPONSE, number))
    }

    fn encoded_len(&self) -> usize {
        wire::repeated::encoded_len::<Nested, _>(1, &self.products)
            + wire::singular::encoded_len::<Text>(2, &self.next_page_token)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for ListProductsResponse {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::LIST_PRODUCTS_RESPONSE
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.products),
            2 => Some(&self.next_page_token),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.products),
            2 => Some(&mut self.next_page_token),
            _ => None,
        }
    }
}

impl WireMessage for CreateProductRequest {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::optional::encode::<Nested>(1, &self.product, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::optional::merge::<Nested>(&mut self.product, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::CREATE_PRODUCT_REQUEST, number))
    }

    fn encoded_len(&self) -> usize {
        wire::optional::encoded_len::<Nested>(1, &self.product)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for CreateProductRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::CREATE_PRODUCT_REQUEST
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.product),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.product),
            _ => None,
        }
    }
}

impl WireMessage for UpdateProductRequest {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::optional::encode::<Nested>(1, &self.product, buf);
        wire::optional::encode::<Nested>(2, &self.update_mask, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::optional::merge::<Nested>(&mut self.product, wire_type, buf, context),
            2 => wire::optional::merge::<Nested>(&mut self.update_mask, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::UPDATE_PRODUCT_REQUEST, number))
    }

    fn encoded_len(&self) -> usize {
        wire::optional::encoded_len::<Nested>(1, &self.product)
            + wire::optional::encoded_len::<Nested>(2, &self.update_mask)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for UpdateProductRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::UPDATE_PRODUCT_REQUEST
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.product),
            2 => Some(&self.update_mask),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.product),
            2 => Some(&mut self.update_mask),
            _ => None,
        }
    }
}

impl WireMessage for DeleteProductRequest {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::singular::encode::<Text>(1, &self.id, buf);
        wire::singular::encode::<Text>(2, &self.etag, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::singular::merge::<Text>(&mut self.id, wire_type, buf, context),
            2 => wire::singular::merge::<Text>(&mut self.etag, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::DELETE_PRODUCT_REQUEST, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Text>(1, &self.id)
            + wire::singular::encoded_len::<Text>(2, &self.etag)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for DeleteProductRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::DELETE_PRODUCT_REQUEST
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.id),
            2 => Some(&self.etag),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.id),
            2 => Some(&mut self.etag),
            _ => None,
        }
    }
}

impl Enumeration for ProductStatus {
    const DESCRIPTOR: &'static EnumDescriptor = &descriptors::PRODUCT_STATUS;

    fn from_number(number: i32) -> Self {
        match number {
            0 => Self::Unspecified,
            1 => Self::Draft,
            2 => Self::Active,
            3 => Self::Archived,
            unrecognized => Self::Unrecognized(unrecognized),
        }
    }

    fn number(self) -> i32 {
        match self {
            Self::Unspecified => 0,
            Self::Draft => 1,
            Self::Active => 2,
            Self::Archived => 3,
            Self::Unrecognized(number) => number,
        }
    }
}
