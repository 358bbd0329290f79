//! The features that change what a file means.

use prost_reflect::DynamicMessage;

use super::reflected::{inner, number};

/// The features in force at an element. Those that change nothing here
/// (`utf8_validation`, `json_format`, `enum_type`, and those of other languages)
/// aren't among them: text is always checked, and every enum keeps the numbers
/// that it doesn't know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Features {
    pub(super) presence: Presence,
    /// Whether numbers of a list stand together on the wire.
    pub(super) is_packed: bool,
    /// Whether a message stands between two tags on the wire, as a group does.
    pub(super) is_delimited: bool,
}

/// Whether a field tells unset from default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// It does.
    Explicit,
    /// It doesn't.
    Implicit,
    /// It does, and must be set.
    Required,
}

impl Features {
    /// The defaults of an edition, by its number in `google.protobuf.Edition`;
    /// `None` for one that isn't known.
    ///
    /// Edition 2024 changes features of naming and visibility only
    /// (<https://protobuf.dev/editions/features/>).
    pub(super) fn of_edition(edition: i32) -> Option<Self> {
        const EDITION_2023: i32 = 1000;
        const EDITION_2024: i32 = 1001;
        matches!(edition, EDITION_2023 | EDITION_2024).then_some(Self {
            presence: Presence::Explicit,
            is_packed: true,
            is_delimited: false,
        })
    }

    /// The features in force at an element inside: its own `options.features`
    /// over those around it.
    pub(super) fn at(self, element: &DynamicMessage) -> Self {
        let options = inner(element, "options");
        let own = options
            .as_ref()
            .and_then(|options| inner(options, "features"));
        own.map_or(self, |own| Self {
            presence: match number(&own, "field_presence") {
                Some(1) => Presence::Explicit,
                Some(2) => Presence::Implicit,
                Some(3) => Presence::Required,
                _ => self.presence,
            },
            is_packed: match number(&own, "repeated_field_encoding") {
                Some(1) => true,
                Some(2) => false,
                _ => self.is_packed,
            },
            is_delimited: match number(&own, "message_encoding") {
                Some(1) => false,
                Some(2) => true,
                _ => self.is_delimited,
            },
        })
    }
}
