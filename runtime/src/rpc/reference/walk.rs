//! Finding what a request refers to.

use std::any::Any;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::MAX_REFERENCES;
use crate::message::mask::{Part, Selection};
use crate::message::{FieldDescriptor, FieldMask, Kind, Message, Value, View, key_in_path};
use crate::rpc::MAX_VIOLATIONS;

/// What a request refers to, by entity and id, with the paths of the fields that
/// do so: as many as are told at once.
pub(super) type References = BTreeMap<(&'static str, String), Vec<Place>>;

/// A field that refers to something.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The path of the field.
    pub(super) path: String,
    /// Whether its value is told to nobody.
    pub(super) is_redacted: bool,
}

/// Every reference of a request that counts, but only one more than are allowed.
pub(super) fn references_in(request: &dyn Message) -> References {
    let mut walk = Walk::default();
    walk.message(request, None);
    walk.references
}

/// A way through a request.
#[derive(Default)]
struct Walk {
    /// Where it has come to.
    path: String,
    references: References,
}

impl Walk {
    /// Walks through a message: all of it, or what an update changes.
    fn message(&mut self, message: &dyn Message, selection: Option<&Selection>) {
        for field in message.descriptor().fields {
            // What the caller can't set is ignored, so it refers to nothing.
            if field.behavior.is_ignored_on_input() || !may_refer(field) {
                continue;
            }
            let Some(value) = message.field(field.number) else {
                continue;
            };
            let within = match selection.map(|selection| selection.part(field.name)) {
                None => field
                    .mask
                    .map(|mask| Cow::Owned(selection_of(message, field, mask))),
                Some(Part::Nothing) => continue,
                Some(Part::Whole) => Selection::of_protected(field).map(Cow::Owned),
                Some(Part::Within(inner)) => Some(Cow::Borrowed(inner)),
            };
            let step = if self.path.is_empty() { "" } else { "." };
            self.at(format_args!("{step}{}", field.name), |walk| {
                walk.value(value, field, within.as_deref());
            });
        }
    }

    fn value(&mut self, value: &dyn Value, field: &FieldDescriptor, selection: Option<&Selection>) {
        match value.view() {
            // An empty field refers to nothing.
            View::Text(id) if !id.is_empty() => self.refer(id, field),
            View::Message(message) => self.message(message, selection),
            View::List(list) => {
                let elements = (0..list.len()).filter_map(|index| list.at(index));
                for (index, element) in elements.enumerate() {
                    self.at(format_args!("[{index}]"), |walk| {
                        walk.element(element, field, selection);
                    });
                }
            }
            View::Map(map) => map.for_each(&mut |key, element| {
                self.at(format_args!("[{}]", key_in_path(key)), |walk| {
                    walk.element(element, field, selection);
                });
            }),
            _ => {}
        }
    }

    /// An element is there because somebody put it there: an empty one refers to
    /// an entity without an id, which doesn't exist.
    fn element(
        &mut self,
        element: &dyn Value,
        field: &FieldDescriptor,
        selection: Option<&Selection>,
    ) {
        match element.view() {
            View::Text("") => self.refer("", field),
            _ => self.value(element, field, selection),
        }
    }

    fn refer(&mut self, id: &str, field: &FieldDescriptor) {
        if let Some(entity) = field.reference
            && self.references.len() <= MAX_REFERENCES
        {
            let target = (entity, id.to_owned());
            let paths = self.references.entry(target).or_default();
            if paths.len() < MAX_VIOLATIONS {
                paths.push(Place {
                    path: self.path.clone(),
                    is_redacted: field.redacted,
                });
            }
        }
    }

    /// Goes one step further and comes back.
    fn at(&mut self, step: std::fmt::Arguments<'_>, walk: impl FnOnce(&mut Self)) {
        let here = self.path.len();
        // Writing to a string can't fail.
        let _ = self.path.write_fmt(step);
        walk(self);
        self.path.truncate(here);
    }
}

fn may_refer(field: &FieldDescriptor) -> bool {
    field.reference.is_some() || matches!(field.kind, Kind::Message(_))
}

/// What the mask in another field of the request selects of this one. Nothing if
/// there is no mask; one that can't be used was refused by validation.
fn selection_of(request: &dyn Message, field: &FieldDescriptor, mask: &str) -> Selection {
    let Kind::Message(descriptor) = field.kind else {
        return Selection::default();
    };
    let value = request
        .descriptor()
        .by_name(mask)
        .and_then(|field| request.field(field.number));
    let Some(View::Message(mask)) = value.map(Value::view) else {
        return Selection::default();
    };
    let mask: &dyn Any = mask;
    mask.downcast_ref::<FieldMask>()
        .and_then(|mask| Selection::resolve(descriptor, mask).ok())
        .unwrap_or_default()
}
