//! What the gateway promises, over the bus inside the process.

mod browsers;
mod builtin;
mod connect;
mod grpc;
mod grpc_web;
mod library;
mod limits;
mod probe;
mod rest;
mod startup;
