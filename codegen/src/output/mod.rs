//! What a run of the generator writes, and what it finds when it only looks.

mod compare;
mod files;
mod format;
mod sums;
mod workspace;
mod write;

pub use compare::{Change, State, compare};
pub use files::{Content, Files};
pub use format::format;
pub use sums::Sums;
pub use workspace::Gaps;
pub use write::write;
pub(crate) use write::{named, write_file};
