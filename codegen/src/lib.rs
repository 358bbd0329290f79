//! The generator: reads contracts, checks them, renders crates.
//!
//! | module | does |
//! | --- | --- |
//! | [`read`] | compiles the `.proto` files and builds the model |
//! | [`model`] | holds what contracts say, as plain data in their own words |
//! | [`render`] | makes crates of it |

mod digest;
pub mod lock;
pub mod model;
pub mod output;
pub mod read;
pub mod render;
