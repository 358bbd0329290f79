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
    let kind = field.kind.name();
    match (&field.cardinality, field.oneof) {
        (Cardinality::Repeated, _) => format!("repeated {kind}"),
        (Cardinality::Map(key), _) => format!("map<{}, {kind}>", key.name()),
        (_, Some(oneof)) => match message.oneofs.get(oneof) {
            Some(oneof) => format!("oneof {} {kind}", oneof.name),
            None => kind.to_owned(),
        },
        _ => kind.to_owned(),
    }
}
