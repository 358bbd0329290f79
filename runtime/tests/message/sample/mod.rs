//! Messages with fields of every kind, written as the generator writes them.

mod payment;
pub(crate) mod strategy;

use std::collections::BTreeMap;

use counterpart::message::{
    Bytes, DURATION, Duration, FIELD_MASK, FieldMask, Kind, TIMESTAMP, Timestamp,
};
use counterpart::validate::{Check, Validate};
use counterpart::wire;

use crate::by_hand::{enumeration, message};

pub(crate) use payment::{Card, PAYMENT, Payment, PaymentMethod};

message!(Everything = EVERYTHING "sample.v1.Everything" {
    1 flag "flag": bool = singular(wire::Bool), Kind::Bool;
    2 int32 "int32": i32 = singular(wire::Int32), Kind::Int32;
    3 int64 "int64": i64 = singular(wire::Int64), Kind::Int64;
    4 uint32 "uint32": u32 = singular(wire::UInt32), Kind::UInt32;
    5 uint64 "uint64": u64 = singular(wire::UInt64), Kind::UInt64;
    6 sint32 "sint32": i32 = singular(wire::SInt32), Kind::SInt32;
    7 sint64 "sint64": i64 = singular(wire::SInt64), Kind::SInt64;
    8 fixed32 "fixed32": u32 = singular(wire::Fixed32), Kind::Fixed32;
    9 fixed64 "fixed64": u64 = singular(wire::Fixed64), Kind::Fixed64;
    10 sfixed32 "sfixed32": i32 = singular(wire::SFixed32), Kind::SFixed32;
    11 sfixed64 "sfixed64": i64 = singular(wire::SFixed64), Kind::SFixed64;
    12 float "float": f32 = singular(wire::Float), Kind::Float;
    13 double "double": f64 = singular(wire::Double), Kind::Double;
    14 text "text": String = singular(wire::Text), Kind::Text;
    15 blob "blob": Bytes = singular(wire::Bytes), Kind::Bytes;
    16 color "color": Color = singular(wire::Enum), Kind::Enum(&COLOR);
    17 maybe_number "maybeNumber": Option<i32> = optional(wire::Int32), Kind::Int32, optional();
    18 maybe_text "maybeText": Option<String> = optional(wire::Text), Kind::Text, optional();
    19 child "child": Option<Box<Everything>> = optional(wire::Nested),
        Kind::Message(&EVERYTHING), optional();
    20 numbers "numbers": Vec<i32> = repeated(wire::SInt32, _), Kind::SInt32, repeated();
    21 texts "texts": Vec<String> = repeated(wire::Text, _), Kind::Text, repeated();
    22 colors "colors": Vec<Color> = repeated(wire::Enum, _), Kind::Enum(&COLOR), repeated();
    23 payments "payments": Vec<Payment> = repeated(wire::Nested, _),
        Kind::Message(&PAYMENT), repeated();
    24 blobs "blobs": Vec<Bytes> = repeated(wire::Bytes, _), Kind::Bytes, repeated();
    25 doubles "doubles": Vec<f64> = repeated(wire::Double, _), Kind::Double, repeated();
    26 names "names": BTreeMap<String, String> = map(wire::Text, wire::Text),
        Kind::Text, map(Kind::Text);
    27 counts "counts": BTreeMap<i64, u64> = map(wire::Int64, wire::UInt64),
        Kind::UInt64, map(Kind::Int64);
    28 by_flag "byFlag": BTreeMap<bool, Color> = map(wire::Bool, wire::Enum),
        Kind::Enum(&COLOR), map(Kind::Bool);
    29 by_number "byNumber": BTreeMap<u32, Payment> = map(wire::UInt32, wire::Nested),
        Kind::Message(&PAYMENT), map(Kind::UInt32);
    30 time "time": Option<Timestamp> = optional(wire::Nested), Kind::Message(&TIMESTAMP), optional();
    31 duration "duration": Option<Duration> = optional(wire::Nested),
        Kind::Message(&DURATION), optional();
    32 mask "mask": Option<FieldMask> = optional(wire::Nested), Kind::Message(&FIELD_MASK), optional();
    33 payment "payment": Option<Payment> = optional(wire::Nested), Kind::Message(&PAYMENT), optional();
});

