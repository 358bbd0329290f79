//! How a service starts, runs and stops.

mod contract;

pub use contract::Contract;
