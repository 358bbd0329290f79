//! How a field is named in `counterpart::wire`.

use super::scope::Scope;
use super::types::{kind_name, value_type};
use crate::model::{Cardinality, Field, Kind};

/// The default of a member of a oneof, as an expression.
pub(super) fn default(scope: &mut Scope<'_>, field: &Field) -> String {
    match &field.kind {
        Kind::Bool => "false".to_owned(),
        Kind::Float | Kind::Double => "0.0".to_owned(),
        Kind::Message(name) if name == "google.protobuf.Empty" => "()".to_owned(),
        Kind::Text | Kind::Bytes | Kind::Enum(_) | Kind::Message(_) | Kind::Group(_) => {
            let ty = value_type(scope, field);
            match ty.split_once('<') {
                Some((outer, _)) => format!("{outer}::default()"),
                None => format!("{ty}::default()"),
            }
        }
        _ => "0".to_owned(),
    }
}

/// The module of `counterpart::wire` that knows how often the field is there.
pub(super) fn module(field: &Field) -> &'static str {
    match field.cardinality {
        Cardinality::Singular => "singular",
        Cardinality::Optional => "optional",
        Cardinality::Repeated if !field.packed && is_packable(field) => "unpacked",
        Cardinality::Repeated => "repeated",
        Cardinality::Map(_) => "map",
    }
}

fn is_packable(field: &Field) -> bool {
    let is_number = !matches!(
        field.kind,
        Kind::Text | Kind::Bytes | Kind::Message(_) | Kind::Group(_)
    );
    is_number && !field.wrapped
}

/// The kinds that stand in angle brackets.
pub(super) fn kinds(scope: &mut Scope<'_>, field: &Field, module: &str) -> String {
    let value = value_kind(scope, field);
    match &field.cardinality {
        Cardinality::Map(key) => format!("{}, {value}", kind(scope, key)),
        _ if matches!(module, "repeated" | "unpacked" | "member") => format!("{value}, _"),
        _ => value,
    }
}

/// The kind of the field's value.
pub(super) fn value_kind(scope: &mut Scope<'_>, field: &Field) -> String {
    let held = kind(scope, &field.kind);
    if field.wrapped {
        format!("{}<{held}>", scope.import("counterpart::wire::Wrapped"))
    } else {
        held
    }
}

fn kind(scope: &mut Scope<'_>, kind: &Kind) -> String {
    scope.import(&format!("counterpart::wire::{}", kind_name(kind)))
}
