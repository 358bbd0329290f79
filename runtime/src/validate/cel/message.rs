//! A message as a value of CEL.

use std::any::Any;
use std::fmt;

use cel::ExecutionError;
use cel::common::traits::Indexer;
use cel::common::types::{CelBool, CelString, Kind, Type};
use cel::common::value::{CowVal, StaticVal, Val};

use super::value::{self, Boxed};
use crate::message::{FieldDescriptor, Message, MessageDescriptor, View, is_default};

/// A message, whose fields are converted when an expression asks for them.
#[derive(Clone)]
pub(super) struct CelMessage<'a> {
    descriptor: &'static MessageDescriptor,
    /// `None` where a field isn't there: all fields have their defaults.
    message: Option<&'a dyn Message>,
}

/// The type of every message: functions tell messages from other values, and
/// none from one another.
static MESSAGE: Type = Type::simple_type(Kind::Struct, "message");

impl<'a> CelMessage<'a> {
    pub(super) fn new(message: &'a dyn Message) -> Self {
        Self {
            descriptor: message.descriptor(),
            message: Some(message),
        }
    }

    pub(super) fn absent(descriptor: &'static MessageDescriptor) -> Self {
        Self {
            descriptor,
            message: None,
        }
    }

    fn field(&self, name: &str) -> Result<&'static FieldDescriptor, ExecutionError> {
        self.descriptor
            .by_name(name)
            .ok_or_else(|| ExecutionError::no_such_key(name))
    }

    fn value(&self, name: &str) -> Result<Boxed<'a>, ExecutionError> {
        let field = self.field(name)?;
        let value = self.message.and_then(|message| message.field(field.number));
        match value.map(|value| value.view()) {
            None | Some(View::Absent) => value::absent(field),
            Some(view) => value::of(view),
        }
    }

    fn has(&self, name: &str) -> Result<bool, ExecutionError> {
        let field = self.field(name)?;
        Ok(self
            .message
            .is_some_and(|message| !is_default(message, field)))
    }
}

impl fmt::Debug for CelMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.descriptor.name)
    }
}

impl Val for CelMessage<'_> {
    fn get_type(&self) -> &Type {
        &MESSAGE
    }

    fn cel_type() -> &'static Type {
        &MESSAGE
    }

    fn as_indexer<'b, 'v>(&'b self) -> Option<&'b (dyn Indexer + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn into_indexer<'v>(self: Box<Self>) -> Option<Box<dyn Indexer + 'v>>
    where
        Self: 'v,
    {
        Some(self)
    }

    /// Messages are the same if they are of one type, and all their fields are.
    /// The other one borrows from elsewhere, so it is asked as expressions do.
    fn equals(&self, other: &dyn Val) -> bool {
        let Some(other) = other.as_indexer() else {
            return false;
        };
        let is_same_type = other
            .get(&Question::Type(self.descriptor.name))
            .is_ok_and(|answer| is_true(&*answer));
        is_same_type
            && self.descriptor.fields.iter().all(|field| {
                let has = other
                    .get(&Question::Has(field.name.to_owned()))
                    .is_ok_and(|answer| is_true(&*answer));
                let same = || {
                    let theirs = other.get(&CelString::from(field.name));
                    let ours = self.value(field.name);
                    ours.is_ok_and(|ours| theirs.is_ok_and(|theirs| ours.equals(&*theirs)))
                };
                self.has(field.name).is_ok_and(|ours| ours == has) && (!has || same())
            })
    }

    fn clone_as_boxed<'v>(&self) -> Box<dyn Val + 'v>
    where
        Self: 'v,
    {
        Box::new(self.clone())
    }
}

impl Indexer for CelMessage<'_> {
    fn get<'b, 'v>(&'b self, index: &dyn Val) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        Ok(CowVal::Owned(self.answer(index)?))
    }

    fn steal<'v>(self: Box<Self>, index: &dyn Val) -> Result<Box<dyn Val + 'v>, ExecutionError>
    where
        Self: 'v,
    {
        self.answer(index)
    }
}

impl<'a> CelMessage<'a> {
    fn answer(&self, index: &dyn Val) -> Result<Boxed<'a>, ExecutionError> {
        if let Some(question) = index.downcast_ref::<Question>() {
            let answer = match question {
                Question::Has(field) => self.has(field)?,
                Question::Type(name) => self.descriptor.name == *name,
            };
            return Ok(Box::new(CelBool::from(answer)));
        }
        match index.downcast_ref::<CelString<'_>>() {
            Some(name) => self.value(name.inner()),
            None => Err(ExecutionError::UnexpectedType {
                got: index.get_type().name().to_owned(),
                want: "the name of a field".to_owned(),
            }),
        }
    }
}

fn is_true(value: &dyn Val) -> bool {
    value
        .downcast_ref::<CelBool>()
        .is_some_and(|answer| *answer.inner())
}

/// What can be asked of a message beside the values of its fields. The crate
/// reaches a value that borrows only through what it can do, so a question goes
/// where the name of a field would.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// Whether the field with this name is given.
    Has(String),
    /// Whether the message is of the type with this name.
    Type(&'static str),
}

static QUESTION: Type = Type::simple_type(Kind::Opaque, "question");

impl Val for Question {
    fn get_type(&self) -> &Type {
        &QUESTION
    }

    fn cel_type() -> &'static Type {
        &QUESTION
    }

    fn clone_as_boxed<'v>(&self) -> Box<dyn Val + 'v>
    where
        Self: 'v,
    {
        Box::new(self.clone())
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl StaticVal for Question {}
