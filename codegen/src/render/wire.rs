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
        Cardinality::Singular | Cardinality::Required => "singular",
        Cardinality::Optional => "optional",
        Cardinality::Repeated if !field.packed && is_packable(&field.kind) => "unpacked",
        Cardinality::Repeated => "repeated",
        Cardinality::Map(_) => "map",
    }
}

fn is_packable(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::Text | Kind::Bytes | Kind::Message(_) | Kind::Group(_)
    )
}

/// The kinds that stand in angle brackets.
pub(super) fn kinds(scope: &mut Scope<'_>, field: &Field, module: &str) -> String {
    let value = kind(scope, &field.kind);
    match &field.cardinality {
        Cardinality::Map(key) => format!("{}, {value}", kind(scope, key)),
        _ if matches!(module, "repeated" | "unpacked" | "member") => format!("{value}, _"),
        _ => value,
    }
}

pub(super) fn kind(scope: &mut Scope<'_>, kind: &Kind) -> String {
    scope.import(&format!("counterpart::wire::{}", kind_name(kind)))
}
