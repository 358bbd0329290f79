//! A run over a message, and what it found.

use super::checked::Checked;
use super::field::Field;
use super::violation::{Place, Violation};
use crate::message::mask::{Part, Selection};
use crate::message::{Behavior, MessageDescriptor};
use crate::rpc::{FieldViolation, MAX_VIOLATIONS, Result, Status, StatusExt as _};

/// A message with rules.
///
/// Generated for every message.
pub trait Validate {
    /// Notes each rule of the contract that the message breaks.
    fn validate(&self, check: &mut Check);
}

// Messages that contain themselves stand in a box.
impl<M: Validate> Validate for Box<M> {
    fn validate(&self, check: &mut Check) {
        (**self).validate(check);
    }
}

/// Collects the rules that a message breaks, at most
/// [`MAX_VIOLATIONS`](crate::validate::MAX_VIOLATIONS).
#[derive(Debug, Default)]
pub struct Check {
    scope: Scope,
    violations: Vec<Violation>,
}

/// Which fields of the message at hand are checked.
#[derive(Clone, Debug, Default)]
pub(super) enum Scope {
    /// All.
    #[default]
    All,
    /// Those that a request gives a value to.
    Input(&'static MessageDescriptor),
    /// Those that an update changes.
    Selected(Selection),
}

/// How much of a field is checked.
pub(super) enum Reach {
    /// Nothing.
    Skipped,
    /// The rules of the field, and what is in it.
    Whole,
    /// Only these fields of the message in it.
    Within(Selection),
}

impl Check {
    /// A check that has found nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks a message.
    pub fn of(message: &(impl Validate + ?Sized)) -> Self {
        let mut check = Self::new();
        message.validate(&mut check);
        check
    }

    /// Begins the rules of a field: `name` as the contract has it.
    pub fn field<'a, T, Shape>(
        &'a mut self,
        name: &'static str,
        value: &'a T,
    ) -> Field<'a, T::Rules>
    where
        T: Checked<Shape> + ?Sized,
    {
        let reach = self.scope.reach(name);
        Field::new(self, Place::Name(name), value, reach)
    }

    /// Begins the rules of a oneof's member, which is there if it is selected.
    pub fn member<'a, T, Shape>(
        &'a mut self,
        name: &'static str,
        value: Option<&'a T>,
    ) -> Field<'a, T::Rules>
    where
        T: Checked<Shape> + ?Sized,
    {
        let reach = self.scope.reach(name);
        Field::of_member(self, name, value, reach)
    }

    /// One member of the oneof must be selected.
    pub fn required_oneof(&mut self, name: &'static str, is_selected: bool) {
        // The members of an updated oneof are named one by one, so that an update can't empty it unseen.
        if !is_selected && !matches!(self.scope, Scope::Selected(_)) {
            self.violate(name, "required", "exactly one field is required in oneof");
        }
    }

    /// Notes that a field breaks a rule which has no method here.
    ///
    /// `rule` is an id such as `string.max_len`.
    pub fn violate(&mut self, name: &'static str, rule: &str, description: impl Into<String>) {
        if !matches!(self.scope.reach(name), Reach::Skipped) {
            self.note(Place::Name(name), rule.to_owned(), description.into());
        }
    }

    /// Whether no rule is broken.
    pub fn is_ok(&self) -> bool {
        self.violations.is_empty()
    }

    /// What was found, in the order of the contract.
    pub fn into_violations(self) -> Vec<FieldViolation> {
        self.violations.into_iter().map(Into::into).collect()
    }

    /// `INVALID_ARGUMENT` with what was found, if anything was.
    pub fn into_result(self) -> Result<()> {
        if self.is_ok() {
            Ok(())
        } else {
            Err(Status::violations(self.into_violations()))
        }
    }

    /// Whether enough rules are broken, so that the others needn't be asked.
    pub(super) fn is_full(&self) -> bool {
        self.violations.len() >= MAX_VIOLATIONS
    }

    pub(super) fn note(&mut self, place: Place<'_>, rule: String, description: String) {
        if !self.is_full() {
            self.violations
                .push(Violation::new(place, rule, description));
        }
    }

    /// Runs checks of what lies at a place.
    pub(super) fn at(&mut self, place: Place<'_>, checks: impl FnOnce(&mut Self)) {
        let before = self.violations.len();
        checks(self);
        for violation in &mut self.violations[before..] {
            violation.prepend(place);
        }
    }

    /// Runs checks that see only some fields.
    pub(super) fn within(&mut self, scope: Scope, checks: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.scope, scope);
        checks(self);
        self.scope = outer;
    }

    /// The scope of a message in a field that is checked as a whole.
    pub(super) fn inner_scope(&self, descriptor: &'static MessageDescriptor) -> Scope {
        match &self.scope {
            Scope::All => Scope::All,
            Scope::Input(_) => Scope::Input(descriptor),
            Scope::Selected(_) => Scope::Selected(Selection::replaceable(descriptor)),
        }
    }
}

impl Scope {
    fn reach(&self, name: &str) -> Reach {
        match self {
            Self::All => Reach::Whole,
            Self::Input(descriptor) => {
                let behavior = descriptor
                    .by_name(name)
                    .map_or(Behavior::NONE, |field| field.behavior);
                if behavior.is_ignored_on_input() {
                    Reach::Skipped
                } else {
                    Reach::Whole
                }
            }
            Self::Selected(selection) => match selection.part(name) {
                Part::Nothing => Reach::Skipped,
                Part::Whole => Reach::Whole,
                Part::Within(inner) => Reach::Within(inner.clone()),
            },
        }
    }
}
