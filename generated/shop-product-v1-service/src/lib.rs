//! The owner's side of `shop.product.v1`: only the service itself depends on it.
//!
//! Generated from `proto/shop/product/v1/product.proto` by `counterpart generate`. Do not edit.

#![forbid(unsafe_code)]

mod contract;
mod entities;
pub mod fields;
mod repository;
mod service;

pub use contract::ProductContract;
pub use fields::product;
pub use repository::ProductRepository;
pub use service::{ProductServer, ProductService};
