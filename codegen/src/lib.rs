//! The generator: reads contracts, checks them, renders crates.
//!
//! | module | does |
//! | --- | --- |
//! | [`read`] | compiles the `.proto` files and builds the model |
//! | [`model`] | holds what contracts say, as plain data in their own words |

pub mod model;
pub mod read;
