//! A field, from its features to words of a language.

use prost_reflect::{DynamicMessage, Value};

use super::features::{Features, Presence};
use super::file::Language;
use super::reflected::{has, number, set_option};

/// How often a field stands in a message
/// (`google.protobuf.FieldDescriptorProto.Label`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Optional,
    Repeated,
    Required,
}

/// What the message around has to do for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marked {
    /// Nothing.
    Plain,
    /// It is `optional` in `proto3`, and needs a oneof of its own.
    Optional,
}

// Numbers of `google.protobuf.FieldDescriptorProto.Type`.
const STRING: i32 = 9;
const GROUP: i32 = 10;
const MESSAGE: i32 = 11;
const BYTES: i32 = 12;

/// Says by words of the language what the features say.
pub(super) fn lower(field: &mut DynamicMessage, features: Features, language: Language) -> Marked {
    if is_message(field) && features.is_delimited {
        field.set_field_by_name("type", Value::EnumNumber(GROUP));
    }
    match label(field) {
        Label::Repeated => {
            lower_list(field, features, language);
            Marked::Plain
        }
        Label::Optional | Label::Required => lower_single(field, features, language),
    }
}

fn lower_list(field: &mut DynamicMessage, features: Features, language: Language) {
    let is_packable = !matches!(
        number(field, "type"),
        Some(STRING | GROUP | MESSAGE | BYTES)
    );
    let is_packed_anyway = language == Language::Proto3;
    if is_packable && features.is_packed != is_packed_anyway {
        set_option(field, "packed", features.is_packed);
    }
}

fn lower_single(field: &mut DynamicMessage, features: Features, language: Language) -> Marked {
    /// The number of `google.protobuf.FieldDescriptorProto.LABEL_REQUIRED`.
    const REQUIRED: i32 = 2;
    // Members of oneofs and extensions always tell unset from default.
    if has(field, "oneof_index") || has(field, "extendee") {
        return Marked::Plain;
    }
    match (features.presence, language) {
        (Presence::Required, _) => {
            field.set_field_by_name("label", Value::EnumNumber(REQUIRED));
            Marked::Plain
        }
        (Presence::Explicit, Language::Proto3) if !is_message(field) => {
            field.set_field_by_name("proto3_optional", Value::Bool(true));
            Marked::Optional
        }
        (Presence::Explicit | Presence::Implicit, _) => Marked::Plain,
    }
}

/// Whether the values of a field are messages.
pub(super) fn is_message(field: &DynamicMessage) -> bool {
    matches!(number(field, "type"), Some(MESSAGE | GROUP))
}

/// How often the field stands in its message.
pub(super) fn label(field: &DynamicMessage) -> Label {
    match number(field, "label") {
        Some(2) => Label::Required,
        Some(3) => Label::Repeated,
        _ => Label::Optional,
    }
}
