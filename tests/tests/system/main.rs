//! The shop as its users meet it: real processes, reached through the gateway.
//!
//! The scenarios know nothing of buses and stores. `embedded` runs them on one
//! process without servers, `servers` on one process per service with RabbitMQ
//! and MongoDB in between.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod embedded;
mod running;
mod scenarios;
mod servers;
