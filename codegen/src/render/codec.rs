//! `codec.rs`: how messages are written and read, and the view of their fields.

use askama::Template;

use super::Rendering;
use super::messages::short_name;
use super::names::{ident, screaming, type_name, variant};
use super::scope::Scope;
use super::types::{Slot, kind_name, member_variant, oneof_type, slots, value_type};
use crate::model::{Cardinality, Enum, Field, Kind, Message, Package};

#[derive(Template)]
#[template(path = "codec.rs.txt", escape = "none")]
struct Codec {
    package: String,
    generated: String,
    imports: String,
    messages: Vec<MessageView>,
    enums: Vec<EnumView>,
}

struct MessageView {
    ty: String,
    short_name: String,
    descriptor: String,
    has_oneofs: bool,
    slots: Vec<SlotView>,
    fields: Vec<FieldView>,
}

/// A field of the struct: a field of the contract, or a oneof with its members.
struct SlotView {
    name: String,
    number: u32,
    module: &'static str,
    kinds: String,
    ty: String,
    members: Vec<FieldView>,
}

struct FieldView {
    number: u32,
    name: String,
    proto_name: String,
    module: &'static str,
    kinds: String,
    /// The field of the struct that holds the oneof; empty outside of one.
    oneof: String,
    oneof_ty: String,
    variant: String,
    default: String,
}

struct EnumView {
    ty: String,
    descriptor: String,
    values: Vec<ValueView>,
}

struct ValueView {
    number: i32,
    variant: String,
}

/// What the file may import beside the messages.
const IMPORTS: &[&str] = &[
    "counterpart::message::EnumDescriptor",
    "counterpart::message::Enumeration",
    "counterpart::message::Message",
    "counterpart::message::MessageDescriptor",
    "counterpart::message::Value",
    "counterpart::message::View",
    "counterpart::message::ViewMut",
    "counterpart::wire",
    "counterpart::wire::Buf",
    "counterpart::wire::BufMut",
    "counterpart::wire::DecodeContext",
    "counterpart::wire::DecodeError",
    "counterpart::wire::WireMessage",
    "counterpart::wire::WireType",
    "crate::descriptors",
    "std::Result",
    "std::Ok",
];

pub(super) fn render(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let mut scope = Scope::contract_crate(rendering.contract, &package.name).reserve(IMPORTS);
    scope.import("crate::descriptors");
    if !package.messages.is_empty() {
        for name in ["Message", "MessageDescriptor", "Value"] {
            scope.import(&format!("counterpart::message::{name}"));
        }
        scope.import("counterpart::wire");
        for name in [
            "Buf",
            "BufMut",
            "DecodeContext",
            "DecodeError",
            "WireMessage",
            "WireType",
        ] {
            scope.import(&format!("counterpart::wire::{name}"));
        }
    }
    if !package.enums.is_empty() {
        for name in ["EnumDescriptor", "Enumeration", "Value", "View", "ViewMut"] {
            scope.import(&format!("counterpart::message::{name}"));
        }
    }
    let messages = package
        .messages
        .iter()
        .map(|message| message_view(&mut scope, message))
        .collect();
    let enums = package
        .enums
        .iter()
        .map(|declared| enum_view(&mut scope, declared))
        .collect();
    Codec {
        package: package.name.clone(),
        generated: super::generated_from(package),
        imports: scope.statements(),
        messages,
        enums,
    }
    .render()
}

fn message_view(scope: &mut Scope<'_>, message: &Message) -> MessageView {
    let name = type_name(&message.name);
    let fields: Vec<_> = message
        .fields
        .iter()
        .map(|field| field_view(scope, message, field))
        .collect();
    let slots = slots(message)
        .iter()
        .map(|slot| match slot {
            Slot::Field(field) => SlotView {
                name: ident(&field.name),
                number: field.number,
                module: module(field),
                kinds: kinds(scope, field, module(field)),
                ty: String::new(),
                members: Vec::new(),
            },
            Slot::Oneof(oneof) => SlotView {
                name: ident(&message.oneofs[*oneof].name),
                number: 0,
                module: "member",
                kinds: String::new(),
                ty: scope.import(&format!("crate::messages::{}", oneof_type(message, *oneof))),
                members: message
                    .members(*oneof)
                    .map(|field| field_view(scope, message, field))
                    .collect(),
            },
        })
        .collect();
    MessageView {
        ty: scope.import(&format!("crate::messages::{name}")),
        descriptor: screaming(&name),
        short_name: name,
        has_oneofs: !message.oneofs.is_empty(),
        slots,
        fields,
    }
}

fn field_view(scope: &mut Scope<'_>, message: &Message, field: &Field) -> FieldView {
    let (oneof, oneof_ty, default) = match field.oneof {
        Some(oneof) => (
            ident(&message.oneofs[oneof].name),
            scope.import(&format!("crate::messages::{}", oneof_type(message, oneof))),
            default(scope, field),
        ),
        None => Default::default(),
    };
    FieldView {
        number: field.number,
        name: ident(&field.name),
        proto_name: field.name.clone(),
        module: module(field),
        kinds: kinds(
            scope,
            field,
            if field.oneof.is_some() {
                "member"
            } else {
                module(field)
            },
        ),
        oneof,
        oneof_ty,
        variant: member_variant(field),
        default,
    }
}

/// The default of a member of a oneof, as an expression.
fn default(scope: &mut Scope<'_>, field: &Field) -> String {
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
fn module(field: &Field) -> &'static str {
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
fn kinds(scope: &mut Scope<'_>, field: &Field, module: &str) -> String {
    let value = kind(scope, &field.kind);
    match &field.cardinality {
        Cardinality::Map(key) => format!("{}, {value}", kind(scope, key)),
        _ if matches!(module, "repeated" | "unpacked") => format!("{value}, _"),
        _ => value,
    }
}

fn kind(scope: &mut Scope<'_>, kind: &Kind) -> String {
    scope.import(&format!("counterpart::wire::{}", kind_name(kind)))
}

fn enum_view(scope: &mut Scope<'_>, declared: &Enum) -> EnumView {
    let mut values: Vec<ValueView> = Vec::new();
    for value in &declared.values {
        if values.iter().all(|known| known.number != value.number) {
            values.push(ValueView {
                number: value.number,
                variant: variant(short_name(declared), &value.name),
            });
        }
    }
    let name = type_name(&declared.name);
    EnumView {
        ty: scope.import(&format!("crate::messages::{name}")),
        descriptor: screaming(&name),
        values,
    }
}
