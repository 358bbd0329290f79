//! The released contract, `contract.lock`: what running systems and stored data
//! rely on.
//!
//! A stored field is known by its number. The lock keeps the name under which
//! each number was stored first, so that a rename in a contract touches no data.
//! What would lose or mix up stored data is an error, until the contract or the
//! lock says that it is meant.

mod diverged;
mod entities;
mod file;
mod numbers;
mod shape;
mod sound;
mod update;

use std::collections::BTreeMap;

/// The released contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The epoch of each package.
    epochs: BTreeMap<String, u32>,
    /// Where each entity is stored, by full name.
    entities: BTreeMap<String, StoredEntity>,
    /// The stored messages, by full name and number of the field.
    messages: BTreeMap<String, BTreeMap<u32, StoredField>>,
    /// The stored enums, by full name and number of the value.
    enums: BTreeMap<String, BTreeMap<i32, StoredName>>,
}

/// Where an entity is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StoredEntity {
    /// The database: the queue of the service that owns it.
    database: String,
    /// The collection in the database.
    collection: String,
    /// Whether no service of the contract owns it any more.
    is_removed: bool,
}

impl StoredEntity {
    /// The database and the collection in it.
    fn place(&self) -> (&str, &str) {
        (&self.database, &self.collection)
    }
}

/// How a field is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StoredField {
    name: StoredName,
    /// The type as contracts write it, with `repeated` or `map`.
    kind: String,
}

/// How a number is called, of a field or of an enum's value.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StoredName {
    /// The name in stored documents.
    stored: String,
    /// The name in the contract, if it is another one by now.
    renamed: Option<String>,
    /// Whether the contract no longer has the number.
    is_removed: bool,
}

impl StoredName {
    /// The name that the contract had when the lock was written, or when it
    /// last had the number.
    fn in_contract(&self) -> &str {
        self.renamed.as_deref().unwrap_or(&self.stored)
    }
}

impl Lock {
    /// Whether anything was ever stored.
    pub(crate) fn has_entities(&self) -> bool {
        !self.entities.is_empty()
    }

    /// The name under which the values of a message's field are stored.
    pub fn stored_name(&self, message: &str, number: u32) -> Option<&str> {
        let field = self.messages.get(message)?.get(&number)?;
        Some(&field.name.stored)
    }

    /// The name under which a value of an enum is stored.
    pub fn stored_value(&self, enumeration: &str, number: i32) -> Option<&str> {
        let name = self.enums.get(enumeration)?.get(&number)?;
        Some(&name.stored)
    }

    /// The epoch of a package: 1 until it is raised.
    pub fn epoch(&self, package: &str) -> u32 {
        self.epochs.get(package).copied().unwrap_or(1)
    }
}
