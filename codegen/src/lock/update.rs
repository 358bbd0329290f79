//! Brings the lock up to date: adds what is new, keeps what is there.

use std::fmt::Display;

use super::entities::Owned;
use super::shape::{Stored, kind_of};
use super::{Lock, StoredField, StoredName};
use crate::model::{Contract, Enum, Message};

impl Lock {
    /// The lock with what the contract adds to it. Nothing that is there
    /// changes, but for the names that the contract has now and the mark of what it
    /// no longer has.
    #[must_use]
    pub fn updated(&self, contract: &Contract) -> Self {
        let mut lock = self.clone();
        for package in &contract.packages {
            lock.epochs.entry(package.name.clone()).or_insert(1);
        }
        lock.update_entities(contract);
        let stored = Stored::of(contract);
        for message in stored.messages {
            lock.update_message(message);
        }
        for declared in stored.enums {
            lock.update_enum(declared);
        }
        lock
    }

    fn update_entities(&mut self, contract: &Contract) {
        for stored in self.entities.values_mut() {
            stored.is_removed = true;
        }
        for owned in Owned::all(contract) {
            let name = owned.message.full_name.clone();
            let stored = self.entities.entry(name).or_insert_with(|| owned.stored());
            stored.is_removed = false;
        }
    }

    fn update_message(&mut self, message: &Message) {
        let fields = self.messages.entry(message.full_name.clone()).or_default();
        for (number, field) in fields.iter_mut() {
            let now = message.field_by_number(*number);
            field.name.update(now.map(|field| field.name.as_str()));
        }
        for field in &message.fields {
            if fields.contains_key(&field.number) {
                continue;
            }
            let is_taken = |name: &str| fields.values().any(|other| other.name.stored == name);
            let stored = StoredField {
                name: StoredName::new(&field.name, field.number, is_taken),
                kind: kind_of(field),
            };
            fields.insert(field.number, stored);
        }
    }

    fn update_enum(&mut self, declared: &Enum) {
        let values = self.enums.entry(declared.full_name.clone()).or_default();
        for (number, name) in values.iter_mut() {
            let now = declared
                .stored_values()
                .find(|value| value.number == *number);
            name.update(now.map(|value| value.name.as_str()));
        }
        for value in declared.stored_values() {
            if values.contains_key(&value.number) {
                continue;
            }
            let is_taken = |name: &str| values.values().any(|other| other.stored == name);
            values.insert(
                value.number,
                StoredName::new(&value.name, value.number, is_taken),
            );
        }
    }
}

impl StoredName {
    /// The names of a number that is stored from now on.
    fn new(name: &str, number: impl Display, is_taken: impl Fn(&str) -> bool) -> Self {
        let mut new = Self {
            stored: free_name(name, number, is_taken),
            renamed: None,
            is_removed: false,
        };
        new.update(Some(name));
        new
    }

    /// Notes the name that the contract has now, or that it has none any more.
    fn update(&mut self, now: Option<&str>) {
        self.is_removed = now.is_none();
        if let Some(name) = now {
            self.renamed = (name != self.stored).then(|| name.to_owned());
        }
    }
}

/// The name to store under. If documents already hold something else under it
/// (a field that was renamed or removed since), the number tells the two apart.
fn free_name(name: &str, number: impl Display, is_taken: impl Fn(&str) -> bool) -> String {
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
