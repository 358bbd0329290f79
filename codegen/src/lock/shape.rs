//! What a contract stores: entities, and what stands inside them.

use std::collections::BTreeSet;

use crate::model::{Cardinality, Contract, Enum, Field, Kind, Message};

/// The messages and enums that stored documents hold, by full name.
pub(super) struct Stored<'a> {
    pub(super) messages: Vec<&'a Message>,
    pub(super) enums: Vec<&'a Enum>,
}

impl<'a> Stored<'a> {
    pub(super) fn of(contract: &'a Contract) -> Self {
        let mut messages: BTreeSet<&str> = BTreeSet::new();
        let mut enums: BTreeSet<&str> = BTreeSet::new();
        let mut waiting: Vec<&Message> = contract
            .messages()
            .filter(|message| message.entity.is_some())
            .collect();
        while let Some(message) = waiting.pop() {
            if !messages.insert(&message.full_name) {
                continue;
            }
            for field in &message.fields {
                match &field.kind {
                    Kind::Message(name) => waiting.extend(contract.message(name)),
                    Kind::Enum(name) => {
                        enums.insert(name);
                    }
                    _ => {}
                }
            }
        }
        Self {
            messages: messages
                .into_iter()
                .filter_map(|name| contract.message(name))
                .collect(),
            enums: enums
                .into_iter()
                .filter_map(|name| contract.enumeration(name))
                .collect(),
        }
    }
}

/// The type of a field as stored data knows it. Whether a single value tells
/// unset from default makes no difference to what is stored; standing in a
/// oneof does.
pub(super) fn kind_of(message: &Message, field: &Field) -> String {
    let kind = name_of(&field.kind);
    match (&field.cardinality, field.oneof) {
        (Cardinality::Repeated, _) => format!("repeated {kind}"),
        (Cardinality::Map(key), _) => format!("map<{}, {kind}>", name_of(key)),
        (_, Some(oneof)) => match message.oneofs.get(oneof) {
            Some(oneof) => format!("oneof {} {kind}", oneof.name),
            None => kind.to_owned(),
        },
        _ => kind.to_owned(),
    }
}

fn name_of(kind: &Kind) -> &str {
    match kind {
        Kind::Bool => "bool",
        Kind::Int32 => "int32",
        Kind::Int64 => "int64",
        Kind::UInt32 => "uint32",
        Kind::UInt64 => "uint64",
        Kind::SInt32 => "sint32",
        Kind::SInt64 => "sint64",
        Kind::Fixed32 => "fixed32",
        Kind::Fixed64 => "fixed64",
        Kind::SFixed32 => "sfixed32",
        Kind::SFixed64 => "sfixed64",
        Kind::Float => "float",
        Kind::Double => "double",
        Kind::Text => "string",
        Kind::Bytes => "bytes",
        Kind::Enum(name) | Kind::Message(name) | Kind::Group(name) => name,
    }
}
