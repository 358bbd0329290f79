//! The category service: what its contract does not already say.
//!
//! Getting, listing and updating categories follow from `shop.category.v1`
//! alone; that a parent exists is checked before any of this code runs. What is
//! left keeps the trees right: each category knows its ancestors, and nothing
//! is ever above itself.
//!
//! Whatever puts a child under a category also writes the category, and a move
//! writes the whole subtree. So a change whose ground has shifted under it meets
//! another etag and starts again: a child that comes while its parent is moved or
//! deleted, two moves that would form a circle, two children for one position.
//! Nobody stands above the roots, so two instances that create roots at once may
//! give them one position; lists then order them by id.

mod service;
mod tree;

pub use service::{Categories, serve};
