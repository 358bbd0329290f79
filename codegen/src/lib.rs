//! The generator: reads contracts, checks them, renders crates.
//!
//! | module | does |
//! | --- | --- |
//! | [`project`] | says which contracts there are and where their code goes |
//! | [`read`] | compiles the `.proto` files and builds the model |
//! | [`model`] | holds what contracts say, as plain data in their own words |
//! | `names` | says what the parts of a contract are called elsewhere |
//! | [`check`] | finds what contracts say and can't mean |
//! | [`lock`] | keeps what stored data and running systems rely on |
//! | [`render`] | makes crates of the model |
//! | [`output`] | formats, compares and writes files |
//! | [`diagnostic`], [`locate`] | tell people what is wrong, and where |
//!
//! [`generate`] runs all of it.

pub mod check;
pub mod diagnostic;
mod digest;
mod generate;
pub mod locate;
pub mod lock;
pub mod model;
mod names;
pub mod output;
pub mod project;
pub mod read;
pub mod render;
mod slashed;

pub use generate::{Mode, Outcome, generate};
