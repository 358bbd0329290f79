//! Which fields of a message are checked.

use crate::message::mask::{Part, Selection};
use crate::message::{Behavior, MessageDescriptor};

/// Which fields of the message at hand are checked.
#[derive(Clone, Debug, Default)]
pub(super) enum Scope {
    /// All.
    #[default]
    All,
    /// Those that a request gives a value to.
    Input(&'static MessageDescriptor),
    /// Those that an update changes.
    Selected(Selection),
}

/// How much of a field is checked.
pub(super) enum Reach {
    /// Nothing.
    Skipped,
    /// The rules of the field, and what is in it.
    Whole,
    /// Only these fields of the message in it.
    Within(Selection),
}

impl Scope {
    /// How much of the field `name` is checked.
    pub(super) fn reach(&self, name: &str) -> Reach {
        match self {
            Self::All => Reach::Whole,
            Self::Input(descriptor) => {
                let behavior = descriptor
                    .by_name(name)
                    .map_or(Behavior::NONE, |field| field.behavior);
                if behavior.is_ignored_on_input() {
                    Reach::Skipped
                } else {
                    Reach::Whole
                }
            }
            Self::Selected(selection) => match selection.part(name) {
                Part::Nothing => Reach::Skipped,
                Part::Whole => Reach::Whole,
                Part::Within(inner) => Reach::Within(inner.clone()),
            },
        }
    }

    /// The scope of a message in a field that is checked as a whole.
    pub(super) fn of_inner(&self, descriptor: &'static MessageDescriptor) -> Self {
        match self {
            Self::All => Self::All,
            Self::Input(_) => Self::Input(descriptor),
            Self::Selected(_) => Self::Selected(Selection::replaceable(descriptor)),
        }
    }

    /// Whether rules that look at several fields can be asked: an update that
    /// names some fields is checked as a whole when it is merged.
    pub(super) fn sees_whole_message(&self) -> bool {
        !matches!(self, Self::Selected(_))
    }
}
