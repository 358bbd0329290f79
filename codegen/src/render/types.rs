//! The Rust types of fields.

use super::scope::Scope;
use crate::model::{Cardinality, Field, Kind, Message};

/// The type of a struct's field.
pub(super) fn field_type(scope: &mut Scope<'_>, field: &Field) -> String {
    let value = value_type(scope, field);
    match &field.cardinality {
        Cardinality::Singular => value,
        Cardinality::Optional => format!("{}<{value}>", scope.prelude("Option")),
        Cardinality::Repeated => format!("{}<{value}>", scope.prelude("Vec")),
        Cardinality::Map(key) => {
            let map = scope.import("std::collections::BTreeMap");
            format!("{map}<{}, {value}>", kind_type(scope, key))
        }
    }
}

/// The type of a field's value: of each element of a list, of a member of a oneof.
pub(super) fn value_type(scope: &mut Scope<'_>, field: &Field) -> String {
    if let Some(entity) = field.entity() {
        return scope.id_type(entity);
    }
    let plain = kind_type(scope, &field.kind);
    if field.recursive {
        format!("{}<{plain}>", scope.prelude("Box"))
    } else {
        plain
    }
}

/// The type of a value of this kind.
pub(super) fn kind_type(scope: &mut Scope<'_>, kind: &Kind) -> String {
    let scalar = match kind {
        Kind::Bool => "bool",
        Kind::Int32 | Kind::SInt32 | Kind::SFixed32 => "i32",
        Kind::Int64 | Kind::SInt64 | Kind::SFixed64 => "i64",
        Kind::UInt32 | Kind::Fixed32 => "u32",
        Kind::UInt64 | Kind::Fixed64 => "u64",
        Kind::Float => "f32",
        Kind::Double => "f64",
        Kind::Text => return scope.prelude("String"),
        Kind::Bytes => return scope.import("counterpart::message::Bytes"),
        Kind::Enum(name) | Kind::Message(name) | Kind::Group(name) => {
            return scope.contract_type(name);
        }
    };
    scalar.to_owned()
}

/// The name of a kind: as a type of `counterpart::wire`, and as a variant of
/// `counterpart::message::Kind`.
pub(super) fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Bool => "Bool",
        Kind::Int32 => "Int32",
        Kind::Int64 => "Int64",
        Kind::UInt32 => "UInt32",
        Kind::UInt64 => "UInt64",
        Kind::SInt32 => "SInt32",
        Kind::SInt64 => "SInt64",
        Kind::Fixed32 => "Fixed32",
        Kind::Fixed64 => "Fixed64",
        Kind::SFixed32 => "SFixed32",
        Kind::SFixed64 => "SFixed64",
        Kind::Float => "Float",
        Kind::Double => "Double",
        Kind::Text => "Text",
        Kind::Bytes => "Bytes",
        Kind::Enum(_) => "Enum",
        Kind::Message(_) | Kind::Group(_) => "Nested",
    }
}

/// The fields of a message's struct: every field, and one for each oneof in
/// place of its first member.
pub(super) enum Slot<'a> {
    /// A field of its own.
    Field(&'a Field),
    /// A oneof, by its place in the message.
    Oneof(usize),
}

/// The fields of a message's struct, in the order of the contract.
pub(super) fn slots(message: &Message) -> Vec<Slot<'_>> {
    let mut slots = Vec::new();
    let mut seen = Vec::new();
    for field in &message.fields {
        match field.oneof {
            None => slots.push(Slot::Field(field)),
            Some(oneof) if seen.contains(&oneof) => {}
            Some(oneof) => {
                seen.push(oneof);
                slots.push(Slot::Oneof(oneof));
            }
        }
    }
    slots
}
