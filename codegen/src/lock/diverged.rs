//! Where the contract no longer fits the data that is stored.

use super::Lock;
use super::shape::{Stored, kind_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::locate::Sites;
use crate::model::{Contract, Field, Message};

impl Lock {
    /// Warns of stored fields whose type is another one now.
    pub fn diverged(&self, contract: &Contract, sites: &Sites<'_>) -> Vec<Diagnostic> {
        let stored = Stored::of(contract);
        let fields = stored
            .messages
            .iter()
            .flat_map(|message| message.fields.iter().map(move |field| (*message, field)));
        fields
            .filter_map(|(message, field)| self.changed_type(message, field, sites))
            .collect()
    }

    fn changed_type(
        &self,
        message: &Message,
        field: &Field,
        sites: &Sites<'_>,
    ) -> Option<Diagnostic> {
        let locked = self.messages.get(&message.full_name)?.get(&field.number)?;
        let kind = kind_of(message, field);
        if locked.kind == kind {
            return None;
        }
        let text = format!(
            "`{}` of {} was stored as `{}` and is `{kind}` now: what is stored under {} can't be read as that",
            field.name, message.full_name, locked.kind, locked.name
        );
        let help = "give the new type a new field number; or, once all stored data is changed, \
                    the new type in the lock";
        Some(
            Diagnostic::warning(Code::LockType, text)
                .at(sites.of(&field.origin).name())
                .label(format!("stored as `{}`", locked.kind))
                .help(help),
        )
    }
}
