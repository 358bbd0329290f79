//! Values from their text and number forms.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::error::ReadError;
use super::form::Form;
use super::number::{narrow, parse_float, parse_integer};
use super::target::{excluded_by, mismatch};
use super::well_known;
use crate::message::fields::MAX_DEPTH;
use crate::message::{FieldDescriptor, Kind, Label, Message, MessageDescriptor, Value, ViewMut};

/// Base64 with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The fields along a path such as `price.minorUnits`, whose names are those of
/// JSON or of the contract.
pub fn resolve(
    descriptor: &'static MessageDescriptor,
    path: &str,
) -> Result<Vec<&'static FieldDescriptor>, ReadError> {
    let fail = |message: String| ReadError::Value {
        path: path.to_owned(),
        message,
    };
    let mut within = Some(descriptor);
    let mut fields: Vec<&'static FieldDescriptor> = Vec::new();
    for name in path.split('.') {
        if fields.len() == MAX_DEPTH {
            return Err(fail("goes through too many messages".to_owned()));
        }
        let Some(descriptor) = within else {
            let name = fields.last().map_or("", |field| field.json_name);
            return Err(fail(format!("goes into {name}, which has no fields")));
        };
        let field = descriptor
            .by_json_name(name)
            .ok_or_else(|| fail(format!("is no field of {}", descriptor.name)))?;
        within = match (field.kind, field.label) {
            (Kind::Message(inner), Label::Singular | Label::Optional) => Some(inner),
            _ => None,
        };
        fields.push(field);
    }
    Ok(fields)
}

/// Reads a text, as a path or a query has it, into the field at the end of
/// `fields`. In a list, it is one more element.
///
/// The text is what JSON would have as a text or a number; `true` and `false`;
/// an enum's name or number. Of a oneof, only one member can be set.
pub fn read_text(
    message: &mut dyn Message,
    fields: &[&FieldDescriptor],
    text: &str,
) -> Result<(), ReadError> {
    let fail = |message: String| ReadError::Value {
        path: path_of(fields),
        message,
    };
    let [parents @ .., field] = fields else {
        return Err(fail("names no field".to_owned()));
    };
    let mut within = message;
    for parent in parents {
        let value = select(within, parent).map_err(fail)?;
        let ViewMut::Message(inner) = value.view_mut() else {
            let name = parent.json_name;
            return Err(fail(format!("goes into {name}, which has no fields")));
        };
        within = inner;
    }
    let target = match select(within, field).map_err(fail)?.view_mut() {
        ViewMut::List(list) => list.push().view_mut(),
        single => single,
    };
    let result = match target {
        ViewMut::Bool(target) => match text.parse() {
            Ok(value) => {
                *target = value;
                Ok(())
            }
            Err(_) => Err("must be true or false".to_owned()),
        },
        ViewMut::Enum(target) => match text.parse() {
            Ok(number) => {
                target.set(number);
                Ok(())
            }
            Err(_) => set_text(ViewMut::Enum(target), text),
        },
        target => set_text(target, text),
    };
    result.map_err(fail)
}

/// A field, to be given a value. An error if it is the member of a oneof of
/// which another member is set.
fn select<'a>(
    message: &'a mut dyn Message,
    field: &FieldDescriptor,
) -> Result<&'a mut dyn Value, String> {
    let number = field.number;
    if message.field(number).is_none() {
        let is_there = |other: &&FieldDescriptor| {
            matches!(other.label, Label::Optional) && message.field(other.number).is_some()
        };
        let others: Vec<_> = message
            .descriptor()
            .fields
            .iter()
            .filter(is_there)
            .collect();
        message.field_mut(number);
        let replaced = others
            .into_iter()
            .find(|other| message.field(other.number).is_none());
        if let Some(other) = replaced {
            return Err(excluded_by(other));
        }
    }
    message
        .field_mut(number)
        .ok_or_else(|| "is no field".to_owned())
}

fn path_of(fields: &[&FieldDescriptor]) -> String {
    let names: Vec<_> = fields.iter().map(|field| field.name).collect();
    names.join(".")
}

/// Sets a value to what a text in JSON says.
pub(super) fn set_text(target: ViewMut<'_>, text: &str) -> Result<(), String> {
    match target {
        ViewMut::Text(target) => target.set(text.to_owned()),
        ViewMut::Bytes(target) => *target = decode(text)?.into(),
        ViewMut::Enum(target) => {
            let descriptor = target.descriptor();
            let number = descriptor
                .number_of(text)
                .ok_or_else(|| format!("must be the name of a value of {}", descriptor.name))?;
            target.set(number);
        }
        ViewMut::Float(_) | ViewMut::Double(_) => {
            let value = parse_float(text).ok_or("must be a number")?;
            return set_float(target, value);
        }
        ViewMut::Int32(_) | ViewMut::Int64(_) | ViewMut::UInt32(_) | ViewMut::UInt64(_) => {
            let value = parse_integer(text).ok_or("must be an integer")?;
            return set_integer(target, value);
        }
        ViewMut::Message(message) if Form::of(message.descriptor()) == Form::Text => {
            well_known::read_text(message, text)
                .ok_or("has no text form")?
                .map_err(str::to_owned)?;
        }
        other => return Err(mismatch(&other, "a text")),
    }
    Ok(())
}

/// Sets a value to an integer.
pub(super) fn set_integer(target: ViewMut<'_>, value: i128) -> Result<(), String> {
    fn fit<T: TryFrom<i128>>(target: &mut T, value: i128) -> Result<(), String> {
        *target = T::try_from(value).map_err(|_| "is out of range".to_owned())?;
        Ok(())
    }
    match target {
        ViewMut::Int32(target) => fit(target, value),
        ViewMut::Int64(target) => fit(target, value),
        ViewMut::UInt32(target) => fit(target, value),
        ViewMut::UInt64(target) => fit(target, value),
        ViewMut::Enum(target) => {
            let mut number = 0;
            fit(&mut number, value)?;
            target.set(number);
            Ok(())
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "a number in JSON is the nearest one that the kind has"
        )]
        ViewMut::Float(_) | ViewMut::Double(_) => set_float(target, value as f64),
        other => Err(mismatch(&other, "a number")),
    }
}

/// Sets a value to a float.
pub(super) fn set_float(target: ViewMut<'_>, value: f64) -> Result<(), String> {
    match target {
        ViewMut::Float(target) => *target = narrow(value).ok_or("is out of range")?,
        ViewMut::Double(target) => *target = value,
        other => return Err(mismatch(&other, "a number")),
    }
    Ok(())
}

fn decode(text: &str) -> Result<Vec<u8>, String> {
    let standard: String;
    let text = if text.contains(['-', '_']) {
        standard = text.replace('-', "+").replace('_', "/");
        &standard
    } else {
        text
    };
    BASE64
        .decode(text)
        .map_err(|error| format!("must be base64: {error}"))
}
