//! The rules of `shop.type.v1`, as Rust.
//!
//! Generated from `proto/shop/type/v1/image.proto` and `proto/shop/type/v1/money.proto` by `counterpart generate`. Do not edit.

use counterpart::validate::{Check, Pattern, Validate};

use crate::messages::{Image, Money};

static MONEY_CURRENCY: Pattern = Pattern::new("^[A-Z]{3}$");

impl Validate for Image {
    fn validate(&self, check: &mut Check) {
        check.field("url", &self.url).min_len(1).max_len(2048);
        check.field("alt_text", &self.alt_text).max_len(300);
        check.field("width", &self.width).lte(20_000);
        check.field("height", &self.height).lte(20_000);
    }
}

impl Validate for Money {
    fn validate(&self, check: &mut Check) {
        check.field("currency", &self.currency).pattern(&MONEY_CURRENCY);
    }
}
