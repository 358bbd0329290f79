//! The messages of `shop.type.v1`.
//!
//! Generated from `proto/shop/type/v1/image.proto` and `proto/shop/type/v1/money.proto` by `counterpart generate`. Do not edit.

/// A picture, as a browser needs it.
#[derive(Clone, Default, PartialEq)]
pub struct Image {
    /// Where the picture is: an absolute `https` address or a path of the shop.
    ///
    /// At least 1 character · at most 2048 characters
    pub url: String,
    /// What the picture shows, for people who don't see it.
    ///
    /// At most 300 characters
    pub alt_text: String,
    /// In pixels. Lets a page keep the room free while the picture loads.
    ///
    /// At most 20,000
    pub width: u32,
    /// In pixels.
    ///
    /// At most 20,000
    pub height: u32,
}

counterpart::message::text_forms!(Image);

/// An amount of money, exact to the smallest unit of its currency.
#[derive(Clone, Default, PartialEq)]
pub struct Money {
    /// ISO 4217, such as `EUR`.
    ///
    /// Matches `^[A-Z]{3}$`
    pub currency: String,
    /// The amount in the currency's minor unit: cents for `EUR`, yen for `JPY`.
    pub minor_units: i64,
}

counterpart::message::text_forms!(Money);
counterpart::money::amount!(Money, minor_units, currency);
