//! What a run of the generator writes, and what it finds when it only looks.

mod compare;
mod files;
mod format;
mod sums;
mod workspace;
mod write;

pub use compare::{Change, State};
pub(crate) use compare::{collect, compare};
pub use files::{Content, Files};
pub use format::format;
pub(crate) use sums::{Sums, digest};
pub use workspace::Gaps;
pub(crate) use write::{named, write, write_durably, write_file};
