//! What a contract stores: entities, and what stands inside them.

use std::collections::BTreeSet;

use crate::model::{Cardinality, Contract, Enum, Field, Kind, Message};

/// The messages and enums that stored documents hold, by full name.
pub(super) struct Stored<'a> {
    pub(super) messages: Vec<&'a Message>,
    pub(super) enums: Vec<&'a Enum>,
}

impl<'a> Stored<'a> {
    /// Whether a message or an enum of this name is stored.
    pub(super) fn has(&self, name: &str) -> bool {
        let mut messages = self.messages.iter().map(|message| &message.full_name);
        let mut enums = self.enums.iter().map(|declared| &declared.full_name);
        messages.any(|stored| stored == name) || enums.any(|stored| stored == name)
    }

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
/// unset from default, and whether it stands in a oneof, makes no difference to
/// what is stored.
pub(super) fn kind_of(field: &Field) -> String {
    let kind = field.kind.name();
    match &field.cardinality {
        Cardinality::Repeated => format!("repeated {kind}"),
        Cardinality::Map(key) => format!("map<{}, {kind}>", key.name()),
        _ => kind.to_owned(),
    }
}

/// The type of the values that [`kind_of`] tells of.
pub(super) fn value_type(kind: &str) -> &str {
    let last = kind.rsplit(' ').next().unwrap_or(kind);
    last.trim_end_matches('>')
}
