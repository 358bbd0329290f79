//! Where the contract no longer fits the data that is stored.

use super::Lock;
use super::shape::{Stored, kind_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::locate::Sites;
use crate::model::{Contract, Field, Message};

impl Lock {
    /// Warns of stored fields whose type is another one now, and of numbers that
    /// give a field the data of another one, or none.
    pub fn diverged(&self, contract: &Contract, sites: &Sites<'_>) -> Vec<Diagnostic> {
        let stored = Stored::of(contract);
        let fields = stored
            .messages
            .iter()
            .flat_map(|message| message.fields.iter().map(move |field| (*message, field)));
        fields
            .filter_map(|(message, field)| {
                self.changed_type(message, field, sites)
                    .or_else(|| self.reused_number(message, field, sites))
                    .or_else(|| self.changed_number(message, field, sites))
            })
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

    /// A number that another field had, which was removed. (One that never was
    /// removed is a rename, and keeps its data.)
    fn reused_number(
        &self,
        message: &Message,
        field: &Field,
        sites: &Sites<'_>,
    ) -> Option<Diagnostic> {
        let locked = self.messages.get(&message.full_name)?.get(&field.number)?;
        if !locked.is_removed || locked.name == field.name {
            return None;
        }
        let text = format!(
            "`{}` of {} has the number {} of `{}`, which was removed: what is stored under {} is read as `{0}`",
            field.name, message.full_name, field.number, locked.name, locked.name
        );
        Some(
            Diagnostic::warning(Code::LockNumber, text)
                .at(sites.of(&field.origin).name())
                .label(format!("reads what was stored as `{}`", locked.name))
                .help("give the field a number that no field had, and reserve the old one"),
        )
    }

    /// A field that has another number than before. Data is found by number.
    fn changed_number(
        &self,
        message: &Message,
        field: &Field,
        sites: &Sites<'_>,
    ) -> Option<Diagnostic> {
        let fields = self.messages.get(&message.full_name)?;
        if fields.contains_key(&field.number) {
            return None;
        }
        let (before, _) = fields.iter().find(|(number, locked)| {
            let is_gone = message.field_by_number(**number).is_none();
            locked.name == field.name && !locked.is_removed && is_gone
        })?;
        let text = format!(
            "`{}` of {} had the number {before} and has {} now: what is stored isn't read any more",
            field.name, message.full_name, field.number
        );
        Some(
            Diagnostic::warning(Code::LockNumber, text)
                .at(sites.of(&field.origin).name())
                .label(format!("stored with the number {before}"))
                .help(format!(
                    "keep the number {before}; or give a new field another name"
                )),
        )
    }
}
