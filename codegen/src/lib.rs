//! The generator: reads contracts, checks them, renders crates.
