//! The messages of `shop.type.v1`.
//!
//! Generated from `proto/shop/type/v1/image.proto` and `proto/shop/type/v1/money.proto` by `counterpart generate`. Do not edit.

/// A picture, as a browser needs it.
#[derive(Clone, Default, PartialEq)]
pub struct Image {
    /// Where the picture is: an absolute `https` address or a path of the shop.
    pub url: String,
    /// What the picture shows, for people who don't see it.
    pub alt_text: String,
    /// In pixels. Lets a page keep the room free while the picture loads.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

counterpart::message::text_forms!(Image);

/// An amount of money, exact to the smallest unit of its currency.
#[derive(Clone, Default, PartialEq)]
pub struct Money {
    /// ISO 4217, such as `EUR`.
    pub currency: String,
    /// The amount in the currency's minor unit: cents for `EUR`, yen for `JPY`.
    pub minor_units: i64,
}

counterpart::message::text_forms!(Money);
counterpart::money::amount!(Money, minor_units, currency);
