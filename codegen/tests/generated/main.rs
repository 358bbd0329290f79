//! What the generator makes of small contracts, one per promise.
//!
//! The contracts are in `tests/contracts`. Their crates are shown by snapshots
//! ([`snapshots`]), compile without warnings, and agree with prost on every byte
//! ([`crates`]), for which the shop's contracts are there too.

mod conformance;
mod crates;
mod formatted;
mod misuse;
mod reflection;
mod rendered;
mod snapshots;
mod theirs;
mod workspace;
