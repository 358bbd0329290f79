//! What the contract says of each message of `shop.type.v1`, as data.
//!
//! Generated from `proto/shop/type/v1/image.proto` and `proto/shop/type/v1/money.proto` by `counterpart generate`. Do not edit.

use counterpart::message::{FieldDescriptor, Kind, MessageDescriptor};

/// What the contract says of [`Image`](super::Image).
pub static IMAGE: MessageDescriptor = MessageDescriptor::new(
    "shop.type.v1.Image",
    &[
        FieldDescriptor::new(1, "url", "url", Kind::Text),
        FieldDescriptor::new(2, "alt_text", "altText", Kind::Text),
        FieldDescriptor::new(3, "width", "width", Kind::UInt32),
        FieldDescriptor::new(4, "height", "height", Kind::UInt32),
    ],
);

/// What the contract says of [`Money`](super::Money).
pub static MONEY: MessageDescriptor = MessageDescriptor::new(
    "shop.type.v1.Money",
    &[
        FieldDescriptor::new(1, "currency", "currency", Kind::Text),
        FieldDescriptor::new(2, "minor_units", "minorUnits", Kind::Int64),
    ],
);
