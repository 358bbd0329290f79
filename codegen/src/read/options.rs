//! Options of descriptors, read by reflection.

use prost_reflect::{DynamicMessage, ReflectMessage, Value};

/// The message that an extension of these options holds, if it is set.
pub(super) fn extension(options: &DynamicMessage, name: &str) -> Option<DynamicMessage> {
    match extension_value(options, name)? {
        Value::Message(message) => Some(message),
        _ => None,
    }
}

/// The value of an extension of these options, if it is set.
pub(super) fn extension_value(options: &DynamicMessage, name: &str) -> Option<Value> {
    let descriptor = options.descriptor();
    let extension = descriptor.parent_pool().get_extension_by_name(name)?;
    options
        .has_extension(&extension)
        .then(|| options.get_extension(&extension).into_owned())
}

/// The value of a field, if it is set.
pub(super) fn value(message: &DynamicMessage, field: &str) -> Option<Value> {
    message
        .has_field_by_name(field)
        .then(|| message.get_field_by_name(field))?
        .map(std::borrow::Cow::into_owned)
}

/// A text; empty if it is not set.
pub(super) fn text(message: &DynamicMessage, field: &str) -> String {
    value(message, field)
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// A boolean; false if it is not set.
pub(super) fn flag(message: &DynamicMessage, field: &str) -> bool {
    value(message, field)
        .and_then(|value| value.as_bool())
        .unwrap_or_default()
}

/// The number of an enum; 0 if it is not set.
pub(super) fn number(message: &DynamicMessage, field: &str) -> i32 {
    value(message, field)
        .and_then(|value| value.as_enum_number())
        .unwrap_or_default()
}

/// The elements of a list; none if it is not set.
pub(super) fn list(message: &DynamicMessage, field: &str) -> Vec<Value> {
    value(message, field)
        .and_then(|value| value.as_list().map(<[Value]>::to_vec))
        .unwrap_or_default()
}

/// The texts of a list.
pub(super) fn texts(message: &DynamicMessage, field: &str) -> Vec<String> {
    list(message, field)
        .iter()
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect()
}

/// The messages of a list.
pub(super) fn messages(message: &DynamicMessage, field: &str) -> Vec<DynamicMessage> {
    list(message, field)
        .into_iter()
        .filter_map(|value| value.as_message().cloned())
        .collect()
}
