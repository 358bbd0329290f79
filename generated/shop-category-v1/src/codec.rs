//! How the messages of `shop.category.v1` are written and read.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::message::{Message, MessageDescriptor, Value};
use counterpart::wire::{
    self, Buf, BufMut, DecodeContext, DecodeError, Int32, Nested, Text, WireMessage, WireType,
};

use crate::descriptors;
use crate::messages::{
    Category, CreateCategoryRequest, DeleteCategoryRequest, GetCategoryRequest,
    ListCategoriesRequest, ListCategoriesResponse, MoveCategoryRequest, UpdateCategoryRequest,
};

impl WireMessage for Category {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::singular::encode::<Text>(1, &self.id, buf);
        wire::singular::encode::<Text>(2, &self.slug, buf);
        wire::singular::encode::<Text>(3, &self.title, buf);
        wire::singular::encode::<Text>(4, &self.parent_id, buf);
        wire::repeated::encode::<Text, _>(5, &self.ancestor_ids, buf);
        wire::singular::encode::<Int32>(6, &self.position, buf);
        wire::optional::encode::<Nested>(7, &self.create_time, buf);
        wire::optional::encode::<Nested>(8, &self.update_time, buf);
        wire::singular::encode::<Text>(9, &self.etag, buf);
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
            4 => wire::singular::merge::<Text>(&mut self.parent_id, wire_type, buf, context),
            5 => wire::repeated::merge::<Text, _>(&mut self.ancestor_ids, wire_type, buf, context),
            6 => wire::singular::merge::<Int32>(&mut self.position, wire_type, buf, context),
            7 => wire::optional::merge::<Nested>(&mut self.create_time, wire_type, buf, context),
            8 => wire::optional::merge::<Nested>(&mut self.update_time, wire_type, buf, context),
            9 => wire::singular::merge::<Text>(&mut self.etag, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::CATEGORY, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Text>(1, &self.id)
            + wire::singular::encoded_len::<Text>(2, &self.slug)
            + wire::singular::encoded_len::<Text>(3, &self.title)
            + wire::singular::encoded_len::<Text>(4, &self.parent_id)
            + wire::repeated::encoded_len::<Text, _>(5, &self.ancestor_ids)
            + wire::singular::encoded_len::<Int32>(6, &self.position)
            + wire::optional::encoded_len::<Nested>(7, &self.create_time)
            + wire::optional::encoded_len::<Nested>(8, &self.update_time)
            + wire::singular::encoded_len::<Text>(9, &self.etag)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for Category {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::CATEGORY
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.id),
            2 => Some(&self.slug),
            3 => Some(&self.title),
            4 => Some(&self.parent_id),
            5 => Some(&self.ancestor_ids),
            6 => Some(&self.position),
            7 => Some(&self.create_time),
            8 => Some(&self.update_time),
            9 => Some(&self.etag),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.id),
            2 => Some(&mut self.slug),
            3 => Some(&mut self.title),
            4 => Some(&mut self.parent_id),
            5 => Some(&mut self.ancestor_ids),
            6 => Some(&mut self.position),
            7 => Some(&mut self.create_time),
            8 => Some(&mut self.update_time),
            9 => Some(&mut self.etag),
            _ => None,
        }
    }
}

impl WireMessage for GetCategoryRequest {
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
        .map_err(wire::in_field(&descriptors::GET_CATEGORY_REQUEST, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Text>(1, &self.id)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for GetCategoryRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::GET_CATEGORY_REQUEST
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

impl WireMessage for ListCategoriesRequest {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::singular::encode::<Int32>(1, &self.page_size, buf);
        wire::singular::encode::<Text>(2, &self.page_token, buf);
        wire::singular::encode::<Text>(3, &self.order_by, buf);
        wire::optional::encode::<Text>(4, &self.parent_id, buf);
        wire::repeated::encode::<Text, _>(5, &self.ancestor_ids, buf);
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
            4 => wire::optional::merge::<Text>(&mut self.parent_id, wire_type, buf, context),
            5 => wire::repeated::merge::<Text, _>(&mut self.ancestor_ids, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::LIST_CATEGORIES_REQUEST, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Int32>(1, &self.page_size)
            + wire::singular::encoded_len::<Text>(2, &self.page_token)
            + wire::singular::encoded_len::<Text>(3, &self.order_by)
            + wire::optional::encoded_len::<Text>(4, &self.parent_id)
            + wire::repeated::encoded_len::<Text, _>(5, &self.ancestor_ids)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for ListCategoriesRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::LIST_CATEGORIES_REQUEST
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.page_size),
            2 => Some(&self.page_token),
            3 => Some(&self.order_by),
            4 => Some(&self.parent_id),
            5 => Some(&self.ancestor_ids),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.page_size),
            2 => Some(&mut self.page_token),
            3 => Some(&mut self.order_by),
            4 => Some(&mut self.parent_id),
            5 => Some(&mut self.ancestor_ids),
            _ => None,
        }
    }
}

