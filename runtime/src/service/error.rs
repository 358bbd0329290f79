//! Why a process can't start or go on.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::bus::BusError;
use crate::rpc::Status;
use crate::telemetry::LogError;

/// The result of running a service.
pub type Result<T, E = ServiceError> = std::result::Result<T, E>;

/// Why a process can't start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// A setting that has no default is missing.
    #[error("no {what} is given: use {flag}, or set {variable} or {variable}_FILE")]
    Missing {
        /// What is missing.
        what: &'static str,
        /// The flag that gives it.
        flag: &'static str,
        /// The environment variable that gives it.
        variable: &'static str,
    },
    /// A file that holds a setting can't be read.
    #[error("{path} can't be read: {error}")]
    SettingFile {
        /// The path of the file.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: std::io::Error,
    },
    /// The log can't be set up.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The bus can't be opened, or nothing can be served on it.
    #[error(transparent)]
    Bus(#[from] BusError),
    /// The store can't be opened or used.
    #[error("the store can't be used: {}", .0.message())]
    Store(Status),
    /// The store didn't answer in time.
    #[error("the store is not reachable after {}: {}", human(*.waited), .status.message())]
    StoreUnreachable {
        /// How long was waited.
        waited: Duration,
        /// What the last attempt ended with.
        status: Status,
    },
    /// An address can't be listened on.
    #[error("can't listen on {address}: {error}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        #[source]
        error: std::io::Error,
    },
    /// The system refuses what a process needs.
    #[error("the process can't run: {0}")]
    System(#[from] std::io::Error),
    /// A service ended without being told to.
    #[error("{name} ended without being told to")]
    Ended {
        /// The name of the service or task.
        name: String,
    },
    /// A service or a task panicked.
    #[error("{name} panicked")]
    Panicked {
        /// The name of the service or task.
        name: String,
    },
    /// Something else that runs in the process failed.
    #[error("{name}: {error}")]
    Task {
        /// The name of the task.
        name: String,
        /// Why it failed.
        #[source]
        error: Box<dyn std::error::Error + Send + Sync>,
    },
}

fn human(duration: Duration) -> String {
    format!("{} s", duration.as_secs())
}
