//! Benchmarks of the platform beside what can be written by hand.

fn main() {}
