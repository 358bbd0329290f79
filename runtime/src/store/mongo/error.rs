//! The driver's errors in the terms of all stores.

use mongodb::error::{CommandError, Error, ErrorKind, WriteFailure};

use crate::store::StoreError;
use crate::store::error::Taken;

/// `DuplicateKey`
pub(super) const DUPLICATE: i32 = 11000;

/// `MaxTimeMSExpired`, `ExceededTimeLimit`
const TIME_OVER: [i32; 2] = [50, 262];

/// `NotWritablePrimary`, `NotPrimaryNoSecondaryOk`, `NotPrimaryOrSecondary`,
/// `PrimarySteppedDown`, `ShutdownInProgress`, `InterruptedDueToReplStateChange`
const NO_PRIMARY: [i32; 6] = [10107, 13435, 13436, 189, 91, 11602];

/// `BSONObjectTooLarge` and what servers of some versions say instead.
const TOO_LARGE: [i32; 3] = [10334, 17419, 17420];

/// `WriteConflict`
const CONFLICT: i32 = 112;

/// What an error means for an operation that changes nothing.
pub(super) fn of_read(error: &Error) -> StoreError {
    match error.kind.as_ref() {
        // The driver's text repeats all that it knows of all servers.
        ErrorKind::ServerSelection { .. } => {
            StoreError::Unavailable("no primary answers".to_owned())
        }
        ErrorKind::Io(_)
        | ErrorKind::ConnectionPoolCleared { .. }
        | ErrorKind::DnsResolve { .. } => StoreError::Unavailable(error.kind.to_string()),
        ErrorKind::Authentication { message, .. } => StoreError::Refused(message.clone()),
        ErrorKind::Shutdown => StoreError::Closed,
        ErrorKind::Command(command) => of_command(command),
        ErrorKind::Bson(_) | ErrorKind::InvalidResponse { .. } => {
            StoreError::Unreadable(error.kind.to_string())
        }
        _ => StoreError::Internal(error.kind.to_string()),
    }
}

/// What an error of one of several writes means. The driver has tried a second
/// time already, where that is safe.
pub(super) fn of_write(error: &Error, write: usize) -> StoreError {
    match error.kind.as_ref() {
        ErrorKind::Write(WriteFailure::WriteError(failure)) => {
            of_write_error(failure.code, &failure.message, write)
        }
        ErrorKind::Write(WriteFailure::WriteConcernError(failure)) => {
            StoreError::MayHaveHappened(failure.message.clone())
        }
        // The request may have reached the server, only its answer not us.
        ErrorKind::Io(_) | ErrorKind::ConnectionPoolCleared { .. } => {
            StoreError::MayHaveHappened(error.kind.to_string())
        }
        ErrorKind::Command(command) => match of_command(command) {
            StoreError::Internal(_) if command.code == DUPLICATE => {
                of_write_error(command.code, &command.message, write)
            }
            other => other,
        },
        _ => of_read(error),
    }
}

/// What the server says of one write.
pub(super) fn of_write_error(code: i32, message: &str, write: usize) -> StoreError {
    match code {
        DUPLICATE => match index_of(message) {
            Some("_id_") => StoreError::Taken {
                write,
                taken: Taken::Id,
            },
            Some(name) => StoreError::Taken {
                write,
                taken: Taken::Index(name.to_owned()),
            },
            None => StoreError::Internal(message.to_owned()),
        },
        CONFLICT => StoreError::Contention(message.to_owned()),
        code if TOO_LARGE.contains(&code) => StoreError::Exhausted(message.to_owned()),
        _ => StoreError::Internal(format!("{message} ({code})")),
    }
}

fn of_command(command: &CommandError) -> StoreError {
    let message = command.to_string();
    match command.code {
        code if TIME_OVER.contains(&code) => StoreError::DeadlineExceeded,
        code if NO_PRIMARY.contains(&code) => StoreError::Unavailable(message),
        code if TOO_LARGE.contains(&code) => StoreError::Exhausted(message),
        CONFLICT => StoreError::Contention(message),
        _ => StoreError::Internal(message),
    }
}

/// The name of the violated index, from
/// `E11000 duplicate key error collection: shop.products index: slug dup key: { slug: "soap" }`.
fn index_of(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once(" index: ")?;
    let (name, _) = rest.split_once(" dup key")?;
    Some(name)
}
