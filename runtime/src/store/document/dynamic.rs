//! Data without a contract: what `google.protobuf.Struct` and `Value` hold is
//! stored as what it is, so that a person who looks finds `settings.theme`.

use super::decode::{double, no};
use super::error::{DocumentError, Problem};
use super::{Datum, Document, key};
use crate::message::well_known::value::Kind;
use crate::message::well_known::{ListValue, Struct, VALUE, Value};
use crate::message::{FieldDescriptor, Kind as FieldKind, Label, Message, View};

/// A message that holds data without a contract.
pub(super) enum Dynamic<'a> {
    Struct(&'a Struct),
    Value(&'a Value),
    List(&'a ListValue),
}

impl<'a> Dynamic<'a> {
    pub(super) fn of(message: &'a dyn Message) -> Option<Self> {
        let message: &dyn std::any::Any = message;
        let fields = message.downcast_ref().map(Self::Struct);
        fields
            .or_else(|| message.downcast_ref().map(Self::Value))
            .or_else(|| message.downcast_ref().map(Self::List))
    }

    /// Holds that it can be stored: that it is JSON, and not too deep.
    pub(super) fn check(&self, depth: usize) -> Result<(), DocumentError> {
        match self {
            Self::Struct(fields) => check_struct(fields, depth),
            Self::Value(value) => check_value(value, depth),
            Self::List(list) => check_list(list, depth),
        }
    }

    pub(super) fn datum(&self) -> Datum {
        match self {
            Self::Struct(fields) => Datum::Document(document_of(fields)),
            Self::Value(value) => datum_of(value),
            Self::List(list) => Datum::List(list.values.iter().map(datum_of).collect()),
        }
    }
}

fn check_struct(fields: &Struct, depth: usize) -> Result<(), DocumentError> {
    let depth = deeper(depth)?;
    fields.fields.iter().try_for_each(|(name, value)| {
        check_value(value, depth).map_err(|error| error.at(key::escaped(View::Text(name))))
    })
}

fn check_list(list: &ListValue, depth: usize) -> Result<(), DocumentError> {
    let depth = deeper(depth)?;
    let mut values = list.values.iter().enumerate();
    values.try_for_each(|(index, value)| check_value(value, depth).map_err(|error| error.at(index)))
}

fn check_value(value: &Value, depth: usize) -> Result<(), DocumentError> {
    match &value.kind {
        None => Err(DocumentError::here(Problem::Dynamic)),
        Some(Kind::NumberValue(number)) if !number.is_finite() => {
            Err(DocumentError::here(Problem::Dynamic))
        }
        Some(Kind::StructValue(fields)) => check_struct(fields, depth),
        Some(Kind::ListValue(list)) => check_list(list, depth),
        Some(_) => Ok(()),
    }
}

fn deeper(depth: usize) -> Result<usize, DocumentError> {
    let deeper = depth.checked_sub(1);
    deeper.ok_or_else(|| DocumentError::here(Problem::Depth))
}

fn document_of(fields: &Struct) -> Document {
    let mut document = Document::new();
    for (name, value) in &fields.fields {
        document.push(key::escaped(View::Text(name)), datum_of(value));
    }
    document
}

fn datum_of(value: &Value) -> Datum {
    match &value.kind {
        None | Some(Kind::NullValue(_)) => Datum::Null,
        Some(Kind::BoolValue(value)) => Datum::Bool(*value),
        Some(Kind::NumberValue(value)) => Datum::Double(*value),
        Some(Kind::StringValue(value)) => Datum::Text(value.clone()),
        Some(Kind::StructValue(fields)) => Datum::Document(document_of(fields)),
        Some(Kind::ListValue(list)) => Datum::List(list.values.iter().map(datum_of).collect()),
    }
}

/// Whether a message holds data without a contract.
pub(super) fn is_dynamic(message: &dyn Message) -> bool {
    Dynamic::of(message).is_some()
}

/// Whether null is a value of the field, and doesn't mean that there is none.
pub(super) fn holds_null(field: &FieldDescriptor) -> bool {
    let is_value = matches!(field.kind, FieldKind::Message(inner) if inner.name == VALUE.name);
    is_value && matches!(field.label, Label::Optional)
}

/// Reads what is stored of such a message.
pub(super) fn read(datum: Datum, message: &mut dyn Message) -> Result<(), DocumentError> {
    let message: &mut dyn std::any::Any = message;
    if let Some(fields) = message.downcast_mut::<Struct>() {
        *fields = struct_of(datum)?;
    } else if let Some(value) = message.downcast_mut::<Value>() {
        *value = value_of(datum)?;
    } else if let Some(list) = message.downcast_mut::<ListValue>() {
        *list = list_of(datum)?;
    }
    Ok(())
}

fn struct_of(datum: Datum) -> Result<Struct, DocumentError> {
    let Datum::Document(document) = datum else {
        return Err(no("object", &datum));
    };
    let mut fields = Struct::default();
    for (name, datum) in document {
        let Some(key) = key::unescaped(&name) else {
            return Err(DocumentError::here(Problem::Key { name }));
        };
        let value = value_of(datum).map_err(|error| error.at(name))?;
        fields.fields.insert(key, value);
    }
    Ok(fields)
}

fn list_of(datum: Datum) -> Result<ListValue, DocumentError> {
    let Datum::List(elements) = datum else {
        return Err(no("list", &datum));
    };
    let elements = elements.into_iter().enumerate();
    let values = elements
        .map(|(index, element)| value_of(element).map_err(|error| error.at(index)))
        .collect::<Result<_, _>>()?;
    Ok(ListValue { values })
}

fn value_of(datum: Datum) -> Result<Value, DocumentError> {
    let kind = match datum {
        Datum::Null => Kind::NullValue(0),
        Datum::Bool(value) => Kind::BoolValue(value),
        Datum::Text(value) => Kind::StringValue(value),
        Datum::Document(_) => Kind::StructValue(struct_of(datum)?),
        Datum::List(_) => Kind::ListValue(list_of(datum)?),
        number => Kind::NumberValue(double(number)?),
    };
    Ok(Value { kind: Some(kind) })
}
