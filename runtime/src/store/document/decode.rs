//! From documents to messages.

use super::datum::UNNAMED;
use super::error::{DocumentError, Problem};
use super::{Datum, Document, dynamic, key, text};
use crate::message::{
    ListMut, MapMut, Message, MessageDescriptor, TIMESTAMP, Timestamp, Value, ViewMut,
};

type Result<T = (), E = DocumentError> = std::result::Result<T, E>;

/// Writes what is stored into a message that has only defaults.
///
/// Stored fields that the contract doesn't know belong to another version of it
/// and are passed over.
pub(crate) fn read(document: Document, message: &mut dyn Message) -> Result {
    let descriptor = message.descriptor();
    for (name, datum) in document {
        let Some(field) = descriptor.by_stored_name(&name) else {
            continue;
        };
        if matches!(datum, Datum::Null) && !dynamic::holds_null(field) {
            continue;
        }
        if let Some(value) = message.field_mut(field.number) {
            read_value(datum, value).map_err(|error| error.in_field(field.name))?;
        }
    }
    Ok(())
}

fn read_value(datum: Datum, value: &mut dyn Value) -> Result {
    match value.view_mut() {
        ViewMut::Bool(slot) => *slot = boolean(datum)?,
        ViewMut::Int32(slot) => *slot = integer(datum, "32-bit integer")?,
        ViewMut::Int64(slot) => *slot = integer(datum, "64-bit integer")?,
        ViewMut::UInt32(slot) => *slot = integer(datum, "unsigned 32-bit integer")?,
        ViewMut::UInt64(slot) => *slot = unsigned(datum)?,
        ViewMut::Float(slot) => *slot = single(double(datum)?),
        ViewMut::Double(slot) => *slot = double(datum)?,
        ViewMut::Text(slot) => slot.set(string(datum)?),
        ViewMut::Bytes(slot) => *slot = bytes(datum)?,
        ViewMut::Enum(slot) => {
            let number = match datum {
                // A newer version of the contract may have stored it. Who reads the
                // field finds an unrecognized value, everybody else the entity.
                Datum::Text(name) => slot.descriptor().number_of_stored(&name).unwrap_or(UNNAMED),
                number => integer(number, "number of an enum's value")?,
            };
            slot.set(number);
        }
        ViewMut::Message(message) => read_message(datum, message)?,
        ViewMut::List(list) => read_list(datum, list)?,
        ViewMut::Map(map) => read_map(datum, map)?,
    }
    Ok(())
}

fn read_message(datum: Datum, message: &mut dyn Message) -> Result {
    if is_timestamp(message.descriptor()) {
        let time = moment(datum)?;
        if let Some(ViewMut::Int64(seconds)) = message.field_mut(1).map(Value::view_mut) {
            *seconds = time.seconds;
        }
        if let Some(ViewMut::Int32(nanos)) = message.field_mut(2).map(Value::view_mut) {
            *nanos = time.nanos;
        }
        return Ok(());
    }
    if dynamic::is_dynamic(message) {
        return dynamic::read(datum, message);
    }
    match datum {
        Datum::Document(document) => read(document, message),
        other => Err(no(message.descriptor().name, &other)),
    }
}

fn read_list(datum: Datum, list: &mut dyn ListMut) -> Result {
    let Datum::List(elements) = datum else {
        return Err(no("list", &datum));
    };
    for (index, element) in elements.into_iter().enumerate() {
        read_value(element, list.push()).map_err(|error| error.at(index))?;
    }
    Ok(())
}

fn read_map(datum: Datum, map: &mut dyn MapMut) -> Result {
    let Datum::Document(entries) = datum else {
        return Err(no("map", &datum));
    };
    for (name, datum) in entries {
        let key = key::unescaped(&name);
        match key.as_deref().and_then(|key| map.entry(key)) {
            Some(value) => read_value(datum, value).map_err(|error| error.at(key))?,
            None => return Err(DocumentError::here(Problem::Key { name })),
        }
    }
    Ok(())
}

pub(super) fn is_timestamp(descriptor: &MessageDescriptor) -> bool {
    descriptor.name == TIMESTAMP.name
}

pub(super) fn no(expected: &'static str, found: &Datum) -> DocumentError {
    DocumentError::here(Problem::Type {
        expected,
        found: found.type_name(),
    })
}

fn boolean(datum: Datum) -> Result<bool> {
    match datum {
        Datum::Bool(value) => Ok(value),
        other => Err(no("boolean", &other)),
    }
}

fn integer<I: TryFrom<i128>>(datum: Datum, expected: &'static str) -> Result<I> {
    let number = match datum {
        Datum::Int32(number) => i128::from(number),
        Datum::Int64(number) => i128::from(number),
        Datum::UInt64(number) => i128::from(number),
        other => return Err(no(expected, &other)),
    };
    I::try_from(number).map_err(|_| DocumentError::here(Problem::Range { expected, number }))
}

fn unsigned(datum: Datum) -> Result<u64> {
    const EXPECTED: &str = "unsigned 64-bit integer";
    match &datum {
        Datum::Text(digits) => text::to_unsigned(digits).ok_or_else(|| no(EXPECTED, &datum)),
        _ => integer(datum, EXPECTED),
    }
}

pub(super) fn double(datum: Datum) -> Result<f64> {
    match datum {
        Datum::Double(number) => Ok(number),
        Datum::Int32(number) => Ok(number.into()),
        Datum::Text(name) => {
            text::to_special(&name).ok_or_else(|| no("floating-point number", &Datum::Text(name)))
        }
        other => Err(no("floating-point number", &other)),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the stored number was made from an f32, so it is one"
)]
fn single(number: f64) -> f32 {
    number as f32
}

fn string(datum: Datum) -> Result<String> {
    match datum {
        Datum::Text(text) => Ok(text),
        other => Err(no("text", &other)),
    }
}

fn bytes(datum: Datum) -> Result<bytes::Bytes> {
    match datum {
        Datum::Bytes(bytes) => Ok(bytes),
        Datum::Text(base64) => {
            text::to_bytes(&base64).ok_or_else(|| no("base64 text", &Datum::Text(base64)))
        }
        other => Err(no("bytes", &other)),
    }
}

fn moment(datum: Datum) -> Result<Timestamp> {
    match datum {
        Datum::Time(time) => Ok(time),
        Datum::Text(moment) => {
            text::to_time(&moment).ok_or_else(|| no("RFC 3339 moment", &Datum::Text(moment)))
        }
        other => Err(no("moment", &other)),
    }
}
