//! How calls fail: gRPC codes with details.

pub use tonic::{Code, Status};
pub use tonic_types::FieldViolation;
use tonic_types::{ErrorDetails, StatusExt as _};

/// The result of a call.
pub type Result<T, E = Status> = std::result::Result<T, E>;

/// What Counterpart reads from a status and writes into one.
pub trait StatusExt {
    /// `INVALID_ARGUMENT` with one entry per violated field.
    fn violations(violations: Vec<FieldViolation>) -> Status;

    /// The paths of the violated fields, such as `product.category_ids[0]`.
    fn violated_fields(&self) -> Vec<String>;
}

impl StatusExt for Status {
    fn violations(violations: Vec<FieldViolation>) -> Status {
        let message = match violations.as_slice() {
            [only] => format!("{}: {}", only.field, only.description),
            [first, rest @ ..] => format!(
                "{}: {} (and {} more)",
                first.field,
                first.description,
                rest.len()
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
}
