//! The product service: what its contract does not already say.
//!
//! Getting, listing, updating and deleting products follow from
//! `shop.product.v1` alone; that their categories exist is checked before any
//! of this code runs. What is left is the address of a new product.

mod service;
mod slug;

pub use service::{Products, serve};
