//! Taking out of an `Option` what a contract requires.

use crate::rpc::{Result, Status};

/// Takes a value that the contract requires.
///
/// A request that reaches a handler was checked, so a required field is there.
/// Rust's type still says that it may be absent, because it may be on the wire.
pub trait Required<T> {
    /// The value. `INVALID_ARGUMENT` if it is absent.
    fn required(self) -> Result<T>;
}

impl<T> Required<T> for Option<T> {
    fn required(self) -> Result<T> {
        self.ok_or_else(|| {
            let name = std::any::type_name::<T>();
            let short = name.rsplit("::").next().unwrap_or(name);
            Status::invalid_argument(format!("the request lacks a required {short}"))
        })
    }
}
