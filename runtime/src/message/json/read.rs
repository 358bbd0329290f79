//! From JSON to messages.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::error::ReadError;
use super::number::integer_of;
use super::target::{Target, excluded_by, has_text_form, mismatch};
use super::text;
use crate::message::fields::{MAX_DEPTH, clear_field};
use crate::message::{FieldDescriptor, Label, ListMut, MapMut, Message, ViewMut};

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
        .map_err(|error| error.within(field.json_name))
}

/// What is the same for all values of one text.
pub(super) struct Reader {
    unknown: Unknown,
    depth: Cell<usize>,
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

    fn explain(&self, error: &serde_json::Error) -> ReadError {
        let Some(message) = self.failure.take() else {
            let (line, column) = (error.line(), error.column());
            let text = error.to_string();
            let position = format!(" at line {line} column {column}");
            return ReadError::Syntax {
                message: text.strip_suffix(&position).unwrap_or(&text).to_owned(),
                line,
                column,
            };
        };
        let mut path = String::new();
        for step in self.trail.take().iter().rev() {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        ReadError::Value { path, message }
    }

    fn fail<E: serde::de::Error>(&self, message: impl Into<String>) -> E {
        let message = message.into();
        let error = E::custom(&message);
        *self.failure.borrow_mut() = Some(message);
        error
    }

    /// Adds a step to the way to what is wrong.
    fn at<T, E>(&self, result: Result<T, E>, step: impl FnOnce() -> String) -> Result<T, E> {
        if result.is_err() {
            self.trail.borrow_mut().push(step());
        }
        result
    }
}

/// Whether a field was given.
#[derive(PartialEq)]
enum Given {
    Null,
    Value,
}

struct Seed<'a, 'r> {
    target: Target<'a>,
    reader: &'r Reader,
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
        match self.target {
            Target::Field(message, number) => {
                clear_field(message, number);
                Ok(Given::Null)
            }
            Target::Message(_) | Target::Element(_) => Err(self.reader.fail("must not be null")),
        }
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Given, E> {
        match self.target.open() {
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
        let target = self.target.open();
        let result = match (&target, integer_of(value)) {
            (ViewMut::Float(_) | ViewMut::Double(_), _) => text::set_float(target, value),
            (_, Some(integer)) => text::set_integer(target, integer),
            (_, None) => Err(mismatch(&target, "a number with a fraction")),
        };
        self.reader.given(result)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Given, E> {
        let result = text::set_text(self.target.open(), value);
        self.reader.given(result)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Given, A::Error> {
        match self.target.open() {
            ViewMut::List(list) => self.reader.read_list(list, access),
            other => Err(self.reader.fail(mismatch(&other, "a list"))),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Given, A::Error> {
        match self.target.open() {
            ViewMut::Message(message) if !has_text_form(message) => {
                self.reader.read_message(message, access)
            }
            ViewMut::Map(map) => self.reader.read_map(map, access),
            other => Err(self.reader.fail(mismatch(&other, "an object"))),
        }
    }
}

impl Seed<'_, '_> {
    fn visit_integer<E: serde::de::Error>(self, value: i128) -> Result<Given, E> {
        let result = text::set_integer(self.target.open(), value);
        self.reader.given(result)
    }
}

impl Reader {
    fn given<E: serde::de::Error>(&self, result: Result<(), String>) -> Result<Given, E> {
        match result {
            Ok(()) => Ok(Given::Value),
            Err(message) => Err(self.fail(message)),
        }
    }

    fn read_list<'de, A: SeqAccess<'de>>(
        &self,
        list: &mut dyn ListMut,
        mut access: A,
    ) -> Result<Given, A::Error> {
        list.clear();
        for index in 0.. {
            let element = Element { list, reader: self };
            let next = self.at(access.next_element_seed(element), || format!("[{index}]"))?;
            if next.is_none() {
                break;
            }
        }
        Ok(Given::Value)
    }

    fn read_map<'de, A: MapAccess<'de>>(
        &self,
        map: &mut dyn MapMut,
        mut access: A,
    ) -> Result<Given, A::Error> {
        map.clear();
        while let Some(key) = access.next_key::<Cow<'de, str>>()? {
            let value = if map.contains(&key) {
                Err(self.fail("is given twice"))
            } else if let Some(value) = map.entry(&key) {
                access.next_value_seed(Seed {
                    target: Target::Element(value),
                    reader: self,
                })
            } else {
                Err(self.fail("is no key of this map"))
            };
            self.at(value, || format!("[{key:?}]"))?;
        }
        Ok(Given::Value)
    }

    fn read_message<'de, A: MapAccess<'de>>(
        &self,
        message: &mut dyn Message,
        mut access: A,
    ) -> Result<Given, A::Error> {
        let depth = self.depth.get();
        if depth >= MAX_DEPTH {
            return Err(self.fail("stands too deep in other messages"));
        }
        self.depth.set(depth + 1);
        let descriptor = message.descriptor();
        let mut seen = Vec::new();
        while let Some(name) = access.next_key::<Cow<'de, str>>()? {
            let value = match descriptor.by_json_name(&name) {
                Some(field) => self.read_member(message, field, &mut seen, &mut access),
                None if self.unknown == Unknown::Ignore => {
                    access.next_value::<IgnoredAny>().map(drop)
                }
                None => Err(self.fail(format!("is no field of {}", descriptor.name))),
            };
            self.at(value, || name.into_owned())?;
        }
        self.depth.set(depth);
        Ok(Given::Value)
    }

    fn read_member<'de, A: MapAccess<'de>>(
        &self,
        message: &mut dyn Message,
        field: &'static FieldDescriptor,
        seen: &mut Vec<&'static FieldDescriptor>,
        access: &mut A,
    ) -> Result<(), A::Error> {
        if seen.iter().any(|earlier| earlier.number == field.number) {
            return Err(self.fail("is given twice"));
        }
        let given = access.next_value_seed(Seed {
            target: Target::Field(message, field.number),
            reader: self,
        })?;
        if given == Given::Null {
            return Ok(());
        }
        // A field that was given and is gone was a member of the same oneof.
        let replaced = seen
            .iter()
            .filter(|earlier| matches!(earlier.label, Label::Optional))
            .find(|earlier| message.field(earlier.number).is_none());
        if let Some(earlier) = replaced {
            return Err(self.fail(excluded_by(earlier)));
        }
        seen.push(field);
        Ok(())
    }
}

/// The next element of a list, which is added only if there is one.
struct Element<'a, 'r> {
    list: &'a mut dyn ListMut,
    reader: &'r Reader,
}

impl<'de> DeserializeSeed<'de> for Element<'_, '_> {
    type Value = Given;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Given, D::Error> {
        let seed = Seed {
            target: Target::Element(self.list.push()),
            reader: self.reader,
        };
        seed.deserialize(deserializer)
    }
}
