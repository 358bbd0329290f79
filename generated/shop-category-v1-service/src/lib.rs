//! The owner's side of `shop.category.v1`: only the service itself depends on it.
//!
//! Generated from `proto/shop/category/v1/category.proto` by `counterpart generate`. Do not edit.

#![forbid(unsafe_code)]

mod contract;
mod entities;
pub mod fields;
mod repository;
mod service;

pub use contract::CategoryContract;
pub use fields::category;
pub use repository::CategoryRepository;
pub use service::{CategoryServer, CategoryService};
