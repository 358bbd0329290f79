//! The rules, by the type of field that they are asked of.

mod any;
mod bytes;
mod comparable;
mod enumeration;
mod field_mask;
mod form;
mod list;
mod map;
mod nested;
mod ordered;
mod text;

pub use comparable::Comparable;
pub use ordered::Ordered;
