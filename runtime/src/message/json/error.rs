//! Why JSON can't be read or written.

use crate::rpc::{FieldViolation, Status, StatusExt as _};

/// Why a JSON text isn't a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It isn't JSON.
    #[error("the body is not JSON: {message} (line {line}, column {column})")]
    Syntax {
        /// What is wrong.
        message: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It holds a value that doesn't fit.
    #[error("{path}{}{message}", if path.is_empty() { "" } else { ": " })]
    Value {
        /// Where, such as `product.images[2].alt_text`; empty for the whole text. Fields
        /// have their names in the contract, as in the violations of rules.
        path: String,
        /// What is wrong.
        message: String,
    },
}

impl ReadError {
    /// The same error, found in a field of a larger message.
    #[must_use]
    pub fn within(self, field: &str) -> Self {
        match self {
            Self::Value { path, message } => {
                let path = match path.chars().next() {
                    None => field.to_owned(),
                    Some('[') => format!("{field}{path}"),
                    Some(_) => format!("{field}.{path}"),
                };
                Self::Value { path, message }
            }
            syntax @ Self::Syntax { .. } => syntax,
        }
    }
}

impl From<ReadError> for Status {
    /// `INVALID_ARGUMENT`, with a violation of the field if it is one field.
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Value { path, message } if !path.is_empty() => {
                let mut violation = FieldViolation::new(path, message);
                "JSON_VALUE".clone_into(&mut violation.reason);
                Status::violations(vec![violation])
            }
            ReadError::Value { message, .. } => Status::invalid_argument(message),
            syntax @ ReadError::Syntax { .. } => Status::invalid_argument(syntax.to_string()),
        }
    }
}

/// A message that has no JSON form: a time or a mask holds what its text form
/// can't say.
#[derive(Debug, thiserror::Error)]
#[error("the message has no JSON form: {0}")]
pub struct WriteError(#[from] pub(super) serde_json::Error);
