//! Descriptors as messages, read and changed by the names of their fields.

use std::borrow::Cow;

use prost_reflect::{DynamicMessage, Kind, ReflectMessage as _, Value};

/// The text of a field; empty if it is unset.
pub(super) fn text(message: &DynamicMessage, field: &str) -> String {
    value(message, field)
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The number of an enum's value, if it is set.
pub(super) fn number(message: &DynamicMessage, field: &str) -> Option<i32> {
    value(message, field).and_then(|value| value.as_enum_number())
}

/// Whether a field is set.
pub(super) fn has(message: &DynamicMessage, field: &str) -> bool {
    message.has_field_by_name(field)
}

/// Whether a field is set to `true`.
pub(super) fn flag(message: &DynamicMessage, field: &str) -> bool {
    value(message, field)
        .and_then(|value| value.as_bool())
        .unwrap_or_default()
}

/// The message that a field holds, if it is set.
pub(super) fn inner<'m>(
    message: &'m DynamicMessage,
    field: &str,
) -> Option<Cow<'m, DynamicMessage>> {
    match value(message, field)? {
        Cow::Borrowed(Value::Message(inner)) => Some(Cow::Borrowed(inner)),
        Cow::Owned(Value::Message(inner)) => Some(Cow::Owned(inner)),
        _ => None,
    }
}

/// The messages of a list.
pub(super) fn list(message: &DynamicMessage, field: &str) -> Vec<DynamicMessage> {
    let Some(value) = value(message, field) else {
        return Vec::new();
    };
    let values = value.as_list().unwrap_or_default();
    values
        .iter()
        .filter_map(|value| value.as_message().cloned())
        .collect()
}

/// Changes each message of a list.
pub(super) fn each(
    message: &mut DynamicMessage,
    field: &str,
    mut change: impl FnMut(&mut DynamicMessage),
) {
    if !has(message, field) {
        return;
    }
    let values = message
        .get_field_by_name_mut(field)
        .and_then(Value::as_list_mut);
    for value in values.into_iter().flatten() {
        if let Some(inner) = value.as_message_mut() {
            change(inner);
        }
    }
}

/// Adds a message to a list.
pub(super) fn push(
    message: &mut DynamicMessage,
    field: &str,
    fill: impl FnOnce(&mut DynamicMessage),
) {
    let Some(field) = message.descriptor().get_field_by_name(field) else {
        return;
    };
    if let Kind::Message(kind) = field.kind()
        && let Some(list) = message.get_field_mut(&field).as_list_mut()
    {
        let mut element = DynamicMessage::new(kind);
        fill(&mut element);
        list.push(Value::Message(element));
    }
}

/// Sets a flag of the message's `options`, and makes them if there are none.
pub(super) fn set_option(message: &mut DynamicMessage, option: &str, is_set: bool) {
    let options = message.get_field_by_name_mut("options");
    if let Some(options) = options.and_then(Value::as_message_mut) {
        options.set_field_by_name(option, Value::Bool(is_set));
    }
}

fn value<'m>(message: &'m DynamicMessage, field: &str) -> Option<Cow<'m, Value>> {
    has(message, field).then(|| message.get_field_by_name(field))?
}
