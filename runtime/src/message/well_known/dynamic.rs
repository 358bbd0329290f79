//! Data without a contract: JSON as protobuf.

pub use prost_types::{ListValue, Struct, Value, value};

use self::value::Kind as Held;
use crate::message::{
    EnumDescriptor, Enumeration, FieldDescriptor, Kind, Message, MessageDescriptor,
    Value as FieldValue,
};
use crate::validate::{Check, Validate};

/// `google.protobuf.Struct`
pub static STRUCT: MessageDescriptor = MessageDescriptor::new(
    "google.protobuf.Struct",
    &[FieldDescriptor::new(1, "fields", "fields", Kind::Message(&VALUE)).map(Kind::Text)],
);

/// `google.protobuf.Value`
pub static VALUE: MessageDescriptor = MessageDescriptor::new(
    "google.protobuf.Value",
    &[
        FieldDescriptor::new(1, "null_value", "nullValue", Kind::Enum(&NULL_VALUE)).optional(),
        FieldDescriptor::new(2, "number_value", "numberValue", Kind::Double).optional(),
        FieldDescriptor::new(3, "string_value", "stringValue", Kind::Text).optional(),
        FieldDescriptor::new(4, "bool_value", "boolValue", Kind::Bool).optional(),
        FieldDescriptor::new(5, "struct_value", "structValue", Kind::Message(&STRUCT)).optional(),
        FieldDescriptor::new(6, "list_value", "listValue", Kind::Message(&LIST_VALUE)).optional(),
    ],
);

/// `google.protobuf.ListValue`
pub static LIST_VALUE: MessageDescriptor = MessageDescriptor::new(
    "google.protobuf.ListValue",
    &[FieldDescriptor::new(1, "values", "values", Kind::Message(&VALUE)).repeated()],
);

/// `google.protobuf.NullValue`
pub static NULL_VALUE: EnumDescriptor =
    EnumDescriptor::new("google.protobuf.NullValue", &[(0, "NULL_VALUE")]);

/// `google.protobuf.NullValue`: the null of JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NullValue {
    /// `NULL_VALUE = 0`
    #[default]
    NullValue,
    /// A number that this version of the contract doesn't know.
    Unrecognized(i32),
}

impl Enumeration for NullValue {
    const DESCRIPTOR: &'static EnumDescriptor = &NULL_VALUE;

    fn from_number(number: i32) -> Self {
        match number {
            0 => Self::NullValue,
            unrecognized => Self::Unrecognized(unrecognized),
        }
    }

    fn number(self) -> i32 {
        match self {
            Self::NullValue => 0,
            Self::Unrecognized(number) => number,
        }
    }
}

crate::__enumeration!(NullValue);

impl Message for Struct {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &STRUCT
    }

    fn field(&self, number: u32) -> Option<&dyn FieldValue> {
        match number {
            1 => Some(&self.fields),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn FieldValue> {
        match number {
            1 => Some(&mut self.fields),
            _ => None,
        }
    }
}

impl Message for ListValue {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &LIST_VALUE
    }

    fn field(&self, number: u32) -> Option<&dyn FieldValue> {
        match number {
            1 => Some(&self.values),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn FieldValue> {
        match number {
            1 => Some(&mut self.values),
            _ => None,
        }
    }
}

impl Message for Value {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &VALUE
    }

    fn field(&self, number: u32) -> Option<&dyn FieldValue> {
        match (number, self.kind.as_ref()?) {
            (1, Held::NullValue(held)) => Some(held),
            (2, Held::NumberValue(held)) => Some(held),
            (3, Held::StringValue(held)) => Some(held),
            (4, Held::BoolValue(held)) => Some(held),
            (5, Held::StructValue(held)) => Some(held),
            (6, Held::ListValue(held)) => Some(held),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn FieldValue> {
        if self.field(number).is_none() {
            self.kind = Some(match number {
                1 => Held::NullValue(0),
                2 => Held::NumberValue(0.0),
                3 => Held::StringValue(String::new()),
                4 => Held::BoolValue(false),
                5 => Held::StructValue(Struct::default()),
                6 => Held::ListValue(ListValue::default()),
                _ => return None,
            });
        }
        match self.kind.as_mut()? {
            Held::NullValue(held) => Some(held),
            Held::NumberValue(held) => Some(held),
            Held::StringValue(held) => Some(held),
            Held::BoolValue(held) => Some(held),
            Held::StructValue(held) => Some(held),
            Held::ListValue(held) => Some(held),
        }
    }

    fn clear_field(&mut self, number: u32) {
        if self.field(number).is_some() {
            self.kind = None;
        }
    }
}

impl Validate for Struct {
    fn validate(&self, _check: &mut Check) {}
}

impl Validate for ListValue {
    fn validate(&self, _check: &mut Check) {}
}

impl Validate for Value {
    fn validate(&self, _check: &mut Check) {}
}
