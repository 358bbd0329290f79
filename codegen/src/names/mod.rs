//! How names of a contract are written elsewhere: in Rust, on the wire, in
//! stores.
//!
//! Rendering writes these names, and checks find those that would meet; both
//! ask here, so that they can't disagree.

mod apart;
mod case;
mod items;
mod rust;
mod well_known;

pub(crate) use apart::tell_apart;
pub(crate) use case::{plural, screaming, snake, upper_camel};
pub(crate) use items::{
    accessor, enum_name, field_name, function, index_name, member_variant, method_constant,
    oneof_name, oneof_type, or_default, service_constant, service_type, trait_name, type_name,
    variant,
};
pub(crate) use rust::{circle_crate, ident, package_crate, package_module, plain};
pub(crate) use well_known::well_known;
