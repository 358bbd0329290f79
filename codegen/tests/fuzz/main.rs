//! The generator never panics, and what it renders is Rust.
//!
//! Random contracts, random changes of the tests' contracts, random option
//! values and random descriptors go through reading, checking and rendering. A
//! run of the tests takes the same few of each, so that it ends soon and fails
//! the same way for everyone. A longer one is asked for by
//!
//! ```sh
//! COUNTERPART_FUZZ_CASES=20000 COUNTERPART_FUZZ_SEED=7 cargo nextest run -p counterpart-codegen --test fuzz
//! ```
//!
//! What is found becomes a case with a name in `finds.rs`.

mod budget;
mod changes;
mod contract;
mod descriptors;
mod finds;
mod names;
mod options;
mod sound;
mod verdict;
