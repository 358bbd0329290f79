//! Brings the lock up to date: adds what is new, keeps what is there.

use super::shape::{Stored, kind_of};
use super::{Lock, StoredField, StoredValue};
use crate::model::{Contract, Enum, Message};

impl Lock {
    /// The lock with what the contract adds to it. Nothing that is there
    /// changes, but for the mark of what the contract no longer has.
    #[must_use]
    pub fn updated(&self, contract: &Contract) -> Self {
        let mut lock = self.clone();
        for package in &contract.packages {
            lock.epochs.entry(package.name.clone()).or_insert(1);
        }
        let stored = Stored::of(contract);
        for message in stored.messages {
            lock.update_message(message);
        }
        for declared in stored.enums {
            lock.update_enum(declared);
        }
        lock
    }

    fn update_message(&mut self, message: &Message) {
        let fields = self.messages.entry(message.full_name.clone()).or_default();
        for (number, field) in fields.iter_mut() {
            field.is_removed = message.field_by_number(*number).is_none();
        }
        for field in &message.fields {
            if fields.contains_key(&field.number) {
                continue;
            }
            let is_taken = fields.values().any(|other| other.name == field.name);
            let stored = StoredField {
                name: free_name(&field.name, is_taken, field.number),
                kind: kind_of(message, field),
                is_removed: false,
            };
            fields.insert(field.number, stored);
        }
    }

    fn update_enum(&mut self, declared: &Enum) {
        let values = self.enums.entry(declared.full_name.clone()).or_default();
        for (number, value) in values.iter_mut() {
            value.is_removed = !declared.values.iter().any(|now| now.number == *number);
        }
        // Of aliases, the first one is written.
        for value in &declared.values {
            if values.contains_key(&value.number) {
                continue;
            }
            let is_taken = values.values().any(|other| other.name == value.name);
            let stored = StoredValue {
                name: free_name(&value.name, is_taken, value.number),
                is_removed: false,
            };
            values.insert(value.number, stored);
        }
    }
}

/// The name to store under. If documents already hold something else under it
/// (a field that was renamed or removed since), the number tells the two apart.
fn free_name(name: &str, is_taken: bool, number: impl std::fmt::Display) -> String {
    if is_taken {
        format!("{name}_{number}")
    } else {
        name.to_owned()
    }
}
