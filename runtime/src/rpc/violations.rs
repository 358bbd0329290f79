//! Violations that fit where a status travels.

use tonic_types::FieldViolation;

/// The most violations that are told at once: nobody mends more.
pub const MAX_VIOLATIONS: usize = 32;

/// Room for their texts, in bytes. They travel in base64 in a trailer, for all
/// of which HTTP/2 peers allow 8 KiB or more.
const MAX_LEN: usize = 3 * 1024;

/// The longest path and description, in bytes: both may quote what a stranger
/// sent.
const MAX_FIELD_LEN: usize = 200;
const MAX_DESCRIPTION_LEN: usize = 400;

/// The first violations, as many as can travel, none of them long.
pub(super) fn fitting(violations: Vec<FieldViolation>) -> Vec<FieldViolation> {
    let mut len = 0;
    violations
        .into_iter()
        .take(MAX_VIOLATIONS)
        .map(|mut violation| {
            shorten(&mut violation.field, MAX_FIELD_LEN);
            shorten(&mut violation.description, MAX_DESCRIPTION_LEN);
            violation
        })
        .take_while(|violation| {
            len += violation.field.len() + violation.description.len() + violation.reason.len();
            len <= MAX_LEN
        })
        .collect()
}

fn shorten(text: &mut String, max_len: usize) {
    const ELLIPSIS: &str = "…";
    if text.len() > max_len {
        text.truncate(text.floor_char_boundary(max_len - ELLIPSIS.len()));
        text.push_str(ELLIPSIS);
    }
}
