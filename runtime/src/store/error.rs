//! How stores fail.

use tonic_types::{ErrorDetails, StatusExt as _};

use super::EntityDescriptor;
use crate::rpc::{Code, FieldViolation, Reason, Status};

/// How a backend failed.
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
    #[error("the transaction met others too often: {0}")]
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
}

impl From<StoreError> for Status {
    fn from(error: StoreError) -> Self {
        Self::new(error.code(), error.to_string())
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
