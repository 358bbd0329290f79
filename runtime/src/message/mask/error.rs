//! Why a mask can't be used.

/// Why a mask can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MaskError {
    /// There is no path in it.
    #[error("must name at least one field, or be `*`")]
    Empty,
    /// `*` stands beside paths.
    #[error("`*` names all fields and stands alone")]
    Wildcard,
    /// A path names no field.
    #[error("`{path}` names no field of {message}")]
    Unknown {
        /// The path in the mask.
        path: String,
        /// The full name of the message that has no such field.
        message: &'static str,
    },
    /// A path goes on behind a list, a map or a value.
    #[error("`{path}` goes into `{field}`, which can only be named as a whole")]
    TooDeep {
        /// The path in the mask.
        path: String,
        /// The field that the path goes into.
        field: &'static str,
    },
    /// A path goes through more messages than may stand in one another.
    #[error("`{path}` goes through too many messages")]
    TooLong {
        /// The path in the mask.
        path: String,
    },
    /// A path names a field that the service alone gives a value.
    #[error("`{path}` is given by the service and can't be changed")]
    ReadOnly {
        /// The path in the mask.
        path: String,
    },
    /// A path names a field that is set once.
    #[error("`{path}` can't be changed after it was set")]
    Immutable {
        /// The path in the mask.
        path: String,
    },
}

impl MaskError {
    /// The id of the rule that the mask breaks, as validation's rules have one.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Empty => "field_mask.empty",
            Self::Wildcard => "field_mask.wildcard",
            Self::Unknown { .. } => "field_mask.unknown",
            Self::TooDeep { .. } => "field_mask.too_deep",
            Self::TooLong { .. } => "field_mask.too_long",
            Self::ReadOnly { .. } => "field_mask.read_only",
            Self::Immutable { .. } => "field_mask.immutable",
        }
    }
}
