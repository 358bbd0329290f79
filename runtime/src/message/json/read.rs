//! From JSON to messages.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::error::ReadError;
use super::form::Form;
use super::number::integer_of;
use super::target::{Held, Target, mismatch};
use super::text;
use crate::message::fields::clear_field;
use crate::message::{FieldDescriptor, Message, Value, ViewMut};

/// What becomes of fields that the contract doesn't know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// They are errors.
    Refuse,
    /// They are skipped.
    Ignore,
}

/// Reads a JSON text into a message. Fields that the text doesn't name keep
/// what they have.
pub fn read(json: &[u8], message: &mut dyn Message, unknown: Unknown) -> Result<(), ReadError> {
    Reader::new(unknown).read(json, Target::Message(message))
}

/// Reads a JSON text into one field of a message, by the field's number.
pub fn read_field(
    json: &[u8],
    message: &mut dyn Message,
    field: &FieldDescriptor,
    unknown: Unknown,
) -> Result<(), ReadError> {
    let target = Target::Field(message, field.number);
    Reader::new(unknown)
        .read(json, target)
        .map_err(|error| error.within(field.name))
}

/// Reads a message, or a value of any other kind, through any of serde's formats
/// that describe themselves. Fields that the contract doesn't know are errors.
pub fn deserialize<'de, V: Value + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<V, D::Error> {
    let mut value = V::default();
    let reader = Reader::new(Unknown::Refuse);
    reader.read_from(deserializer, Target::Element(&mut value))?;
    Ok(value)
}

/// Reads a message of any type through any of serde's formats that describe
/// themselves. Fields that aren't named keep what they have.
pub fn deserialize_into<'de, D: Deserializer<'de>>(
    deserializer: D,
    message: &mut dyn Message,
    unknown: Unknown,
) -> Result<(), D::Error> {
    Reader::new(unknown).read_from(deserializer, Target::Message(message))
}

/// What is the same for all values of one text.
pub(super) struct Reader {
    pub(super) unknown: Unknown,
    pub(super) depth: Cell<usize>,
    /// What is wrong, and the way to it, innermost step first.
    failure: RefCell<Option<String>>,
    trail: RefCell<Vec<String>>,
}

impl Reader {
    fn new(unknown: Unknown) -> Self {
        Self {
            unknown,
            depth: Cell::new(0),
            failure: RefCell::default(),
            trail: RefCell::default(),
        }
    }

    fn read(&self, json: &[u8], target: Target<'_>) -> Result<(), ReadError> {
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        let seed = Seed {
            target,
            reader: self,
        };
        seed.deserialize(&mut deserializer)
            .and_then(|_| deserializer.end())
            .map_err(|error| self.explain(&error))
    }

    fn read_from<'de, D: Deserializer<'de>>(
        &self,
        deserializer: D,
        target: Target<'_>,
    ) -> Result<(), D::Error> {
        let seed = Seed {
            target,
            reader: self,
        };
        match seed.deserialize(deserializer) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.failure().map_or(error, D::Error::custom)),
        }
    }

    fn explain(&self, error: &serde_json::Error) -> ReadError {
        self.failure().unwrap_or_else(|| {
            let (line, column) = (error.line(), error.column());
            let text = error.to_string();
            let position = format!(" at line {line} column {column}");
            ReadError::Syntax {
                message: text.strip_suffix(&position).unwrap_or(&text).to_owned(),
                line,
                column,
            }
        })
    }

    /// The value that doesn't fit, if that is what went wrong.
    fn failure(&self) -> Option<ReadError> {
        let message = self.failure.take()?;
        let mut path = String::new();
        for step in self.trail.take().iter().rev() {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        Some(ReadError::Value { path, message })
    }

    pub(super) fn fail<E: serde::de::Error>(&self, message: impl Into<String>) -> E {
        let message = message.into();
        let error = E::custom(&message);
        *self.failure.borrow_mut() = Some(message);
        error
    }

    fn given<E: serde::de::Error>(
        &self,
        result: Result<(), impl Into<String>>,
    ) -> Result<Given, E> {
        match result {
            Ok(()) => Ok(Given::Value),
            Err(message) => Err(self.fail(message)),
        }
    }

    /// Adds a step to the way to what is wrong.
    pub(super) fn at<T, E>(
        &self,
        result: Result<T, E>,
        step: impl FnOnce() -> String,
    ) -> Result<T, E> {
        if result.is_err() {
            self.trail.borrow_mut().push(step());
        }
        result
    }
}

/// Whether a field was given.
#[derive(PartialEq)]
pub(super) enum Given {
    Null,
    Value,
}

/// A value that is there to be read, and its reader.
pub(super) struct Seed<'a, 'r> {
    pub(super) target: Target<'a>,
    pub(super) reader: &'r Reader,
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = Given;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Given, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = Given;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of the contract")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Given, E> {
        let holds_null = self.target.holds_null();
        match self.target {
            Target::Field(message, number) if !holds_null => {
                clear_field(message, number);
                Ok(Given::Null)
            }
            target => self.reader.given(target.set_null()),
        }
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Given, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Given, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Given, E> {
        match self.target.open(Held::Bool) {
            ViewMut::Bool(target) => *target = value,
            other => return Err(self.reader.fail(mismatch(&other, "a boolean"))),
        }
        Ok(Given::Value)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Given, E> {
        self.visit_integer(value.into())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Given, E> {
        self.visit_integer(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Given, E> {
        let target = self.target.open(Held::Number);
        let result = match (&target, integer_of(value)) {
            (ViewMut::Float(_) | ViewMut::Double(_), _) => text::set_float(target, value),
            (_, Some(integer)) => text::set_integer(target, integer),
            (_, None) => Err(mismatch(&target, "a number with a fraction")),
        };
        self.reader.given(result)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Given, E> {
        let result = text::set_text(self.target.open(Held::Text), value);
        self.reader.given(result)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Given, A::Error> {
        let hidden = self.target.hidden_depth(Held::List);
        self.reader
            .deeper(hidden, || match self.target.open(Held::List) {
                ViewMut::List(list) => self.reader.read_list(list, access),
                other => Err(self.reader.fail(mismatch(&other, "a list"))),
            })
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Given, A::Error> {
        let hidden = self.target.hidden_depth(Held::Object);
        self.reader
            .deeper(hidden, || match self.target.open(Held::Object) {
                ViewMut::Message(message) => match Form::of(message.descriptor()) {
                    Form::Fields => self.reader.read_message(message, access),
                    Form::Any => self.reader.read_any(message, access),
                    _ => {
                        let target = ViewMut::Message(message);
                        Err(self.reader.fail(mismatch(&target, "an object")))
                    }
                },
                ViewMut::Map(map) => self.reader.read_map(map, access),
                other => Err(self.reader.fail(mismatch(&other, "an object"))),
            })
    }
}

impl Seed<'_, '_> {
    fn visit_integer<E: serde::de::Error>(self, value: i128) -> Result<Given, E> {
        let result = text::set_integer(self.target.open(Held::Number), value);
        self.reader.given(result)
    }
}
