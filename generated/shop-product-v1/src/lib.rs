//! The contract `shop.product.v1`: what everyone may know of it.
//!
//! `ProductService`: The products of the shop.
//!
//! | method | access | timeout | safe to retry | route |
//! | --- | --- | --- | --- | --- |
//! | [`get_product`](ProductClient::get_product) | public | 2 s | yes | `GET /v1/products/{id}` |
//! | [`list_products`](ProductClient::list_products) | public | 5 s | yes | `GET /v1/products` |
//! | [`create_product`](ProductClient::create_product) | public | 5 s | no | `POST /v1/products` |
//! | [`update_product`](ProductClient::update_product) | public | 5 s | no | `PATCH /v1/products/{product.id}` |
//! | [`delete_product`](ProductClient::delete_product) | public | 5 s | no | `DELETE /v1/products/{id}` |
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

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

pub use client::ProductClient;
pub use ids::shop_product_v1::ProductId;
pub use messages::{
    CreateProductRequest, DeleteProductRequest, GetProductRequest, ListProductsRequest,
    ListProductsResponse, Product, ProductStatus, UpdateProductRequest,
};
pub use routes::routes;
pub use stub::ProductStub;

/// Identifies this version of the contract: a digest of its proto files.
pub const FINGERPRINT: u64 = 0x5b4d_639e_24b6_9dc1;
