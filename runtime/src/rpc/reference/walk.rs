//! Finding what a request refers to.

use std::any::Any;
use std::collections::BTreeMap;

use crate::message::{FieldDescriptor, FieldMask, ListView, Message, Value, View};

/// What a request refers to, and the paths of the fields that do so.
pub(super) type References = BTreeMap<(&'static str, String), Vec<String>>;

/// Every reference of a request that counts.
pub(super) fn references_in(request: &dyn Message) -> References {
    let mut references = References::new();
    collect(request, "", &Scope::Everything, &mut references);
    references
}

fn collect(message: &dyn Message, prefix: &str, scope: &Scope<'_>, references: &mut References) {
    for field in message.descriptor().fields {
        // What the caller can't set is ignored, so it refers to nothing.
        if field.behavior.is_ignored_on_input() {
            continue;
        }
        let Some(inner) = scope.of_field(message, field) else {
            continue;
        };
        if let Some(value) = message.field(field.number) {
            let path = join(prefix, field.name);
            collect_value(value, &path, field, &inner, references);
        }
    }
}

fn collect_value(
    value: &dyn Value,
    path: &str,
    field: &FieldDescriptor,
    scope: &Scope<'_>,
    references: &mut References,
) {
    match value.view() {
        // An empty field refers to nothing.
        View::Text(id) if !id.is_empty() => refer(id, path, field, references),
        View::Message(message) => collect(message, path, scope, references),
        View::List(list) => {
            for (index, element) in elements(list).enumerate() {
                let path = format!("{path}[{index}]");
                collect_element(element, &path, field, scope, references);
            }
        }
        View::Map(map) => map.for_each(&mut |key, element| {
            let path = format!("{path}[{}]", key_text(key));
            collect_element(element, &path, field, scope, references);
        }),
        _ => {}
    }
}

/// An element is there because somebody put it there: an empty one refers to an
/// entity without an id, which doesn't exist.
fn collect_element(
    element: &dyn Value,
    path: &str,
    field: &FieldDescriptor,
    scope: &Scope<'_>,
    references: &mut References,
) {
    match element.view() {
        View::Text("") => refer("", path, field, references),
        _ => collect_value(element, path, field, scope, references),
    }
}

fn refer(id: &str, path: &str, field: &FieldDescriptor, references: &mut References) {
    if let Some(entity) = field.reference {
        references
            .entry((entity, id.to_owned()))
            .or_default()
            .push(path.to_owned());
    }
}

fn elements(list: &dyn ListView) -> impl Iterator<Item = &dyn Value> {
    (0..list.len()).filter_map(|index| list.at(index))
}

fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix}.{name}")
    }
}

/// A map's key as it stands in a path.
fn key_text(key: View<'_>) -> String {
    match key {
        View::Bool(key) => key.to_string(),
        View::Int32(key) => key.to_string(),
        View::Int64(key) => key.to_string(),
        View::UInt32(key) => key.to_string(),
        View::UInt64(key) => key.to_string(),
        View::Text(key) => format!("{key:?}"),
        _ => String::new(),
    }
}

/// Which fields of a message count.
enum Scope<'a> {
    /// All of them.
    Everything,
    /// Those that these paths of an update mask name, and what lies below them.
    Paths(Vec<&'a str>),
}

impl<'a> Scope<'a> {
    /// What counts inside this field; `None` if the field doesn't count.
    fn of_field<'m: 'a>(
        &self,
        message: &'m dyn Message,
        field: &FieldDescriptor,
    ) -> Option<Scope<'a>> {
        match self {
            Self::Everything => Some(match field.mask {
                Some(mask) => Self::of_mask(message, mask),
                None => Self::Everything,
            }),
            Self::Paths(paths) => {
                let mut below = Vec::new();
                for path in paths {
                    match path.strip_prefix(field.name) {
                        Some("") => return Some(Self::Everything),
                        Some(rest) => below.extend(rest.strip_prefix('.')),
                        None => {}
                    }
                }
                (!below.is_empty()).then_some(Self::Paths(below))
            }
        }
    }

    /// The paths of the update mask in this field of the request.
    fn of_mask(message: &'a dyn Message, mask: &str) -> Self {
        let value = message
            .descriptor()
            .by_name(mask)
            .and_then(|field| message.field(field.number));
        let Some(View::Message(mask)) = value.map(Value::view) else {
            return Self::Paths(Vec::new());
        };
        let mask: &dyn Any = mask;
        let paths = mask
            .downcast_ref::<FieldMask>()
            .map(|mask| mask.paths.as_slice())
            .unwrap_or_default();
        if paths.iter().any(|path| path == "*") {
            Self::Everything
        } else {
            Self::Paths(paths.iter().map(String::as_str).collect())
        }
    }
}
