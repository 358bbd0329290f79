//! Why a document is no entity, or an entity no document.

/// A place in an entity, and what is wrong there.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {problem}")]
pub(crate) struct DocumentError {
    /// The path of the field by the contract's names, such as `images[2].url`.
    pub(crate) path: String,
    /// What is wrong.
    pub(crate) problem: Problem,
}

/// What is wrong with a stored value.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// The value has a type that the field can't hold.
    #[error("{found} is stored, which is no {expected}")]
    Type {
        expected: &'static str,
        found: &'static str,
    },
    /// The number doesn't fit.
    #[error("the stored number {number} is no {expected}")]
    Range {
        expected: &'static str,
        number: i128,
    },
    /// The name of an entry is no key of the map.
    #[error("an entry is stored under {name:?}, which is no key of this map")]
    Key { name: String },
    /// Protobuf's timestamps end in the year 9999.
    #[error("is no moment between the years 1 and 9999 with 0 to 999,999,999 nanoseconds")]
    Time,
    /// A `google.protobuf.Value` that is no JSON.
    #[error("holds nothing, or a number that is infinite or none: JSON has no such value")]
    Dynamic,
    /// Messages in messages in messages.
    #[error("lies deeper than {MAX_DEPTH} messages, lists and maps in each other")]
    Depth,
}

/// How many messages, lists and maps may stand in each other: what MongoDB
/// documents as its limit for documents.
pub(crate) const MAX_DEPTH: usize = 100;

impl DocumentError {
    pub(super) fn here(problem: Problem) -> Self {
        Self {
            path: String::new(),
            problem,
        }
    }

    /// The error, seen from the message that has it in this field.
    pub(super) fn in_field(mut self, name: &str) -> Self {
        let separator = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("{name}{separator}{}", self.path);
        self
    }

    /// The error, seen from the list or map that has it at this place.
    pub(super) fn at(self, place: impl std::fmt::Debug) -> Self {
        self.in_field(&format!("[{place:?}]"))
    }
}
