//! How stores fail.

use tonic_types::{ErrorDetails, StatusExt as _};

use super::EntityDescriptor;
use crate::rpc::{Code, FieldViolation, Reason, Status};

/// How a backend failed.
///
/// What the texts tell is the operator's: a database speaks of its servers, its
/// files and its statements. Callers get [`to_status`](StoreError::to_status).
#[derive(Clone, Debug, thiserror::Error)]
pub(super) enum StoreError {
    /// The database can't be reached; nothing happened.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The database won't have this user.
    #[error("the database refuses the login: {0}")]
    Refused(String),
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// The time of the call is over.
    #[error("the database did not answer in time")]
    DeadlineExceeded,
    /// A write may or may not have happened.
    #[error("the write may or may not have happened: {0}")]
    MayHaveHappened(String),
    /// Others wrote the same documents again and again.
    #[error("others wrote the same documents too often: {0}")]
    Contention(String),
    /// The id or the value of a unique index is taken.
    #[error("{taken} is taken")]
    Taken {
        /// Which of the writes it was.
        write: usize,
        /// What is taken.
        taken: Taken,
    },
    /// There is no document with the id and the etag that a write names.
    #[error("there is no such document, or it has another etag")]
    NoMatch {
        /// Which of the writes it was.
        write: usize,
    },
    /// What is asked for can't be stored or compared.
    #[error("{0}")]
    Invalid(String),
    /// A limit of the database: its disk, the size of a document.
    #[error("{0}")]
    Exhausted(String),
    /// What the database holds isn't what the contract says.
    #[error("{0}")]
    Mismatch(String),
    /// A stored document can't be read.
    #[error("{0}")]
    Unreadable(String),
    /// A mistake of this program.
    #[error("{0}")]
    Internal(String),
}

/// What a new document can't have because another one has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// The id.
    Id,
    /// The values of the index with this name.
    Index(String),
}

impl std::fmt::Display for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id => f.write_str("the id"),
            Self::Index(name) => write!(f, "the value of the unique index {name}"),
        }
    }
}

impl StoreError {
    /// Which of several writes failed, if it is known.
    pub(super) fn write(&self) -> Option<usize> {
        match self {
            Self::Taken { write, .. } | Self::NoMatch { write } => Some(*write),
            _ => None,
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::Unavailable(_) | Self::Closed => Code::Unavailable,
            Self::DeadlineExceeded => Code::DeadlineExceeded,
            Self::MayHaveHappened(_) => Code::Unknown,
            Self::Contention(_) | Self::NoMatch { .. } => Code::Aborted,
            Self::Taken { .. } => Code::AlreadyExists,
            Self::Invalid(_) => Code::InvalidArgument,
            Self::Exhausted(_) => Code::ResourceExhausted,
            Self::Mismatch(_) => Code::FailedPrecondition,
            Self::Unreadable(_) => Code::DataLoss,
            Self::Refused(_) | Self::Internal(_) => Code::Internal,
        }
    }

    /// The status for who called the service, who may be anyone: one sentence
    /// for each kind of error, and nothing of what the database said.
    pub(super) fn to_status(&self) -> Status {
        let message = match self {
            Self::Unavailable(_) => "the database is out of reach",
            Self::Refused(_) => "the service may not use its database",
            Self::MayHaveHappened(_) => "the write may or may not have happened",
            Self::Contention(_) => "others write the same entities; try again",
            Self::Exhausted(_) => "the entity is too large, or the database is full",
            Self::Mismatch(_) => "the database isn't what the contract says",
            Self::Unreadable(_) => "what is stored can't be read",
            Self::Internal(_) => "the store failed",
            // These speak of what the caller asked for.
            Self::Closed
            | Self::DeadlineExceeded
            | Self::Taken { .. }
            | Self::NoMatch { .. }
            | Self::Invalid(_) => return self.to_operator_status(),
        };
        Status::new(self.code(), message)
    }

    /// The status for who runs the service, in one line with the reason. For
    /// what happens at the start or in a health check, never in a call.
    pub(super) fn to_operator_status(&self) -> Status {
        let text = self.to_string();
        let words: Vec<&str> = text.split_whitespace().collect();
        Status::new(self.code(), words.join(" "))
    }

