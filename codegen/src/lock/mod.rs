//! The released contract, `contract.lock`: what running systems and stored data
//! rely on.
//!
//! A stored field is known by its number. The lock keeps the name under which
//! each number was stored first, so that a rename in a contract touches no data.

mod diverged;
mod file;
mod shape;
mod update;

use std::collections::BTreeMap;

/// The released contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The epoch of each package.
    epochs: BTreeMap<String, u32>,
    /// The stored messages, by full name and number of the field.
    messages: BTreeMap<String, BTreeMap<u32, StoredField>>,
    /// The stored enums, by full name and number of the value.
    enums: BTreeMap<String, BTreeMap<i32, StoredValue>>,
}

/// How a field is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StoredField {
    /// The name in stored documents.
    name: String,
    /// The type as contracts write it, with `repeated` or `map`.
    kind: String,
    /// Whether the contract no longer has it.
    is_removed: bool,
}

/// How a value of an enum is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StoredValue {
    /// The name in stored documents.
    name: String,
    /// Whether the contract no longer has it.
    is_removed: bool,
}

impl Lock {
    /// The name under which the values of a message's field are stored.
    pub fn stored_name(&self, message: &str, number: u32) -> Option<&str> {
        let field = self.messages.get(message)?.get(&number)?;
        Some(&field.name)
    }

    /// The name under which a value of an enum is stored.
    pub fn stored_value(&self, enumeration: &str, number: i32) -> Option<&str> {
        let value = self.enums.get(enumeration)?.get(&number)?;
        Some(&value.name)
    }

    /// The epoch of a package: 1 until it is raised.
    pub fn epoch(&self, package: &str) -> u32 {
        self.epochs.get(package).copied().unwrap_or(1)
    }
}
