//! The whole shop in one binary: every service and the gateway.

fn main() {}