message!(Place = PLACE "sample.v1.Place" {
    1 room "room": String = singular(wire::Text), Kind::Text;
    2 floor "floor": i32 = singular(wire::Int32), Kind::Int32, immutable();
    3 visits "visits": i64 = singular(wire::Int64), Kind::Int64, output_only();
});

message!(Shelf = SHELF "sample.v1.Shelf" {
    1 id "id": String = singular(wire::Text), Kind::Text, identifier();
    2 title "title": String = singular(wire::Text), Kind::Text;
    3 code "code": String = singular(wire::Text), Kind::Text, immutable();
    4 place "place": Option<Place> = optional(wire::Nested), Kind::Message(&PLACE), optional();
    5 tags "tags": Vec<String> = repeated(wire::Text, _), Kind::Text, repeated();
    6 labels "labels": BTreeMap<String, Place> = map(wire::Text, wire::Nested),
        Kind::Message(&PLACE), map(Kind::Text);
    7 past_places "pastPlaces": Vec<Place> = repeated(wire::Nested, _),
        Kind::Message(&PLACE), repeated();
    8 payment "payment": Option<Payment> = optional(wire::Nested), Kind::Message(&PAYMENT), optional();
    9 create_time "createTime": Option<Timestamp> = optional(wire::Nested),
        Kind::Message(&TIMESTAMP), optional(), output_only();
    10 etag "etag": String = singular(wire::Text), Kind::Text;
});

message!(CreateShelfRequest = CREATE_SHELF_REQUEST "sample.v1.CreateShelfRequest" {
    1 shelf "shelf": Option<Shelf> = optional(wire::Nested), Kind::Message(&SHELF), optional();
});

message!(UpdateShelfRequest = UPDATE_SHELF_REQUEST "sample.v1.UpdateShelfRequest" {
    1 shelf "shelf": Option<Shelf> = optional(wire::Nested), Kind::Message(&SHELF), optional(),
        masked_by("update_mask");
    2 update_mask "updateMask": Option<FieldMask> = optional(wire::Nested),
        Kind::Message(&FIELD_MASK), optional();
});

impl Validate for Everything {
    fn validate(&self, check: &mut Check) {
        check.field("child", &self.child).nested();
        check.field("payments", &self.payments).each_nested();
        check
            .field("by_number", &self.by_number)
            .each_value_nested();
        check.field("payment", &self.payment).nested();
    }
}

impl Validate for Place {
    fn validate(&self, check: &mut Check) {
        check.field("room", &self.room).required().max_len(5);
        check.field("floor", &self.floor).gte(0);
        check.field("visits", &self.visits).gte(1);
    }
}

impl Validate for Shelf {
    fn validate(&self, check: &mut Check) {
        check.field("id", &self.id).required();
        check.field("title", &self.title).required().max_len(10);
        check.field("code", &self.code).required();
        check.field("place", &self.place).required().nested();
        check.field("tags", &self.tags).unique();
        check.field("labels", &self.labels).each_value_nested();
        check.field("past_places", &self.past_places).each_nested();
        check.field("payment", &self.payment).nested();
        check.field("create_time", &self.create_time).required();
    }
}

impl Validate for CreateShelfRequest {
    fn validate(&self, check: &mut Check) {
        check.field("shelf", &self.shelf).required().nested_input();
    }
}

impl Validate for UpdateShelfRequest {
    fn validate(&self, check: &mut Check) {
        check
            .field("shelf", &self.shelf)
            .required()
            .nested_masked("update_mask", &self.update_mask);
        check.field("update_mask", &self.update_mask).required();
    }
}

enumeration!(Color = COLOR "sample.v1.Color" {
    0 Unspecified "COLOR_UNSPECIFIED";
    1 Red "COLOR_RED";
    2 Blue "COLOR_BLUE";
});
