//! The released contract.

use std::collections::BTreeMap;

/// The released contract: what running systems and stored data rely on.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    epochs: BTreeMap<String, u32>,
    fields: BTreeMap<String, BTreeMap<u32, String>>,
    values: BTreeMap<String, BTreeMap<i32, String>>,
}

impl Lock {
    /// The name under which the values of a message's field are stored.
    pub fn stored_name(&self, message: &str, number: u32) -> Option<&str> {
        let name = self.fields.get(message)?.get(&number)?;
        Some(name)
    }

    /// The name under which a value of an enum is stored.
    pub fn stored_value(&self, enumeration: &str, number: i32) -> Option<&str> {
        let name = self.values.get(enumeration)?.get(&number)?;
        Some(name)
    }

    /// The epoch of a package: 1 until it is raised.
    pub fn epoch(&self, package: &str) -> u32 {
        self.epochs.get(package).copied().unwrap_or(1)
    }
}
