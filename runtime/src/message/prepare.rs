//! What of a request is ignored.

use super::fields::{clear_field, is_well_known};
use super::{FieldDescriptor, Kind, Message, MessageDescriptor, Value, View, ViewMut};

/// Clears what a request may hold and nobody reads: `OUTPUT_ONLY` and
/// `IDENTIFIER` fields of the messages in it (AIP-203). So a client can send
/// back what it got.
///
/// The identifier of an updated entity stays, because it says which one is
/// updated: that of a field with a mask ([`FieldDescriptor::mask`]).
///
/// The gateway does this before it validates, the consumer before it does.
pub fn prepare(request: &mut dyn Message) {
    for field in request.descriptor().fields {
        descend(request, field, field.mask.is_some());
    }
}

fn prepare_nested(message: &mut dyn Message, keep_identifier: bool) {
    for field in message.descriptor().fields {
        let behavior = field.behavior;
        if behavior.output_only || (behavior.identifier && !keep_identifier) {
            clear_field(message, field.number);
        } else {
            descend(message, field, false);
        }
    }
}

fn descend(message: &mut dyn Message, field: &FieldDescriptor, keep_identifier: bool) {
    if !holds_messages(field) {
        return;
    }
    // Only what is there is opened to be changed: opening it would create it.
    let is_there = message
        .field(field.number)
        .is_some_and(|value| !matches!(value.view(), View::Absent));
    if is_there && let Some(value) = message.field_mut(field.number) {
        prepare_value(value, keep_identifier);
    }
}

fn prepare_value(value: &mut dyn Value, keep_identifier: bool) {
    match value.view_mut() {
        ViewMut::Message(message) => prepare_nested(message, keep_identifier),
        ViewMut::List(list) => list.for_each_mut(&mut |value| prepare_value(value, false)),
        ViewMut::Map(map) => map.for_each_mut(&mut |value| prepare_value(value, false)),
        _ => {}
    }
}

fn holds_messages(field: &FieldDescriptor) -> bool {
    let is_group = |descriptor: &MessageDescriptor| !is_well_known(descriptor);
    matches!(field.kind, Kind::Message(descriptor) if is_group(descriptor))
}