impl WireMessage for ListCategoriesResponse {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::repeated::encode::<Nested, _>(1, &self.categories, buf);
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
            1 => wire::repeated::merge::<Nested, _>(&mut self.categories, wire_type, buf, context),
            2 => wire::singular::merge::<Text>(&mut self.next_page_token, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::LIST_CATEGORIES_RESPONSE, number))
    }

    fn encoded_len(&self) -> usize {
        wire::repeated::encoded_len::<Nested, _>(1, &self.categories)
            + wire::singular::encoded_len::<Text>(2, &self.next_page_token)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for ListCategoriesResponse {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::LIST_CATEGORIES_RESPONSE
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.categories),
            2 => Some(&self.next_page_token),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.categories),
            2 => Some(&mut self.next_page_token),
            _ => None,
        }
    }
}

impl WireMessage for CreateCategoryRequest {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::optional::encode::<Nested>(1, &self.category, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::optional::merge::<Nested>(&mut self.category, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::CREATE_CATEGORY_REQUEST, number))
    }

    fn encoded_len(&self) -> usize {
        wire::optional::encoded_len::<Nested>(1, &self.category)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for CreateCategoryRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::CREATE_CATEGORY_REQUEST
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.category),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.category),
            _ => None,
        }
    }
}

impl WireMessage for UpdateCategoryRequest {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::optional::encode::<Nested>(1, &self.category, buf);
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
            1 => wire::optional::merge::<Nested>(&mut self.category, wire_type, buf, context),
            2 => wire::optional::merge::<Nested>(&mut self.update_mask, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::UPDATE_CATEGORY_REQUEST, number))
    }

    fn encoded_len(&self) -> usize {
        wire::optional::encoded_len::<Nested>(1, &self.category)
            + wire::optional::encoded_len::<Nested>(2, &self.update_mask)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for UpdateCategoryRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::UPDATE_CATEGORY_REQUEST
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.category),
            2 => Some(&self.update_mask),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.category),
            2 => Some(&mut self.update_mask),
            _ => None,
        }
    }
}

impl WireMessage for MoveCategoryRequest {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::singular::encode::<Text>(1, &self.id, buf);
        wire::singular::encode::<Text>(2, &self.parent_id, buf);
        wire::optional::encode::<Int32>(3, &self.position, buf);
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
            2 => wire::singular::merge::<Text>(&mut self.parent_id, wire_type, buf, context),
            3 => wire::optional::merge::<Int32>(&mut self.position, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(wire::in_field(&descriptors::MOVE_CATEGORY_REQUEST, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Text>(1, &self.id)
            + wire::singular::encoded_len::<Text>(2, &self.parent_id)
            + wire::optional::encoded_len::<Int32>(3, &self.position)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for MoveCategoryRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::MOVE_CATEGORY_REQUEST
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.id),
            2 => Some(&self.parent_id),
            3 => Some(&self.position),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.id),
            2 => Some(&mut self.parent_id),
            3 => Some(&mut self.position),
            _ => None,
        }
    }
}

impl WireMessage for DeleteCategoryRequest {
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
        .map_err(wire::in_field(&descriptors::DELETE_CATEGORY_REQUEST, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Text>(1, &self.id)
            + wire::singular::encoded_len::<Text>(2, &self.etag)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for DeleteCategoryRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &descriptors::DELETE_CATEGORY_REQUEST
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