    /// Tells the log what [`to_status`](StoreError::to_status) keeps back.
    pub(super) fn log(&self, database: &str, collection: &str, operation: &str) {
        const MESSAGE: &str = "an operation of the store failed";
        match self {
            Self::Closed
            | Self::DeadlineExceeded
            | Self::Taken { .. }
            | Self::NoMatch { .. }
            | Self::Invalid(_) => {}
            Self::Unavailable(_) | Self::MayHaveHappened(_) | Self::Contention(_) => {
                tracing::warn!(database, collection, operation, error = %self, "{MESSAGE}");
            }
            Self::Refused(_)
            | Self::Exhausted(_)
            | Self::Mismatch(_)
            | Self::Unreadable(_)
            | Self::Internal(_) => {
                tracing::error!(database, collection, operation, error = %self, "{MESSAGE}");
            }
        }
    }
}

/// `NOT_FOUND`, with the entity in `google.rpc.ResourceInfo`.
pub(super) fn not_found(entity: &EntityDescriptor, id: &str) -> Status {
    let message = format!("there is no {} {id:?}", entity.short_name());
    let details = ErrorDetails::with_resource_info(entity.message.name, id, "", message.clone());
    Status::with_error_details(Code::NotFound, message, details)
}

/// `ALREADY_EXISTS`, with the entity in `google.rpc.ResourceInfo` and a
/// violation of each field whose value is taken.
pub(super) fn already_exists(entity: &EntityDescriptor, taken: &Taken) -> Status {
    let fields = match taken {
        Taken::Id => entity
            .id_field()
            .map(|field| field.name.to_owned())
            .into_iter()
            .collect(),
        Taken::Index(name) => entity.index_fields(name),
    };
    let message = match fields.as_slice() {
        [] => format!("there is such a {} already: {taken}", entity.short_name()),
        fields => format!(
            "there is a {} with the same {} already",
            entity.short_name(),
            fields.join(" and ")
        ),
    };
    let violations = fields
        .into_iter()
        .map(|field| FieldViolation {
            field,
            description: "is taken".to_owned(),
            reason: "ALREADY_EXISTS".to_owned(),
            localized_message: None,
        })
        .collect::<Vec<_>>();
    let mut details =
        ErrorDetails::with_resource_info(entity.message.name, "", "", message.clone());
    details.set_bad_request(violations);
    Status::with_error_details(Code::AlreadyExists, message, details)
}

/// `ABORTED` with the reason `ETAG_MISMATCH`.
pub(super) fn etag_mismatch(entity: &EntityDescriptor, id: &str) -> Status {
    let message = format!(
        "{} {id:?} was changed by somebody else; read it again",
        entity.short_name()
    );
    Reason::EtagMismatch.status(message)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    /// A log that can be read.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn said(text: &str) -> Vec<StoreError> {
        vec![
            StoreError::Unavailable(text.to_owned()),
            StoreError::Refused(text.to_owned()),
            StoreError::MayHaveHappened(text.to_owned()),
            StoreError::Contention(text.to_owned()),
            StoreError::Exhausted(text.to_owned()),
            StoreError::Mismatch(text.to_owned()),
            StoreError::Unreadable(text.to_owned()),
            StoreError::Internal(text.to_owned()),
        ]
    }

    #[test]
    fn callers_are_not_told_what_the_database_said_and_the_log_is() {
        for error in said("mongo.internal:27017") {
            let status = error.to_status();
            assert!(!status.message().contains("mongo.internal"), "{status}");
            assert!(!status.message().is_empty());

            let log = Log::default();
            let writer = log.clone();
            let subscriber = tracing_subscriber::fmt()
                .with_writer(move || writer.clone())
                .finish();
            tracing::subscriber::with_default(subscriber, || {
                error.log("product", "products", "get");
            });
            let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
            for word in ["mongo.internal:27017", "product", "products", "get"] {
                assert!(log.contains(word), "{word} is missing in {log:?}");
            }
        }
    }

    #[test]
    fn operators_are_told_what_the_database_said_in_one_line() {
        for error in said("no primary\n  at mongo.internal:27017") {
            let status = error.to_operator_status();
            assert!(
                status
                    .message()
                    .ends_with("no primary at mongo.internal:27017"),
                "{status}"
            );
            assert_eq!(status.code(), error.to_status().code());
        }
    }
}
