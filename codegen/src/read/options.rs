//! Options of descriptors, read by reflection.

use prost_reflect::{DynamicMessage, FileDescriptor, Kind, ReflectMessage, Value};

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

/// The name of the enum's value that a field holds; empty if it isn't set.
pub(super) fn word(message: &DynamicMessage, field: &str) -> String {
    words(message, field).pop().unwrap_or_default()
}

/// The names of the enum's values that a field holds: of one, or of a list.
pub(super) fn words(message: &DynamicMessage, field: &str) -> Vec<String> {
    let kind = message.descriptor().get_field_by_name(field);
    kind.zip(value(message, field))
        .map(|(field, value)| names_of(&field.kind(), &value))
        .unwrap_or_default()
}

/// The names of the enum's values that an extension of these options holds.
pub(super) fn extension_words(options: &DynamicMessage, name: &str) -> Vec<String> {
    let descriptor = options.descriptor();
    let extension = descriptor.parent_pool().get_extension_by_name(name);
    extension
        .zip(extension_value(options, name))
        .map(|(extension, value)| names_of(&extension.kind(), &value))
        .unwrap_or_default()
}

fn names_of(kind: &Kind, value: &Value) -> Vec<String> {
    let Kind::Enum(declared) = kind else {
        return Vec::new();
    };
    let values = value.as_list().unwrap_or(std::slice::from_ref(value));
    values
        .iter()
        .filter_map(Value::as_enum_number)
        .filter_map(|number| declared.get_value(number))
        .map(|word| word.name().to_owned())
        .collect()
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

/// Whether a file can say nothing in our options, since it doesn't import them.
pub(super) fn is_foreign(file: &FileDescriptor) -> bool {
    let mut imports = file.dependencies();
    imports.all(|import| import.name() != "counterpart/v1/options.proto")
}
