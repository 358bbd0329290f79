//! Where a value goes, and whether it fits there.

use super::form::Form;
use crate::message::well_known::NULL_VALUE;
use crate::message::{FieldDescriptor, Kind, Label, Message, Value, View, ViewMut};

/// Where a value goes. It is opened only when there is one: opening an optional
/// field sets it.
pub(super) enum Target<'a> {
    Message(&'a mut dyn Message),
    Field(&'a mut dyn Message, u32),
    Element(&'a mut dyn Value),
}

/// What a `google.protobuf.Value` holds, by the number of its field.
#[derive(Clone, Copy)]
pub(super) enum Held {
    Null = 1,
    Number = 2,
    Text = 3,
    Bool = 4,
    Object = 5,
    List = 6,
}

impl<'a> Target<'a> {
    /// Opens the target for what is given: of a message that stands for one value,
    /// that value.
    pub(super) fn open(self, given: Held) -> ViewMut<'a> {
        open(self.open_whole(), given)
    }

    fn open_whole(self) -> ViewMut<'a> {
        match self {
            Self::Message(message) => ViewMut::Message(message),
            Self::Field(message, number) => field(message, number),
            Self::Element(value) => value.view_mut(),
        }
    }

    /// Sets the target to null, if it can hold that; otherwise says so.
    pub(super) fn set_null(self) -> Result<(), &'static str> {
        match self.open_whole() {
            ViewMut::Enum(target) if target.descriptor().name == NULL_VALUE.name => target.set(0),
            ViewMut::Message(message) if Form::of(message.descriptor()) == Form::Value => {
                open(ViewMut::Message(message), Held::Null);
            }
            _ => return Err("must not be null"),
        }
        Ok(())
    }

    /// Whether null is a value of the target, and doesn't mean that there is none.
    pub(super) fn holds_null(&self) -> bool {
        match self {
            Self::Field(message, number) => {
                let field = message.descriptor().by_number(*number);
                let is_null = |field: &FieldDescriptor| match (field.label, field.kind) {
                    (Label::Repeated | Label::Map(_), _) => false,
                    (_, Kind::Enum(declared)) => declared.name == NULL_VALUE.name,
                    _ => self.form() == Some(Form::Value),
                };
                field.is_some_and(is_null)
            }
            Self::Message(_) | Self::Element(_) => true,
        }
    }

    /// How many messages a list or an object puts in each other on the wire, of
    /// which the JSON shows nothing.
    pub(super) fn hidden_depth(&self, given: Held) -> usize {
        match (self.form(), given) {
            // A value, a struct, an entry of its map.
            (Some(Form::Value), Held::Object) => 3,
            (Some(Form::Value), _) | (Some(Form::Struct), Held::Object) => 2,
            (Some(Form::List), _) => 1,
            _ => 0,
        }
    }

    /// The form of the message that the target is, if it is one.
    fn form(&self) -> Option<Form> {
        match self {
            Self::Message(message) => Some(Form::of(message.descriptor())),
            Self::Field(message, number) => {
                let field = message.descriptor().by_number(*number)?;
                match (field.label, field.kind) {
                    (Label::Repeated | Label::Map(_), _) => None,
                    (_, Kind::Message(inner)) => Some(Form::of(inner)),
                    _ => None,
                }
            }
            Self::Element(value) => match value.view() {
                View::Message(message) => Some(Form::of(message.descriptor())),
                _ => None,
            },
        }
    }
}

fn open(view: ViewMut<'_>, given: Held) -> ViewMut<'_> {
    let ViewMut::Message(message) = view else {
        return view;
    };
    match Form::of(message.descriptor()) {
        Form::Value => open(field(message, given as u32), given),
        Form::Wrapped => field(message, 1),
        Form::Struct if matches!(given, Held::Object) => field(message, 1),
        Form::List if matches!(given, Held::List) => field(message, 1),
        _ => ViewMut::Message(message),
    }
}

fn field(message: &mut dyn Message, number: u32) -> ViewMut<'_> {
    message
        .field_mut(number)
        .expect("a message has the fields that its descriptor names")
        .view_mut()
}

/// What is said of a value that doesn't fit.
pub(super) fn mismatch(target: &ViewMut<'_>, given: &str) -> String {
    let expected = match target {
        ViewMut::Bool(_) => "true or false",
        ViewMut::Int32(_) | ViewMut::Int64(_) | ViewMut::UInt32(_) | ViewMut::UInt64(_) => {
            "an integer"
        }
        ViewMut::Float(_) | ViewMut::Double(_) => "a number",
        ViewMut::Text(_) => "a text",
        ViewMut::Bytes(_) => "a text in base64",
        ViewMut::Enum(_) => "the name of an enum's value",
        ViewMut::Message(message) => match Form::of(message.descriptor()) {
            Form::Text => "a text",
            Form::List => "a list",
            _ => "an object",
        },
        ViewMut::Map(_) => "an object",
        ViewMut::List(_) => "a list",
    };
    format!("must be {expected}, not {given}")
}

/// What is said of a member of a oneof when another one is set.
pub(super) fn excluded_by(other: &FieldDescriptor) -> String {
    format!(
        "can't be given together with {}: only one of them is set",
        other.json_name
    )
}
