//! The defaults that a contract declares, as functions beside the fields.

use super::docs::Comment;
use super::literal;
use super::scope::Scope;
use crate::model::{Field, Kind, Literal, Message};
use crate::names::{
    field_name, member_variant, oneof_name, oneof_type, or_default, plain, variant,
};

/// A function that gives a field's value, or the default where it is absent.
pub(super) struct DefaultView {
    pub(super) docs: String,
    pub(super) deprecated: String,
    /// Whether clippy could take the number for an inexact constant of `std`.
    pub(super) is_float: bool,
    pub(super) function: String,
    pub(super) ty: String,
    pub(super) body: String,
}

/// The functions of a message whose fields declare defaults.
pub(super) fn defaults(scope: &mut Scope<'_>, message: &Message) -> Vec<DefaultView> {
    let fields = message.fields.iter();
    fields
        .filter_map(|field| {
            let default = field.default.as_ref()?;
            Some(view(scope, message, field, default))
        })
        .collect()
}

fn view(scope: &mut Scope<'_>, message: &Message, field: &Field, default: &Literal) -> DefaultView {
    let (ty, otherwise) = type_and_literal(scope, field, default);
    let name = match field.oneof {
        None => field_name(field),
        Some(oneof) => oneof_name(&message.oneofs[oneof]),
    };
    let what = format!(
        "[`{name}`](Self::{link}), or `{otherwise}` where it is absent.",
        link = plain(&name),
    );
    DefaultView {
        docs: format!("/// {what}\n"),
        deprecated: Comment::field(message, field).deprecated(),
        is_float: matches!(field.kind, Kind::Float | Kind::Double),
        function: or_default(field),
        ty,
        body: match field.oneof {
            None => of_field(field, &otherwise),
            Some(oneof) => of_member(message, oneof, field, &otherwise),
        },
    }
}

fn of_field(field: &Field, otherwise: &str) -> String {
    let name = field_name(field);
    match field.kind {
        Kind::Text if field.entity().is_some() => {
            format!("self.{name}.as_ref().map_or({otherwise}, |id| id.as_str())")
        }
        Kind::Text | Kind::Bytes => format!("self.{name}.as_deref().unwrap_or({otherwise})"),
        _ => format!("self.{name}.unwrap_or({otherwise})"),
    }
}

fn of_member(message: &Message, oneof: usize, field: &Field, otherwise: &str) -> String {
    let value = match field.kind {
        Kind::Text => "value.as_str()",
        Kind::Bytes => "value",
        _ => "*value",
    };
    format!(
        "match &self.{} {{ Some({}::{}(value)) => {value}, _ => {otherwise} }}",
        oneof_name(&message.oneofs[oneof]),
        oneof_type(message, oneof),
        member_variant(field),
    )
}

/// What the function returns, and the default as an expression.
fn type_and_literal(scope: &mut Scope<'_>, field: &Field, default: &Literal) -> (String, String) {
    match (&field.kind, default) {
        (Kind::Text, _) => ("&str".to_owned(), literal::expression(default, &field.kind)),
        (Kind::Bytes, _) => (
            "&[u8]".to_owned(),
            literal::expression(default, &field.kind),
        ),
        (Kind::Enum(name), Literal::Int(number)) => {
            let ty = scope.contract_type(name);
            let declared = scope.contract().enumeration(name);
            let value = declared.and_then(|declared| {
                let mut values = declared.values.iter();
                let value = values.find(|value| i64::from(value.number) == *number)?;
                Some(variant(declared, value))
            });
            let value = value.unwrap_or_else(|| format!("Unrecognized({number})"));
            (ty.clone(), format!("{ty}::{value}"))
        }
        (kind, _) => (
            super::types::kind_type(scope, kind),
            literal::expression(default, kind),
        ),
    }
}
