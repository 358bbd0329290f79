//! The contract `shop.category.v1`: what everyone may know of it.
//!
//! `CategoryService`: The trees of categories that a shop's products stand in.
//!
//! | method | access | timeout | safe to retry | route |
//! | --- | --- | --- | --- | --- |
//! | [`get_category`](CategoryClient::get_category) | public | 2 s | yes | `GET /v1/categories/{id}` |
//! | [`list_categories`](CategoryClient::list_categories) | public | 5 s | yes | `GET /v1/categories` |
//! | [`create_category`](CategoryClient::create_category) | public | 5 s | no | `POST /v1/categories` |
//! | [`update_category`](CategoryClient::update_category) | public | 5 s | no | `PATCH /v1/categories/{category.id}` |
//! | [`move_category`](CategoryClient::move_category) | public | 5 s | no | `POST /v1/categories/{id}:move` |
//! | [`delete_category`](CategoryClient::delete_category) | public | 5 s | no | `DELETE /v1/categories/{id}` |
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
