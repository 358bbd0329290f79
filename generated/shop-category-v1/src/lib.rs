//! The contract `shop.category.v1`: what everyone may know of it.
//!
//! | client | methods | is |
//! | --- | --- | --- |
//! | [`CategoryClient`] | 6 | The trees of categories that a shop's products stand in |
//!
//! | entity | stored in | is |
//! | --- | --- | --- |
//! | [`Category`] | `categories` | A shelf of the shop. Categories form trees: each has at most one parent and any number of ordered children |
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

#![forbid(unsafe_code)]

mod client;
mod codec;
pub mod descriptors;
mod fresh;
mod messages;
pub mod methods;
mod routes;
mod stub;
mod validate;

pub use client::CategoryClient;
pub use ids::shop_category_v1::CategoryId;
pub use messages::{
    Category, CreateCategoryRequest, DeleteCategoryRequest, GetCategoryRequest,
    ListCategoriesRequest, ListCategoriesResponse, MoveCategoryRequest, UpdateCategoryRequest,
};
pub use routes::routes;
pub use stub::CategoryStub;

/// Identifies this version of the contract: a digest of its proto files.
pub const FINGERPRINT: u64 = 0xcc2c_9713_d583_9ab9;
