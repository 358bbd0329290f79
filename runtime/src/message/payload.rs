//! A message, whatever its type.

use std::any::Any;
use std::fmt;

use super::{MessageDescriptor, Value};
use crate::validate::Validate;

/// A generated message, as everything that is generic over messages sees it.
///
/// A format reads by [`View`](super::View) and writes by
/// [`ViewMut`](super::ViewMut); both are enums over protobuf's kinds, so that one
/// `match` handles every field of every message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no message of a contract",
    label = "not a message",
    note = "messages are generated: declare it in a `.proto` file and run `counterpart generate`"
)]
pub trait Message: Any + Send + Sync {
    /// What the contract says of this message.
    fn descriptor(&self) -> &'static MessageDescriptor;

    /// The field with this number; `None` if there is none, or if it belongs to
    /// a oneof and another member is set.
    fn field(&self, number: u32) -> Option<&dyn Value>;

    /// The field with this number, to be changed; a member of a oneof is
    /// selected by this.
    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value>;

    /// Returns the field to its default, a oneof to none of its members.
    fn clear_field(&mut self, number: u32) {
        if let Some(field) = self.field_mut(number) {
            field.clear();
        }
    }
}

/// What calls carry: a message that can be encoded, checked and shown.
///
/// Implemented for every generated message; nothing to do by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no message that a call can carry",
    label = "not a message",
    note = "messages are generated: declare it in a `.proto` file and run `counterpart generate`"
)]
pub trait Payload:
    Message + prost::Message + Validate + Clone + Default + PartialEq + fmt::Debug
{
}

impl<M> Payload for M where
    M: Message + prost::Message + Validate + Clone + Default + PartialEq + fmt::Debug
{
}

// Messages that contain themselves stand in a box.
impl<M: Message> Message for Box<M> {
    fn descriptor(&self) -> &'static MessageDescriptor {
        (**self).descriptor()
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        (**self).field(number)
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        (**self).field_mut(number)
    }

    fn clear_field(&mut self, number: u32) {
        (**self).clear_field(number);
    }
}
