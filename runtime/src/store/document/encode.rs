//! From messages to documents.

use super::datum::UNNAMED;
use super::decode::is_timestamp;
use super::dynamic::Dynamic;
use super::error::{DocumentError, MAX_DEPTH, Problem};
use super::{Datum, Document, key, text};
use crate::message::{MapView, Message, Timestamp, Value, View};

/// What is stored of an entity, [`document_of`] it, if all of it can be stored:
/// moments that protobuf allows, nothing deeper than [`MAX_DEPTH`].
pub(crate) fn write(message: &dyn Message) -> Result<Document, DocumentError> {
    check_message(message, MAX_DEPTH)?;
    Ok(document_of(message))
}

fn check_message(message: &dyn Message, depth: usize) -> Result<(), DocumentError> {
    let depth = deeper(depth)?;
    for field in message.descriptor().fields {
        if let Some(value) = message.field(field.number) {
            check(value, depth).map_err(|error| error.in_field(field.name))?;
        }
    }
    Ok(())
}

fn check(value: &dyn Value, depth: usize) -> Result<(), DocumentError> {
    match value.view() {
        View::Message(message) => match moment(message) {
            Some(time) if text::of_time(time).is_none() => Err(DocumentError::here(Problem::Time)),
            Some(_) => Ok(()),
            None => match Dynamic::of(message) {
                Some(dynamic) => dynamic.check(depth),
                None => check_message(message, depth),
            },
        },
        View::List(list) => {
            let depth = deeper(depth)?;
            (0..list.len())
                .filter_map(|index| Some((index, list.at(index)?)))
                .try_for_each(|(index, element)| {
                    check(element, depth).map_err(|error| error.at(index))
                })
        }
        View::Map(map) => {
            let depth = deeper(depth)?;
            let mut result = Ok(());
            map.for_each(&mut |name, value| {
                if result.is_ok() {
                    result = check(value, depth).map_err(|error| error.at(key::escaped(name)));
                }
            });
            result
        }
        _ => Ok(()),
    }
}

fn deeper(depth: usize) -> Result<usize, DocumentError> {
    depth
        .checked_sub(1)
        .ok_or_else(|| DocumentError::here(Problem::Depth))
}

/// What is stored of a message: its fields by stored name.
///
/// Fields that tell unset from default are left out if they are unset; all
/// others are stored even if they have their default, so that a filter finds
/// them.
fn document_of(message: &dyn Message) -> Document {
    let mut document = Document::new();
    for field in message.descriptor().fields {
        let value = message.field(field.number);
        let value = value.filter(|value| !matches!(value.view(), View::Absent));
        if let Some(value) = value {
            document.push(field.stored_name, datum_of(value));
        }
    }
    document
}

/// What is stored of a value; [`Datum::Null`] if it is absent.
pub(crate) fn datum_of(value: &dyn Value) -> Datum {
    match value.view() {
        View::Absent => Datum::Null,
        View::Bool(value) => Datum::Bool(value),
        View::Int32(value) => Datum::Int32(value),
        View::Int64(value) => Datum::Int64(value),
        View::UInt32(value) => Datum::Int64(value.into()),
        View::UInt64(value) => Datum::UInt64(value),
        View::Float(value) => Datum::Double(value.into()),
        View::Double(value) => Datum::Double(value),
        View::Text(value) => Datum::Text(value.to_owned()),
        View::Bytes(value) => Datum::Bytes(value.clone()),
        // A number that this version of the contract doesn't know has no name yet.
        View::Enum(descriptor, number) => match descriptor.stored_name_of(number) {
            Some(name) => Datum::Text(name.to_owned()),
            None if number == UNNAMED => Datum::Unnamed,
            None => Datum::Int32(number),
        },
        View::Message(message) => datum_of_message(message),
        View::List(list) => Datum::List(
            (0..list.len())
                .filter_map(|index| list.at(index))
                .map(datum_of)
                .collect(),
        ),
        View::Map(map) => Datum::Document(document_of_map(map)),
    }
}

fn datum_of_message(message: &dyn Message) -> Datum {
    match (moment(message), Dynamic::of(message)) {
        (Some(time), _) => Datum::Time(time),
        (None, Some(dynamic)) => dynamic.datum(),
        (None, None) => Datum::Document(document_of(message)),
    }
}

/// The moment that a message is, if it is a timestamp.
fn moment(message: &dyn Message) -> Option<Timestamp> {
    if !is_timestamp(message.descriptor()) {
        return None;
    }
    match (message.field(1)?.view(), message.field(2)?.view()) {
        (View::Int64(seconds), View::Int32(nanos)) => Some(Timestamp { seconds, nanos }),
        _ => None,
    }
}

fn document_of_map(map: &dyn MapView) -> Document {
    let mut document = Document::new();
    map.for_each(&mut |name, value| document.push(key::escaped(name), datum_of(value)));
    document
}
