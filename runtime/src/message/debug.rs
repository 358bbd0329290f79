//! `Debug` output without secrets.

use std::fmt;

use super::{Message, Value, View};

/// Writes a message as `Debug` does a struct, with `[redacted]` in place of
/// each field that the contract marks `debug_redact`.
pub fn debug(message: &dyn Message, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let descriptor = message.descriptor();
    let mut output = f.debug_struct(descriptor.short_name());
    for field in descriptor.fields {
        let Some(value) = message.field(field.number) else {
            continue;
        };
        if field.redacted {
            output.field(field.name, &format_args!("[redacted]"));
        } else {
            output.field(field.name, &Shown(value));
        }
    }
    output.finish()
}

struct Shown<'a>(&'a dyn Value);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(self.0.view(), f)
    }
}

struct ShownView<'a>(View<'a>);

impl fmt::Debug for ShownView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(self.0, f)
    }
}

fn show(view: View<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match view {
        View::Absent => f.write_str("None"),
        View::Bool(value) => fmt::Debug::fmt(&value, f),
        View::Int32(value) => fmt::Debug::fmt(&value, f),
        View::Int64(value) => fmt::Debug::fmt(&value, f),
        View::UInt32(value) => fmt::Debug::fmt(&value, f),
        View::UInt64(value) => fmt::Debug::fmt(&value, f),
        View::Float(value) => fmt::Debug::fmt(&value, f),
        View::Double(value) => fmt::Debug::fmt(&value, f),
        View::Text(value) => fmt::Debug::fmt(value, f),
        View::Bytes(value) => fmt::Debug::fmt(value, f),
        View::Enum(descriptor, number) => match descriptor.name_of(number) {
            Some(name) => f.write_str(name),
            None => fmt::Debug::fmt(&number, f),
        },
        View::Message(message) => debug(message, f),
        View::List(list) => {
            let elements = (0..list.len())
                .filter_map(|index| list.at(index))
                .map(Shown);
            f.debug_list().entries(elements).finish()
        }
        View::Map(map) => {
            let mut output = f.debug_map();
            map.for_each(&mut |key, value| {
                output.entry(&ShownView(key), &Shown(value));
            });
            output.finish()
        }
    }
}
