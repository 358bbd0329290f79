//! What can be seen of a process from outside: its log and its metrics.

mod log;
mod metrics;

pub use log::{LogError, LogFormat, LogSettings};
pub use metrics::Metrics;
