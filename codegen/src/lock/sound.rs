//! What no lock can say: a merge or an edit that would mix up stored data.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::{Lock, StoredName};

impl Lock {
    /// What is wrong with the lock, whatever the contract says.
    pub(super) fn contradiction(&self) -> Option<String> {
        let messages = || {
            self.messages.iter().find_map(|(holder, fields)| {
                let names = fields.iter().map(|(number, field)| (number, &field.name));
                in_names(holder, names)
            })
        };
        let enums = || {
            let mut enums = self.enums.iter();
            enums.find_map(|(holder, values)| in_names(holder, values.iter()))
        };
        messages().or_else(enums).or_else(|| self.shared_place())
    }

    fn shared_place(&self) -> Option<String> {
        let mut places = BTreeMap::new();
        self.entities.iter().find_map(|(name, stored)| {
            let (database, collection) = (&stored.database, &stored.collection);
            let other = places.insert((database, collection), name)?;
            Some(format!(
                "{other} and {name} are both stored in the collection \"{collection}\" \
                 of the database \"{database}\""
            ))
        })
    }
}

fn in_names<'a, N: Display>(
    holder: &str,
    mut names: impl Iterator<Item = (N, &'a StoredName)>,
) -> Option<String> {
    let mut seen = BTreeMap::new();
    names.find_map(|(number, name)| {
        let stored = name.stored.as_str();
        if !is_name(stored) {
            return Some(format!(
                "{number} of {holder}: nothing can be stored as `{stored}`"
            ));
        }
        let text = seen
            .get(stored)
            .map(|other| format!("{other} and {number} of {holder} are both stored as `{stored}`"));
        seen.insert(stored, number);
        text
    })
}

/// Whether a contract can have given this name.
fn is_name(name: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    name.chars().all(is_letter) && name.starts_with(|first: char| !first.is_ascii_digit())
}
