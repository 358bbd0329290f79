//! What a run of the generator writes.

mod files;

pub use files::{Content, Files};
