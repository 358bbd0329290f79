//! `codec.rs`: how messages are written and read, and the view of their fields.

use std::collections::BTreeSet;

use askama::Template;

use super::Rendering;
use super::literal::integer;
use super::scope::Scope;
use super::types::{Slot, slots};
use super::wire::{default, kinds, module, value_kind};
use crate::model::{Enum, Field, Kind, Message, Package};
use crate::names::{
    field_name, member_variant, oneof_name, oneof_type, screaming, type_name, variant,
};

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
    descriptor: String,
    has_oneofs: bool,
    slots: Vec<SlotView>,
    fields: Vec<FieldView>,
}

/// A field of the struct: a field of the contract, or a oneof with its members.
struct SlotView {
    name: String,
    number: String,
    module: &'static str,
    kinds: String,
    members: Vec<MemberView>,
}

/// A member of a oneof where the oneof is looked at as a whole.
struct MemberView {
    pattern: String,
    encode: String,
    encoded_len: String,
}

struct FieldView {
    number: String,
    name: String,
    module: &'static str,
    kinds: String,
    /// The field of the struct that holds the oneof; empty outside of one.
    oneof: String,
    /// `PaymentMethod::Card`
    variant: String,
    /// What stands in the parentheses of a pattern that takes any value.
    any: &'static str,
    /// Whether several occurrences on the wire are merged.
    is_merged: bool,
    default: String,
}

struct EnumView {
    ty: String,
    descriptor: String,
    values: Vec<ValueView>,
}

struct ValueView {
    number: String,
    variant: String,
}

/// What the file may import beside the messages.
const IMPORTS: &[&str] = &[
    "counterpart::message::EnumDescriptor",
    "counterpart::message::Enumeration",
    "counterpart::message::Message",
    "counterpart::message::MessageDescriptor",
    "counterpart::message::Value",
    "counterpart::wire",
    "counterpart::wire::Buf",
    "counterpart::wire::BufMut",
    "counterpart::wire::DecodeContext",
    "counterpart::wire::DecodeError",
    "counterpart::wire::WireMessage",
    "counterpart::wire::WireType",
    "crate::descriptors",
    "counterpart::wire::Bool",
    "counterpart::wire::Bytes",
    "counterpart::wire::Double",
    "counterpart::wire::Enum",
    "counterpart::wire::Fixed32",
    "counterpart::wire::Fixed64",
    "counterpart::wire::Float",
    "counterpart::wire::Int32",
    "counterpart::wire::Int64",
    "counterpart::wire::Nested",
    "counterpart::wire::SFixed32",
    "counterpart::wire::SFixed64",
    "counterpart::wire::SInt32",
    "counterpart::wire::SInt64",
    "counterpart::wire::Text",
    "counterpart::wire::UInt32",
    "counterpart::wire::UInt64",
    "counterpart::wire::Wrapped",
    // Of the prelude.
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
        for name in ["EnumDescriptor", "Enumeration"] {
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
    let name = type_name(message);
    let mut numbered: Vec<&Field> = message.fields.iter().collect();
    numbered.sort_by_key(|field| field.number);
    let fields = numbered
        .iter()
        .map(|field| field_view(scope, message, field))
        .collect();
    // The wire has the order of the numbers; a oneof stands where its first one is.
    let mut slots = slots(message);
    slots.sort_by_key(|slot| match slot {
        Slot::Field(field) => Some(field.number),
        Slot::Oneof(oneof) => message.members(*oneof).map(|member| member.number).min(),
    });
    let slots = slots
        .iter()
        .map(|slot| slot_view(scope, message, slot))
        .collect();
    MessageView {
        ty: scope.import(&format!("crate::messages::{name}")),
        descriptor: screaming(&name),
        has_oneofs: !message.oneofs.is_empty(),
        slots,
        fields,
    }
}

fn slot_view(scope: &mut Scope<'_>, message: &Message, slot: &Slot<'_>) -> SlotView {
    match slot {
        Slot::Field(field) => SlotView {
            name: field_name(field),
            number: integer(&field.number),
            module: module(field),
            kinds: kinds(scope, field, module(field)),
            members: Vec::new(),
        },
        Slot::Oneof(oneof) => SlotView {
            name: oneof_name(&message.oneofs[*oneof]),
            number: String::new(),
            module: "member",
            kinds: String::new(),
            members: message
                .members(*oneof)
                .map(|field| member_view(scope, message, field))
                .collect(),
        },
    }
}

fn member_view(scope: &mut Scope<'_>, message: &Message, field: &Field) -> MemberView {
    let view = field_view(scope, message, field);
    let pattern = format!("Some({}(member))", view.variant);
    let kind = value_kind(scope, field);
    let encode = format!(
        "wire::member::encode::<{kind}>({}, member, buf)",
        view.number
    );
    MemberView {
        // In braces, which rustfmt puts around a long one, it is a statement.
        encode: if pattern.len() + encode.len() > MAX_ARM {
            format!("{{ {encode}; }}")
        } else {
            format!("{encode},")
        },
        encoded_len: format!(
            "wire::member::encoded_len::<{kind}>({}, member)",
            view.number
        ),
        pattern,
    }
}

/// The longest arm of a match that rustfmt keeps in one line: 100 columns without
/// the indentation, the arrow and the comma.
const MAX_ARM: usize = 100 - 12 - 4 - 1;

fn field_view(scope: &mut Scope<'_>, message: &Message, field: &Field) -> FieldView {
    let module = if field.oneof.is_some() {
        "member"
    } else {
        module(field)
    };
    let mut view = FieldView {
        number: integer(&field.number),
        name: field_name(field),
        module,
        kinds: kinds(scope, field, module),
        oneof: String::new(),
        variant: String::new(),
        any: "_",
        is_merged: false,
        default: String::new(),
    };
    if let Some(oneof) = field.oneof {
        let is_empty = field.kind == Kind::Message("google.protobuf.Empty".to_owned());
        let ty = scope.import(&format!("crate::messages::{}", oneof_type(message, oneof)));
        view.oneof = oneof_name(&message.oneofs[oneof]);
        view.variant = format!("{ty}::{}", member_variant(field));
        view.any = if is_empty { "()" } else { "_" };
        view.is_merged = field.wrapped || (matches!(field.kind, Kind::Message(_)) && !is_empty);
        view.default = default(scope, field);
    }
    view
}

fn enum_view(scope: &mut Scope<'_>, declared: &Enum) -> EnumView {
    let mut values: Vec<ValueView> = Vec::new();
    let mut seen = BTreeSet::new();
    for value in &declared.values {
        // Of aliases, the first one counts.
        if seen.insert(value.number) {
            values.push(ValueView {
                number: integer(&value.number),
                variant: variant(declared, value),
            });
        }
    }
    let name = type_name(declared);
    EnumView {
        ty: scope.import(&format!("crate::messages::{name}")),
        descriptor: screaming(&name),
        values,
    }
}
