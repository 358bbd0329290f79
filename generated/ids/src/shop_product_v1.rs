//! The ids of `shop.product.v1`.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

use counterpart::message::{EntityName, Id};

/// The id of a `shop.product.v1.Product`.
pub type ProductId = Id<Product>;

/// Tells ids of `shop.product.v1.Product` from all others.
#[derive(Debug)]
pub enum Product {}

impl EntityName for Product {
    const NAME: &'static str = "shop.product.v1.Product";
}
