//! Numbers that stored data is known by: those of a message's fields, and those
//! of an enum's values.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::{Lock, StoredName};
use crate::diagnostic::{Code, Diagnostic};
use crate::locate::Sites;
use crate::model::{Enum, Message, Origin};

/// The numbers of a message or an enum, as the contract and as the lock has them.
pub(super) struct Numbers<'a, N> {
    /// The full name of the message or enum.
    holder: &'a str,
    origin: &'a Origin,
    declared: Vec<Declared<'a, N>>,
    locked: Vec<(N, &'a StoredName)>,
    reserved: &'a [RangeInclusive<N>],
    /// What becomes of stored data whose number is gone.
    leftover: &'static str,
}

/// A number with its name in the contract.
struct Declared<'a, N> {
    number: N,
    name: &'a str,
    origin: &'a Origin,
}

impl<'a> Numbers<'a, u32> {
    pub(super) fn of_message(message: &'a Message, lock: &'a Lock) -> Self {
        let fields = message.fields.iter();
        let locked = lock.messages.get(&message.full_name);
        Self {
            holder: &message.full_name,
            origin: &message.origin,
            declared: fields
                .map(|field| Declared {
                    number: field.number,
                    name: &field.name,
                    origin: &field.origin,
                })
                .collect(),
            locked: locked
                .into_iter()
                .flatten()
                .map(|(number, field)| (*number, &field.name))
                .collect(),
            reserved: &message.reserved,
            leftover: "stays where it is, and nothing reads it",
        }
    }
}

impl<'a> Numbers<'a, i32> {
    pub(super) fn of_enum(declared: &'a Enum, lock: &'a Lock) -> Self {
        let locked = lock.enums.get(&declared.full_name);
        Self {
            holder: &declared.full_name,
            origin: &declared.origin,
            declared: declared
                .stored_values()
                .map(|value| Declared {
                    number: value.number,
                    name: &value.name,
                    origin: &value.origin,
                })
                .collect(),
            locked: locked
                .into_iter()
                .flatten()
                .map(|(number, name)| (*number, name))
                .collect(),
            reserved: &declared.reserved,
            leftover: "stays where it is, and is no value of the contract",
        }
    }
}

impl<N: Copy + Ord + Display> Numbers<'_, N> {
    /// What loses or mixes up stored data, and what has only gone.
    pub(super) fn check(&self, sites: &Sites<'_>, found: &mut Vec<Diagnostic>) {
        for declared in &self.declared {
            found.extend(self.reused(declared, sites));
            found.extend(self.moved(declared, sites));
        }
        for (number, name) in &self.locked {
            found.extend(self.removed(*number, name, sites));
        }
    }

    /// A number that was removed, and stands at another name now. (One that
    /// never was removed is a rename, and keeps its data.)
    fn reused(&self, declared: &Declared<'_, N>, sites: &Sites<'_>) -> Option<Diagnostic> {
        let Declared { number, name, .. } = *declared;
        let (_, locked) = self.locked.iter().find(|(locked, _)| *locked == number)?;
        if !locked.is_removed || locked.in_contract() == name {
            return None;
        }
        let before = locked.in_contract();
        let text = format!(
            "`{name}` of {} has the number {number} of `{before}`, which was removed: what is stored as `{}` would be read as `{name}`",
            self.holder, locked.stored
        );
        Some(
            Diagnostic::error(Code::LockNumber, text)
                .at(sites.of(declared.origin).name())
                .label(format!("would read what was stored as `{}`", locked.stored))
                .help(format!(
                    "take a number that was never used, and write `reserved {number};`; or, if this is `{before}` \
                     under another name, remove `removed = true` at this number in the lock"
                )),
        )
    }

    /// A name that has another number than before.
    fn moved(&self, declared: &Declared<'_, N>, sites: &Sites<'_>) -> Option<Diagnostic> {
        let Declared { number, name, .. } = *declared;
        let before = self.number_before(declared)?;
        if before == number || self.is_reserved(before) {
            return None;
        }
        let text = format!(
            "`{name}` of {} had the number {before} and has {number} now: stored data is known by its number, \
             so what is stored would not be read as `{name}` any more",
            self.holder
        );
        let help = if self.has(before) {
            format!(
                "keep the number {before}; or, if {before} was renamed, generate once with its new name, \
                 and then give {number} this one"
            )
        } else {
            format!(
                "keep the number {before}; or, if this is a new one, write `reserved {before};`"
            )
        };
        Some(
            Diagnostic::error(Code::LockNumber, text)
                .at(sites.of(declared.origin).name())
                .label(format!("stored with the number {before}"))
                .help(help),
        )
    }

    /// A number that the contract no longer has, and doesn't reserve either.
    fn removed(&self, number: N, locked: &StoredName, sites: &Sites<'_>) -> Option<Diagnostic> {
        let is_moved = self
            .declared
            .iter()
            .any(|declared| self.number_before(declared) == Some(number));
        if self.has(number) || self.is_reserved(number) || is_moved {
            return None;
        }
        let name = locked.in_contract();
        let text = format!(
            "`{name}` was removed from {}: what is stored as `{}` {}",
            self.holder, locked.stored, self.leftover
        );
        Some(
            Diagnostic::warning(Code::LockRemoved, text)
                .at(sites.of(self.origin).name())
                .help(format!(
                    "write `reserved {number};`, so that nothing else ever takes its number"
                )),
        )
    }

    /// The number that a name had when the lock was written.
    fn number_before(&self, declared: &Declared<'_, N>) -> Option<N> {
        let named = |name: &StoredName| !name.is_removed && name.in_contract() == declared.name;
        let (before, _) = self.locked.iter().find(|(_, name)| named(name))?;
        Some(*before)
    }

    fn has(&self, number: N) -> bool {
        self.declared.iter().any(|one| one.number == number)
    }

    fn is_reserved(&self, number: N) -> bool {
        self.reserved.iter().any(|range| range.contains(&number))
    }
}
