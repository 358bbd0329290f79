//! From messages to documents.

use super::{Datum, Document, key};
use crate::message::{MapView, Message, TIMESTAMP, Timestamp, Value, View};

/// What is stored of a message: its fields by stored name.
///
/// Fields that tell unset from default are left out if they are unset; all
/// others are stored even if they have their default, so that a filter finds
/// them.
pub(crate) fn document_of(message: &dyn Message) -> Document {
    let mut document = Document::new();
    for field in message.descriptor().fields {
        match message.field(field.number).map(datum_of) {
            None | Some(Datum::Null) => {}
            Some(datum) => document.push(field.stored_name, datum),
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
        View::Enum(descriptor, number) => match descriptor.name_of(number) {
            Some(name) => Datum::Text(name.to_owned()),
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
    if message.descriptor().name == TIMESTAMP.name
        && let (Some(View::Int64(seconds)), Some(View::Int32(nanos))) = (
            message.field(1).map(Value::view),
            message.field(2).map(Value::view),
        )
    {
        return Datum::Time(Timestamp { seconds, nanos });
    }
    Datum::Document(document_of(message))
}

fn document_of_map(map: &dyn MapView) -> Document {
    let mut document = Document::new();
    map.for_each(&mut |name, value| document.push(key::escaped(name), datum_of(value)));
    document
}
