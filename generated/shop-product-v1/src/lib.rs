//! The contract `shop.product.v1`: what everyone may know of it.
//!
//! | client | methods | is |
//! | --- | --- | --- |
//! | [`ProductClient`] | 5 | The products of the shop |
//!
//! | entity | stored in | is |
//! | --- | --- | --- |
//! | [`Product`] | `products` | Something that can be bought |
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
