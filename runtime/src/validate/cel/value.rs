//! Values of messages as values of CEL.

use std::collections::HashMap;

use cel::ExecutionError;
use cel::common::types::{
    CelBool, CelBytes, CelDouble, CelDuration, CelInt, CelList, CelMap, CelMapKey, CelNull,
    CelString, CelTimestamp, CelUInt,
};
use cel::common::value::Val;

use super::message::CelMessage;
use crate::message::{
    FieldDescriptor, Kind, Label, ListView, MapView, Message, MessageDescriptor, View,
};

/// A value, borrowed from the message it stands in.
pub(super) type Boxed<'a> = Box<dyn Val + 'a>;

/// A value that is there.
pub(super) fn of(view: View<'_>) -> Result<Boxed<'_>, ExecutionError> {
    Ok(match view {
        View::Absent => Box::new(CelNull),
        View::Bool(value) => Box::new(CelBool::from(value)),
        View::Int32(value) | View::Enum(_, value) => Box::new(CelInt::from(i64::from(value))),
        View::Int64(value) => Box::new(CelInt::from(value)),
        View::UInt32(value) => Box::new(CelUInt::from(u64::from(value))),
        View::UInt64(value) => Box::new(CelUInt::from(value)),
        View::Float(value) => Box::new(CelDouble::from(f64::from(value))),
        View::Double(value) => Box::new(CelDouble::from(value)),
        View::Text(text) => Box::new(CelString::from(text)),
        View::Bytes(bytes) => Box::new(CelBytes::from(&bytes[..])),
        View::Message(message) => return of_message(message),
        View::List(list) => return of_list(list),
        View::Map(map) => return of_map(map),
    })
}

/// What a field shows that isn't there: the default of its type.
pub(super) fn absent(field: &FieldDescriptor) -> Result<Boxed<'static>, ExecutionError> {
    Ok(match (field.label, field.kind) {
        (Label::Repeated, _) => Box::new(CelList::from(Vec::new())),
        (Label::Map(_), _) => Box::new(CelMap::from(HashMap::new())),
        (_, Kind::Bool) => Box::new(CelBool::from(false)),
        (
            _,
            Kind::Int32
            | Kind::SInt32
            | Kind::SFixed32
            | Kind::Int64
            | Kind::SInt64
            | Kind::SFixed64
            | Kind::Enum(_),
        ) => Box::new(CelInt::from(0)),
        (_, Kind::UInt32 | Kind::Fixed32 | Kind::UInt64 | Kind::Fixed64) => {
            Box::new(CelUInt::from(0))
        }
        (_, Kind::Float | Kind::Double) => Box::new(CelDouble::from(0.0)),
        (_, Kind::Text) => Box::new(CelString::from("")),
        (_, Kind::Bytes) => Box::new(CelBytes::from(&[][..])),
        (_, Kind::Message(descriptor)) => match Special::of(descriptor) {
            Some(Special::Timestamp) => timestamp(0, 0)?,
            Some(Special::Duration) => duration(0, 0)?,
            Some(Special::Wrapper | Special::Value) => Box::new(CelNull),
            Some(Special::Struct) => Box::new(CelMap::from(HashMap::new())),
            Some(Special::List) => Box::new(CelList::from(Vec::new())),
            None => Box::new(CelMessage::absent(descriptor)),
        },
    })
}

/// Messages that are values of their own in CEL.
#[derive(Clone, Copy)]
enum Special {
    Timestamp,
    Duration,
    /// `google.protobuf.StringValue` and the like: what is in it, or null.
    Wrapper,
    /// `google.protobuf.Struct`: a map.
    Struct,
    /// `google.protobuf.ListValue`: a list.
    List,
    /// `google.protobuf.Value`: what is in it, or null.
    Value,
}

