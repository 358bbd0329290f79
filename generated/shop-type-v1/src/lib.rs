//! The contract `shop.type.v1`: what everyone may know of it.
//!
//! Generated from `proto/shop/type/v1/image.proto` and `proto/shop/type/v1/money.proto` by `counterpart generate`. Do not edit.

#![forbid(unsafe_code)]

mod codec;
pub mod descriptors;
mod fresh;
mod messages;
mod validate;

pub use messages::{Image, Money};

/// Identifies this version of the contract: a digest of its proto files.
pub const FINGERPRINT: u64 = 0xe03b_085d_f95f_fafc;
