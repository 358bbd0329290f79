//! The shop as its users meet it: real processes, reached through the gateway.
//!
//! The scenarios know nothing of buses and stores. `embedded` runs them on one
//! process without servers, `servers` on one process per service with RabbitMQ
//! and MongoDB in between. `lifecycle` and `outages` start, end and break parts
//! of it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backing;
mod embedded;
mod http;
mod lifecycle;
mod outages;
mod process;
mod running;
mod scenarios;
mod servers;