impl Special {
    fn of(descriptor: &MessageDescriptor) -> Option<Self> {
        match descriptor.name.strip_prefix("google.protobuf.")? {
            "Timestamp" => Some(Self::Timestamp),
            "Duration" => Some(Self::Duration),
            "Struct" => Some(Self::Struct),
            "ListValue" => Some(Self::List),
            "Value" => Some(Self::Value),
            "BoolValue" | "BytesValue" | "DoubleValue" | "FloatValue" | "Int32Value"
            | "Int64Value" | "StringValue" | "UInt32Value" | "UInt64Value" => Some(Self::Wrapper),
            _ => None,
        }
    }
}

fn of_message(message: &dyn Message) -> Result<Boxed<'_>, ExecutionError> {
    let number = |number| match message.field(number).map(|value| value.view()) {
        Some(View::Int64(value)) => value,
        Some(View::Int32(value)) => i64::from(value),
        _ => 0,
    };
    match Special::of(message.descriptor()) {
        Some(Special::Timestamp) => timestamp(number(1), number(2)),
        Some(Special::Duration) => duration(number(1), number(2)),
        Some(Special::Wrapper | Special::Struct | Special::List) => match message.field(1) {
            Some(value) => of(value.view()),
            None => Ok(Box::new(CelNull)),
        },
        Some(Special::Value) => of_dynamic(message),
        None => Ok(Box::new(CelMessage::new(message))),
    }
}

/// What is in a `google.protobuf.Value`, whose first field is null.
fn of_dynamic(value: &dyn Message) -> Result<Boxed<'_>, ExecutionError> {
    let mut fields = value.descriptor().fields.iter().skip(1);
    let set = fields.find_map(|field| value.field(field.number));
    match set {
        Some(value) => of(value.view()),
        None => Ok(Box::new(CelNull)),
    }
}

fn of_list(list: &dyn ListView) -> Result<Boxed<'_>, ExecutionError> {
    let elements = (0..list.len())
        .filter_map(|index| list.at(index))
        .map(|element| of(element.view()))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Box::new(CelList::from(elements)))
}

fn of_map(map: &dyn MapView) -> Result<Boxed<'_>, ExecutionError> {
    let mut entries = HashMap::with_capacity(map.len());
    let mut failed = None;
    map.for_each(&mut |key, value| match of(value.view()) {
        Ok(value) => {
            if let Some(key) = map_key(key) {
                entries.insert(key, value);
            }
        }
        Err(error) => failed = Some(error),
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(Box::new(CelMap::from(entries))),
    }
}

/// `None` for what protobuf allows as no key.
fn map_key(key: View<'_>) -> Option<CelMapKey<'_>> {
    match key {
        View::Bool(key) => Some(key.into()),
        View::Int32(key) => Some(i64::from(key).into()),
        View::Int64(key) => Some(key.into()),
        View::UInt32(key) => Some(u64::from(key).into()),
        View::UInt64(key) => Some(key.into()),
        View::Text(key) => Some(key.into()),
        _ => None,
    }
}

fn timestamp(seconds: i64, nanos: i64) -> Result<Boxed<'static>, ExecutionError> {
    u32::try_from(nanos)
        .ok()
        .and_then(|nanos| chrono::DateTime::from_timestamp(seconds, nanos))
        .map(|time| Box::new(CelTimestamp::from(time.fixed_offset())) as Boxed<'static>)
        .ok_or_else(|| out_of_range("timestamp"))
}

fn duration(seconds: i64, nanos: i64) -> Result<Boxed<'static>, ExecutionError> {
    chrono::Duration::try_seconds(seconds)
        .and_then(|time| time.checked_add(&chrono::Duration::nanoseconds(nanos)))
        // CEL counts durations in nanoseconds, with 64 bits.
        .filter(|time| time.num_nanoseconds().is_some())
        .map(|time| Box::new(CelDuration::from(time)) as Boxed<'static>)
        .ok_or_else(|| out_of_range("duration"))
}

fn out_of_range(kind: &str) -> ExecutionError {
    ExecutionError::function_error(kind, "it is out of range")
}
