//! SQLite's errors in the terms of all stores.

use rusqlite::{Error, ErrorCode, ffi};

use crate::store::StoreError;
use crate::store::error::Taken;

/// What an error means for a read.
pub(super) fn of_read(error: &Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => StoreError::DeadlineExceeded,
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::CannotOpen
            | ErrorCode::SystemIoFailure,
        ) => StoreError::Unavailable(error.to_string()),
        Some(ErrorCode::DiskFull | ErrorCode::TooBig) => StoreError::Exhausted(error.to_string()),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            StoreError::Unreadable(error.to_string())
        }
        _ => StoreError::Internal(error.to_string()),
    }
}

/// What an error of one of several writes means.
pub(super) fn of_write(error: &Error, write: usize) -> StoreError {
    match error {
        Error::SqliteFailure(failure, Some(message))
            if failure.code == ErrorCode::ConstraintViolation =>
        {
            let taken = if failure.extended_code == ffi::SQLITE_CONSTRAINT_PRIMARYKEY {
                Some(Taken::Id)
            } else {
                index_of(message).map(Taken::Index)
            };
            match taken {
                Some(taken) => StoreError::Taken { write, taken },
                None => StoreError::Internal(message.clone()),
            }
        }
        // The disk failed somewhere between the first page and the last one.
        Error::SqliteFailure(failure, _) if failure.code == ErrorCode::SystemIoFailure => {
            StoreError::MayHaveHappened(error.to_string())
        }
        other => of_read(other),
    }
}

/// The name of the violated index, as the contract has it, from
/// `UNIQUE constraint failed: index 'products.slug'`.
fn index_of(message: &str) -> Option<String> {
    let (_, quoted) = message.split_once("index '")?;
    let (_, name) = quoted.strip_suffix('\'')?.split_once('.')?;
    Some(name.to_owned())
}
