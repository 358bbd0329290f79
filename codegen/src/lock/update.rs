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
            let is_taken = |name: &str| fields.values().any(|other| other.name == name);
            let stored = StoredField {
                name: free_name(&field.name, field.number, is_taken),
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
            let is_taken = |name: &str| values.values().any(|other| other.name == name);
            let stored = StoredValue {
                name: free_name(&value.name, value.number, is_taken),
                is_removed: false,
            };
            values.insert(value.number, stored);
        }
    }
}

/// The name to store under. If documents already hold something else under it
/// (a field that was renamed or removed since), the number tells the two apart.
fn free_name(
    name: &str,
    number: impl std::fmt::Display,
    is_taken: impl Fn(&str) -> bool,
) -> String {
    let mut free = name.to_owned();
    while is_taken(&free) {
        free = format!("{free}_{number}");
    }
    free
}

#[cfg(test)]
mod tests {
    use super::free_name;

    #[test]
    fn a_stored_name_is_never_shared() {
        let taken = ["tag", "tag_7"];
        let is_taken = |name: &str| taken.contains(&name);
        assert_eq!(free_name("title", 7, is_taken), "title");
        assert_eq!(free_name("tag", 8, is_taken), "tag_8");
        assert_eq!(free_name("tag", 7, is_taken), "tag_7_7");
    }
}
