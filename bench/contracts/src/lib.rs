//! Contracts of any size, shaped as people write them, for the benchmarks.
//!
//! A file holds one entity with a service of the five standard methods; ten of
//! them make a package. Each entity has ten fields with rules, three indexes,
//! an enum, and a reference to an entity of the package before. That makes
//! [`MESSAGES_PER_ENTITY`] messages.
//!
//! [`peers`] generates what others make of the same contracts.

mod contracts;
mod files;
pub mod peers;

pub use contracts::{Contracts, ENTITIES_PER_PACKAGE, Edit, MESSAGES_PER_ENTITY};
