//! Why a process can't start or go on.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::bus::BusError;
use crate::identity::KeysError;
use crate::rpc::{Code, Status};
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
    /// A setting is given in two ways.
    #[error("{flag} and {flag}-file are both given, as flags or as variables: use one of them")]
    Twice {
        /// The flag that gives it directly.
        flag: &'static str,
    },
    /// A file that holds a setting can't be read.
    #[error("{} can't be read: {error}", .path.display())]
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
    /// The keys that verify users' tokens can't be read.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The bus can't be opened, or nothing can be served on it.
    #[error(transparent)]
    Bus(#[from] BusError),
    /// The store can't be opened, or is not what the contract says.
    #[error("store: {}", .0.message())]
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
    #[error("health and metrics can't listen on {address}: {error}; --http names another address")]
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
    /// Calls still ran when the time to finish them was over.
    #[error("{name} broke off {calls} calls that did not finish within {}", human(*.timeout))]
    Interrupted {
        /// The name of the service.
        name: String,
        /// How many.
        calls: usize,
        /// How long all of the process had to finish.
        timeout: Duration,
    },
    /// Services or tasks did not stop when they were told to.
    #[error("{names} did not stop within {}", human(*.timeout))]
    Stuck {
        /// Their names.
        names: String,
        /// How long all of the process had to finish.
        timeout: Duration,
    },
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

impl ServiceError {
    /// The code that a process ends with: 2 if it was told something that can't
    /// be, otherwise 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Missing { .. }
            | Self::Twice { .. }
            | Self::SettingFile { .. }
            | Self::Log(_)
            | Self::Keys(_)
            | Self::Bus(BusError::Url { .. }) => 2,
            Self::Store(status) if status.code() == Code::InvalidArgument => 2,
            _ => 1,
        }
    }
}

fn human(duration: Duration) -> String {
    format!("{} s", duration.as_secs())
}
