//! Where the contract no longer fits the data that is stored.

use super::numbers::Numbers;
use super::shape::{Stored, kind_of, value_type};
use super::{Lock, entities};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::locate::Sites;
use crate::model::{Contract, Field, Message};

impl Lock {
    /// Whether the lock has stored names of a message or an enum.
    fn knows(&self, name: &str) -> bool {
        self.messages.contains_key(name) || self.enums.contains_key(name)
    }

    /// Tells what stored data the contract loses, mixes up or can't read.
    pub fn diverged(&self, contract: &Contract, sites: &Sites<'_>) -> Report {
        let stored = Stored::of(contract);
        let mut found = Vec::new();
        entities::check(self, contract, sites, &mut found);
        for message in &stored.messages {
            Numbers::of_message(message, self).check(sites, &mut found);
            for field in &message.fields {
                let is_gone = |name: &str| !stored.has(name);
                found.extend(self.changed_type(message, field, is_gone, sites));
            }
        }
        for declared in &stored.enums {
            Numbers::of_enum(declared, self).check(sites, &mut found);
        }
        found.into_iter().collect()
    }

    /// A field with another type than the one that is stored.
    ///
    /// Under the same name it is a warning of every run: whether anything is
    /// stored yet, or was changed by a migration, only people know, and reading
    /// what doesn't fit fails. With another name too it is no change of a field
    /// but another field, which has taken the number. A type that the lock doesn't
    /// know in the place of one that is gone is that one with another name, and
    /// would be stored by the names it has now.
    fn changed_type(
        &self,
        message: &Message,
        field: &Field,
        is_gone: impl Fn(&str) -> bool,
        sites: &Sites<'_>,
    ) -> Option<Diagnostic> {
        let locked = self.messages.get(&message.full_name)?.get(&field.number)?;
        let kind = kind_of(field);
        let before = locked.name.in_contract();
        let is_renamed = field.name != before;
        if locked.kind == kind || (locked.name.is_removed && is_renamed) {
            return None;
        }
        let (holder, name, number) = (&message.full_name, &field.name, field.number);
        let diagnostic = if is_renamed {
            let text = format!(
                "`{name}` of {holder} has the number {number} of `{before}` and another type: \
                 what is stored as `{}` is no `{kind}`",
                locked.name.stored
            );
            Diagnostic::error(Code::LockNumber, text).help(format!(
                "take a number that was never used, and write `reserved {number};`; \
                 a field that gets another name and another type gets them in two runs"
            ))
        } else if let (before, now) = (value_type(&locked.kind), value_type(&kind))
            && self.knows(before)
            && is_gone(before)
            && !self.knows(now)
        {
            let text = format!(
                "`{name}` of {holder} was stored as `{before}`, which is gone, and is `{now}` now: \
                 the lock keeps the names that its values are stored under, and doesn't know it"
            );
            Diagnostic::error(Code::LockType, text).help(format!(
                "if `{before}` got another name, rename it everywhere in the lock; \
                 if `{now}` is another type, give it a new field number"
            ))
        } else {
            let text = format!(
                "`{name}` of {holder} was stored as `{}` and is `{kind}` now: \
                 what is stored as `{}` can't be read as that",
                locked.kind, locked.name.stored
            );
            Diagnostic::warning(Code::LockType, text).help(
                "give the new type a new field number; or, once all stored data is changed, \
                 the new type in the lock",
            )
        };
        Some(
            diagnostic
                .at(sites.of(&field.origin).name())
                .label(format!("stored as `{}`", locked.kind)),
        )
    }
}
