//! Where a value goes, and whether it fits there.

use crate::message::fields::is_well_known;
use crate::message::{FieldDescriptor, Message, Value, ViewMut};

/// Where a value goes. It is opened only when there is one: opening an optional
/// field sets it.
pub(super) enum Target<'a> {
    Message(&'a mut dyn Message),
    Field(&'a mut dyn Message, u32),
    Element(&'a mut dyn Value),
}

impl<'a> Target<'a> {
    pub(super) fn open(self) -> ViewMut<'a> {
        match self {
            Self::Message(message) => ViewMut::Message(message),
            Self::Field(message, number) => message
                .field_mut(number)
                .expect("a message has the fields that its descriptor names")
                .view_mut(),
            Self::Element(value) => value.view_mut(),
        }
    }
}

/// Whether JSON writes the message as a text.
pub(super) fn has_text_form(message: &dyn Message) -> bool {
    let descriptor = message.descriptor();
    is_well_known(descriptor) && !descriptor.fields.is_empty()
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
        ViewMut::Message(message) if has_text_form(&**message) => "a text",
        ViewMut::Message(_) | ViewMut::Map(_) => "an object",
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
