//! Traits that only this crate can implement.

/// What a trait asks for that isn't to be implemented outside of the crate.
pub trait Sealed {}
