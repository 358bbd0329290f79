//! How calls fail: gRPC codes with details.

use std::collections::HashMap;
use std::time::Duration;

pub use tonic::{Code, Status};
pub use tonic_types::FieldViolation;
use tonic_types::{ErrorDetails, StatusExt as _};

use super::violations;

/// The result of a call.
pub type Result<T, E = Status> = std::result::Result<T, E>;

/// The domain of the reasons that the platform gives (`google.rpc.ErrorInfo`).
const DOMAIN: &str = "counterpart";

/// Why the platform itself ended a call, told as the `reason` of
/// `google.rpc.ErrorInfo` in the domain `counterpart`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// Nobody serves the method's queue; the call did not start.
    NoConsumers,
    /// There is no connection to the broker; the call did not start.
    NotConnected,
    /// The caller has too many calls in flight; the call did not start.
    CallerFull,
    /// Too many calls wait at the service; the call did not start.
    QueueFull,
    /// A request or a response is larger than the bus carries.
    TooLarge,
    /// The connection, the channel or the reply was lost after the request may
    /// have left, and the method isn't idempotent: it may or may not have run.
    MayHaveRun,
    /// As `MayHaveRun`, of an idempotent method: safe to send again.
    ReplyLost,
    /// Two consumers ended while they ran the call.
    CrashedConsumer,
    /// The handler panicked.
    Panicked,
    /// The message names no verified sender.
    MissingUserId,
    /// The method needs a signed-in user, and the call has no token.
    TokenMissing,
    /// The token has expired; a fresh one is to be had from who issued it.
    TokenExpired,
    /// The token isn't believed.
    TokenInvalid,
    /// The process has no keys to verify tokens with, which its operator mends.
    TokenKeysMissing,
    /// The contract lets other services call the method, and not this one.
    CallerNotAllowed,
    /// The user has none of the roles that the method needs.
    RoleMissing,
    /// The client has called the method more often than its contract allows.
    RateLimited,
    /// An entity is no longer the one that was read: somebody else wrote it.
    EtagMismatch,
}

impl Reason {
    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoConsumers => "NO_CONSUMERS",
            Self::NotConnected => "NOT_CONNECTED",
            Self::CallerFull => "CALLER_FULL",
            Self::QueueFull => "QUEUE_FULL",
            Self::TooLarge => "TOO_LARGE",
            Self::MayHaveRun => "MAY_HAVE_RUN",
            Self::ReplyLost => "REPLY_LOST",
            Self::CrashedConsumer => "CRASHED_CONSUMER",
            Self::Panicked => "PANICKED",
            Self::MissingUserId => "MISSING_USER_ID",
            Self::TokenMissing => "TOKEN_MISSING",
            Self::TokenExpired => "TOKEN_EXPIRED",
            Self::TokenInvalid => "TOKEN_INVALID",
            Self::TokenKeysMissing => "TOKEN_KEYS_MISSING",
            Self::CallerNotAllowed => "CALLER_NOT_ALLOWED",
            Self::RoleMissing => "ROLE_MISSING",
            Self::RateLimited => "RATE_LIMITED",
            Self::EtagMismatch => "ETAG_MISMATCH",
        }
    }

    /// The gRPC code that goes with it.
    pub const fn code(self) -> Code {
        match self {
            Self::NoConsumers | Self::NotConnected | Self::ReplyLost => Code::Unavailable,
            Self::CallerFull | Self::QueueFull | Self::TooLarge | Self::RateLimited => {
                Code::ResourceExhausted
            }
            Self::MayHaveRun => Code::Unknown,
            Self::CrashedConsumer | Self::Panicked => Code::Internal,
            Self::MissingUserId
            | Self::TokenMissing
            | Self::TokenExpired
            | Self::TokenInvalid
            | Self::TokenKeysMissing => Code::Unauthenticated,
            Self::CallerNotAllowed | Self::RoleMissing => Code::PermissionDenied,
            Self::EtagMismatch => Code::Aborted,
        }
    }

    /// A status with this reason, its code and a message for people.
    pub fn status(self, message: impl Into<String>) -> Status {
        let details = ErrorDetails::with_error_info(self.as_str(), DOMAIN, HashMap::new());
        Status::with_error_details(self.code(), message, details)
    }

    /// The same, with the time after which another attempt makes sense
    /// (`google.rpc.RetryInfo`).
    pub fn status_after(self, message: impl Into<String>, wait: Duration) -> Status {
        let mut details = ErrorDetails::with_error_info(self.as_str(), DOMAIN, HashMap::new());
        details.set_retry_info(Some(wait));
        Status::with_error_details(self.code(), message, details)
    }
}

/// What Counterpart reads from a status and writes into one.
pub trait StatusExt {
    /// `INVALID_ARGUMENT` with one entry per violated field: the first ones, as
    /// many as fit into the trailers of a call, with long texts cut.
    fn violations(violations: Vec<FieldViolation>) -> Status;

    /// The paths of the violated fields, such as `product.category_ids[0]`.
    fn violated_fields(&self) -> Vec<String>;

    /// Whether the platform gave this reason.
    fn has_reason(&self, reason: Reason) -> bool;
}

impl StatusExt for Status {
    fn violations(violations: Vec<FieldViolation>) -> Status {
        let count = violations.len();
        let violations = violations::fitting(violations);
        let message = match violations.as_slice() {
            [only] if count == 1 => format!("{}: {}", only.field, only.description),
            [first, ..] => format!(
                "{}: {} (and {} more)",
                first.field,
                first.description,
                count - 1
            ),
            [] => "the request breaks the contract".to_owned(),
        };
        let mut details = ErrorDetails::new();
        details.set_bad_request(violations);
        Status::with_error_details(Code::InvalidArgument, message, details)
    }

    fn violated_fields(&self) -> Vec<String> {
        self.get_details_bad_request()
            .map(|bad_request| {
                bad_request
                    .field_violations
                    .into_iter()
                    .map(|violation| violation.field)
                    .collect()
            })
            .unwrap_or_default()
    }

    fn has_reason(&self, reason: Reason) -> bool {
        self.get_details_error_info()
            .is_some_and(|info| info.domain == DOMAIN && info.reason == reason.as_str())
    }
}
