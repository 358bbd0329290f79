//! The ids of `shop.category.v1`.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

use counterpart::message::{EntityName, Id};

/// The id of a `shop.category.v1.Category`.
pub type CategoryId = Id<Category>;

/// Tells ids of `shop.category.v1.Category` from all others.
#[derive(Debug)]
pub enum Category {}

impl EntityName for Category {
    const NAME: &'static str = "shop.category.v1.Category";
}
