//! What the generator tells people: what is wrong, where, why, and how to mend it.
//!
//! A run gathers everything it finds in a [`Report`], so that people see all
//! errors at once, in the order of files and lines.

mod code;
mod compiler;
mod explain;
mod finding;
mod human;
mod json;
mod meant;
mod report;
mod short;
mod similar;
mod source_code;

pub use code::Code;
pub use finding::{Diagnostic, Severity};
pub use report::Report;
pub(crate) use similar::{did_you_mean, did_you_mean_full};
