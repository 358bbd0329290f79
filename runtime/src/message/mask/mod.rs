//! Update masks (AIP-134, AIP-161).
//!
//! A mask names fields by their paths in the contract, such as `title` and
//! `price.currency_code`. It is first resolved into a [`Selection`], which
//! holds only what an update may change; that checks and applies it.

mod error;
mod selection;

pub use error::MaskError;
pub(crate) use selection::Part;
pub use selection::Selection;

use super::fields::is_default;
use super::{FieldMask, Message};
use crate::rpc::{FieldViolation, Result, Status, StatusExt as _};

/// What names all fields.
const ALL: &str = "*";

/// A mask that names these fields.
///
/// ```
/// use counterpart::message::mask;
///
/// let mask = mask::of(["title", "price.currency_code"]);
/// assert!(mask::covers(&mask, "price.currency_code"));
/// ```
pub fn of(paths: impl IntoIterator<Item = impl Into<String>>) -> FieldMask {
    FieldMask {
        paths: paths.into_iter().map(Into::into).collect(),
    }
}

/// Copies the fields that a mask names from one message to another of the same
/// type. `INVALID_ARGUMENT` with violations of `update_mask`, the field that
/// AIP-134 gives the mask, if it can't be used.
pub fn apply(mask: &FieldMask, from: &dyn Message, to: &mut dyn Message) -> Result<()> {
    match Selection::resolve(to.descriptor(), mask) {
        Ok(selection) => {
            selection.apply(from, to);
            Ok(())
        }
        Err(errors) => {
            let violations = errors.iter().map(|error| {
                let mut violation = FieldViolation::new("update_mask", error.to_string());
                violation.reason = error.rule().replace('.', "_").to_ascii_uppercase();
                violation
            });
            Err(Status::violations(violations.collect()))
        }
    }
}

/// Whether a mask names a field, by its own path or by that of something
/// around it.
pub fn covers(mask: &FieldMask, path: &str) -> bool {
    mask.paths.iter().any(|named| {
        named == ALL
            || path
                .strip_prefix(named.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// The name of the identifier, if the message has one and it isn't given.
pub(crate) fn missing_identifier(message: &dyn Message) -> Option<&'static str> {
    let identifier = message
        .descriptor()
        .fields
        .iter()
        .find(|field| field.behavior.identifier)?;
    is_default(message, identifier).then_some(identifier.name)
}
