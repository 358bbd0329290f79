//! The category service: what its contract does not already say.
//!
//! Getting, listing and updating categories follow from `shop.category.v1`
//! alone; that a parent exists is checked before any of this code runs. What is
//! left keeps the trees right: each category knows its ancestors, and nothing
//! is ever above itself.
//!
//! Whatever changes the children of a category also writes the category, so
//! that of two changes to one place in a tree, the later one meets another etag
//! and starts again from what is there.

mod service;
mod tree;

pub use service::{Categories, serve};
