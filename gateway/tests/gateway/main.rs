//! What the gateway promises, over the bus inside the process.

mod access;
mod browsers;
mod builtin;
#[path = "../../../runtime/tests/by_hand/macros.rs"]
mod by_hand;
mod connect;
mod grpc;
mod grpc_web;
mod library;
mod limits;
mod probe;
mod rates;
mod rest;
mod startup;
