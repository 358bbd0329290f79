//! From messages to JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::ser::{Error as _, SerializeMap, SerializeSeq as _};
use serde::{Serialize, Serializer};

use super::error::WriteError;
use super::form::Form;
use super::{any, well_known};
use crate::message::fields::{MAX_DEPTH, is_default, key_text};
use crate::message::well_known::{NULL_VALUE, VALUE};
use crate::message::{MapView, Message, Value, View};

/// A message as JSON text.
pub fn to_string(message: &dyn Message) -> Result<String, WriteError> {
    Ok(serde_json::to_string(&Json(message))?)
}

/// A message as JSON text in bytes.
pub fn to_vec(message: &dyn Message) -> Result<Vec<u8>, WriteError> {
    Ok(serde_json::to_vec(&Json(message))?)
}

/// Writes a value of any kind, a message for one, through any of serde's
/// formats. What proto3 JSON has as texts are texts in all of them.
pub fn serialize<S: Serializer>(value: &dyn Value, serializer: S) -> Result<S::Ok, S::Error> {
    JsonView(value.view(), 0).serialize(serializer)
}

/// A message of any type that serde can write. Those of a known type implement
/// [`Serialize`] themselves.
#[expect(
    missing_debug_implementations,
    reason = "messages redact in their own Debug"
)]
pub struct Json<'a>(pub &'a dyn Message);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_message(self.0, 0, serializer)
    }
}

/// A value, and how many messages it stands in.
pub(super) struct JsonView<'a>(pub(super) View<'a>, pub(super) usize);

impl Serialize for JsonView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(view, depth) = *self;
        match view {
            View::Absent => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Int32(value) => serializer.serialize_i32(value),
            View::Int64(value) => serializer.collect_str(&value),
            View::UInt32(value) => serializer.serialize_u32(value),
            View::UInt64(value) => serializer.collect_str(&value),
            View::Float(value) if value.is_finite() => serializer.serialize_f32(value),
            View::Float(value) => serializer.serialize_str(name_of(value.into())),
            View::Double(value) if value.is_finite() => serializer.serialize_f64(value),
            View::Double(value) => serializer.serialize_str(name_of(value)),
            View::Text(text) => serializer.serialize_str(text),
            View::Bytes(bytes) => serializer.serialize_str(&STANDARD.encode(bytes)),
            View::Enum(descriptor, _) if descriptor.name == NULL_VALUE.name => {
                serializer.serialize_unit()
            }
            View::Enum(descriptor, number) => match descriptor.name_of(number) {
                Some(name) => serializer.serialize_str(name),
                None => serializer.serialize_i32(number),
            },
            View::Message(message) => write_message(message, depth, serializer),
            View::List(list) => {
                let mut output = serializer.serialize_seq(Some(list.len()))?;
                for value in (0..list.len()).filter_map(|index| list.at(index)) {
                    output.serialize_element(&JsonView(value.view(), depth))?;
                }
                output.end()
            }
            View::Map(map) => write_map(map, depth, serializer),
        }
    }
}

fn write_message<S: Serializer>(
    message: &dyn Message,
    depth: usize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if depth >= MAX_DEPTH {
        return Err(S::Error::custom(
            "its messages stand too deep in one another",
        ));
    }
    let form = Form::of(message.descriptor());
    match form {
        Form::Fields => {
            let mut output = serializer.serialize_map(None)?;
            write_fields(message, depth, &mut output)?;
            output.end()
        }
        Form::Text => {
            let text = well_known::text_of(message).unwrap_or(Err("has no text form"));
            serializer.serialize_str(&text.map_err(S::Error::custom)?)
        }
        Form::Any => any::write(message, depth, serializer),
        Form::Value => write_value(message, depth, serializer),
        Form::Wrapped | Form::Struct | Form::List => {
            // What stands in their only field.
            let field = message.field(1).map_or(View::Absent, |value| value.view());
            JsonView(field, depth + 1).serialize(serializer)
        }
    }
}

/// Writes the fields of a message that aren't at their default.
pub(super) fn write_fields<M: SerializeMap>(
    message: &dyn Message,
    depth: usize,
    output: &mut M,
) -> Result<(), M::Error> {
    for field in message.descriptor().fields {
        if !is_default(message, field)
            && let Some(value) = message.field(field.number)
        {
            output.serialize_entry(field.json_name, &JsonView(value.view(), depth + 1))?;
        }
    }
    Ok(())
}

/// Writes what a `google.protobuf.Value` holds.
fn write_value<S: Serializer>(
    message: &dyn Message,
    depth: usize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut fields = VALUE.fields.iter();
    let held = fields.find_map(|field| Some((field.number, message.field(field.number)?.view())));
    match held {
        Some((1, _)) => serializer.serialize_unit(),
        Some((_, View::Double(number))) if !number.is_finite() => Err(S::Error::custom(
            "a google.protobuf.Value holds no infinite number, and no NaN",
        )),
        Some((_, held)) => JsonView(held, depth + 1).serialize(serializer),
        None => Err(S::Error::custom("a google.protobuf.Value holds nothing")),
    }
}

fn write_map<S: Serializer>(
    map: &dyn MapView,
    depth: usize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut output = serializer.serialize_map(Some(map.len()))?;
    let mut result = Ok(());
    map.for_each(&mut |key, value| {
        if result.is_ok() {
            result = output.serialize_entry(&key_text(key), &JsonView(value.view(), depth));
        }
    });
    result?;
    output.end()
}

/// What stands for a float that JSON has no number for.
fn name_of(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}
