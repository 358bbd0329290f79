//! How a service starts, runs and stops.
//!
//! A service's `main.rs` is one line: [`Host::from_args`] reads flags and
//! environment, and runs the service's `serve` function until the process is
//! told to stop. Several services in one process share a [`Process`]; tests run
//! them on a [`TestBed`]. The service notices no difference.

mod contract;
mod drain;
mod error;
mod health;
mod host;
mod http;
mod launcher;
mod members;
mod process;
mod reach;
mod settings;
mod shutdown;
mod signal;
mod testbed;
mod tokens;

pub use contract::{Contract, Serves};
pub use error::{Result, ServiceError};
pub use host::Host;
pub use launcher::{Launcher, block_on, report};
pub use process::Process;
pub use settings::{BusSettings, RunSettings, Settings, StoreSettings};
pub use shutdown::Shutdown;
pub use signal::Stop;
pub use testbed::{RunningBed, TestBed};
pub use tokens::TokenSettings;
