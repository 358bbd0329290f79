//! A file, from its features to a language.

use prost_reflect::{DynamicMessage, Value};

use super::EditionError;
use super::features::{Features, Presence};
use super::fields::{self, Label};
use super::reflected::{each, flag, has, inner, list, number, push, text};

/// The language that a file is lowered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Proto2,
    Proto3,
}

/// Lowers a file of an edition.
///
/// It becomes `proto2`, which has presence, defaults and `required`, unless one
/// of its fields doesn't tell unset from default: only `proto3` has such fields.
pub(super) fn lower(file: &mut DynamicMessage) -> Result<(), EditionError> {
    let edition = number(file, "edition").unwrap_or_default();
    let features = Features::of_edition(edition)
        .ok_or_else(|| EditionError::Unknown {
            file: text(file, "name"),
        })?
        .at(file);
    let language = if has_implicit(file, "message_type", features) {
        Language::Proto3
    } else {
        Language::Proto2
    };
    each(file, "message_type", |message| {
        self::message(message, features, language);
    });
    each(file, "extension", |extension| {
        fields::lower(extension, features.at(extension), language);
        forget(extension);
    });
    each(file, "enum_type", enumeration);
    each(file, "service", |service| {
        each(service, "method", forget);
        forget(service);
    });
    forget(file);
    file.clear_field_by_name("edition");
    let syntax = match language {
        Language::Proto2 => "proto2",
        Language::Proto3 => "proto3",
    };
    file.set_field_by_name("syntax", Value::String(syntax.to_owned()));
    Ok(())
}

/// Whether a message below, at any depth, has a field that doesn't tell unset
/// from default.
fn has_implicit(around: &DynamicMessage, messages: &str, features: Features) -> bool {
    list(around, messages).iter().any(|message| {
        let features = features.at(message);
        let is_implicit = |field: &DynamicMessage| {
            features.at(field).presence == Presence::Implicit
                && !fields::is_message(field)
                && !has(field, "oneof_index")
                && fields::label(field) != Label::Repeated
        };
        !is_entry(message)
            && (list(message, "field").iter().any(is_implicit)
                || has_implicit(message, "nested_type", features))
    })
}

fn message(message: &mut DynamicMessage, around: Features, language: Language) {
    let features = around.at(message);
    if is_entry(message) {
        return forget(message);
    }
    let mut optional = Vec::new();
    let declared = list(message, "oneof_decl").len();
    each(message, "field", |field| {
        let presence = fields::lower(field, features.at(field), language);
        forget(field);
        if presence == fields::Marked::Optional {
            let index = i32::try_from(declared + optional.len()).unwrap_or(i32::MAX);
            field.set_field_by_name("oneof_index", Value::I32(index));
            optional.push(text(field, "name"));
        }
    });
    for name in optional {
        add_oneof(message, &name);
    }
    each(message, "extension", |extension| {
        fields::lower(extension, features.at(extension), language);
        forget(extension);
    });
    each(message, "nested_type", |nested| {
        self::message(nested, features, language);
    });
    each(message, "enum_type", enumeration);
    each(message, "oneof_decl", forget);
    each(message, "extension_range", forget);
    forget(message);
}

/// The oneof by which descriptors of `proto3` tell that a field is `optional`.
fn add_oneof(message: &mut DynamicMessage, field: &str) {
    let taken: Vec<String> = ["oneof_decl", "field"]
        .iter()
        .flat_map(|kind| list(message, kind))
        .map(|declared| text(&declared, "name"))
        .collect();
    let mut name = format!("_{field}");
    while taken.contains(&name) {
        name.insert(0, 'X');
    }
    push(message, "oneof_decl", |oneof| {
        oneof.set_field_by_name("name", Value::String(name));
    });
}

fn enumeration(declared: &mut DynamicMessage) {
    each(declared, "value", forget);
    forget(declared);
}

/// Whether it is the message of a map's entries.
fn is_entry(message: &DynamicMessage) -> bool {
    inner(message, "options").is_some_and(|options| flag(&options, "map_entry"))
}

/// Takes the features out of an element's options.
fn forget(element: &mut DynamicMessage) {
    if has(element, "options")
        && let Some(options) = element
            .get_field_by_name_mut("options")
            .and_then(Value::as_message_mut)
    {
        options.clear_field_by_name("features");
    }
}
