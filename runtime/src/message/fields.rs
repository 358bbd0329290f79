//! What is done to a field of any type.

use super::{FieldDescriptor, Label, Message, MessageDescriptor, Value, View, ViewMut};

/// How deep messages may stand in one another; the wire's limit is the same.
pub(crate) const MAX_DEPTH: usize = 100;

/// Whether a field is at its default: absent, or without presence and zero.
pub(crate) fn is_default(message: &dyn Message, field: &FieldDescriptor) -> bool {
    let Some(value) = message.field(field.number) else {
        return true;
    };
    match (field.label, value.view()) {
        (_, View::Absent) => true,
        (Label::Optional, _) => false,
        (_, view) => is_zero(view),
    }
}

fn is_zero(view: View<'_>) -> bool {
    match view {
        View::Absent => true,
        View::Bool(value) => !value,
        View::Int32(value) | View::Enum(_, value) => value == 0,
        View::Int64(value) => value == 0,
        View::UInt32(value) => value == 0,
        View::UInt64(value) => value == 0,
        // Bits, because -0.0 isn't the default.
        View::Float(value) => value.to_bits() == 0,
        View::Double(value) => value.to_bits() == 0,
        View::Text(text) => text.is_empty(),
        View::Bytes(bytes) => bytes.is_empty(),
        View::Message(_) => false,
        View::List(list) => list.is_empty(),
        View::Map(map) => map.is_empty(),
    }
}

/// Makes a field of one message what it is in another of the same type.
pub(crate) fn copy_field(from: &dyn Message, to: &mut dyn Message, number: u32) {
    match from.field(number) {
        Some(value) if !matches!(value.view(), View::Absent) => {
            if let Some(target) = to.field_mut(number) {
                copy(value, target);
            }
        }
        // Of a oneof with another member set, nothing is to be cleared.
        _ if to.field(number).is_none() => {}
        _ => to.clear_field(number),
    }
}

/// Clears a field; of a oneof, only if it is the selected member.
pub(crate) fn clear_field(message: &mut dyn Message, number: u32) {
    if message.field(number).is_some() {
        message.clear_field(number);
    }
}

/// Makes a value what another of the same type is.
fn copy(from: &dyn Value, to: &mut dyn Value) {
    match (from.view(), to) {
        (View::Absent, to) => to.clear(),
        (view, to) => assign(view, to.view_mut()),
    }
}

fn assign(from: View<'_>, to: ViewMut<'_>) {
    match (from, to) {
        (View::Bool(value), ViewMut::Bool(target)) => *target = value,
        (View::Int32(value), ViewMut::Int32(target)) => *target = value,
        (View::Int64(value), ViewMut::Int64(target)) => *target = value,
        (View::UInt32(value), ViewMut::UInt32(target)) => *target = value,
        (View::UInt64(value), ViewMut::UInt64(target)) => *target = value,
        (View::Float(value), ViewMut::Float(target)) => *target = value,
        (View::Double(value), ViewMut::Double(target)) => *target = value,
        (View::Text(text), ViewMut::Text(target)) => target.set(text.to_owned()),
        (View::Bytes(bytes), ViewMut::Bytes(target)) => *target = bytes.clone(),
        (View::Enum(_, number), ViewMut::Enum(target)) => target.set(number),
        (View::Message(message), ViewMut::Message(target)) => {
            for field in message.descriptor().fields {
                copy_field(message, target, field.number);
            }
        }
        (View::List(list), ViewMut::List(target)) => {
            target.clear();
            for value in (0..list.len()).filter_map(|index| list.at(index)) {
                copy(value, target.push());
            }
        }
        (View::Map(map), ViewMut::Map(target)) => {
            target.clear();
            map.for_each(&mut |key, value| {
                if let Some(entry) = target.entry(&key_text(key)) {
                    copy(value, entry);
                }
            });
        }
        _ => unreachable!("both messages have the same type, so that their fields have too"),
    }
}

/// The text form that proto3 JSON gives a map's key.
pub(crate) fn key_text(key: View<'_>) -> String {
    match key {
        View::Text(text) => text.to_owned(),
        View::Bool(value) => value.to_string(),
        View::Int32(value) => value.to_string(),
        View::Int64(value) => value.to_string(),
        View::UInt32(value) => value.to_string(),
        View::UInt64(value) => value.to_string(),
        _ => unreachable!("protobuf allows no other kind as a key"),
    }
}

/// The longest part of a map's key that a path shows, in characters: keys come
/// from outside, and a path goes into headers.
const MAX_KEY_LEN: usize = 64;

/// A map's key as the path of a violation shows it, in protovalidate's form:
/// texts quoted, all else bare.
pub(crate) fn key_in_path(key: View<'_>) -> String {
    match key {
        View::Text(text) => match text.char_indices().nth(MAX_KEY_LEN) {
            Some((end, _)) => format!("{:?}", text[..end].to_owned() + "…"),
            None => format!("{text:?}"),
        },
        key => key_text(key),
    }
}

/// The message in a singular field, if the field is there.
pub(crate) fn message_in(message: &dyn Message, number: u32) -> Option<&dyn Message> {
    match message.field(number)?.view() {
        View::Message(inner) => Some(inner),
        _ => None,
    }
}

/// The message in a singular field, to be changed; made if it isn't there.
pub(crate) fn message_in_mut(message: &mut dyn Message, number: u32) -> Option<&mut dyn Message> {
    match message.field_mut(number)?.view_mut() {
        ViewMut::Message(inner) => Some(inner),
        _ => None,
    }
}

/// Whether messages of this type are values, not groups of fields: a mask
/// names them as a whole, and JSON writes them as a text.
pub(crate) fn is_well_known(descriptor: &MessageDescriptor) -> bool {
    descriptor.name.starts_with("google.protobuf.")
}
