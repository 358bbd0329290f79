//! A run over a message, and what it found.

use std::borrow::Cow;

use super::checked::Checked;
use super::error::EvaluationError;
use super::field::Field;
use super::scope::{Reach, Scope};
use super::violation::{Place, Violation};
use crate::message::MessageDescriptor;
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
///
/// It ends at the first rule that can't be evaluated, and has no result then
/// but the [`EvaluationError`].
#[derive(Debug, Default)]
pub struct Check {
    scope: Scope,
    violations: Vec<Violation>,
    error: Option<EvaluationError>,
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
        if !is_selected && self.sees_whole_message() {
            self.violate(name, "required", "exactly one field is required in oneof");
        }
    }

    /// At most one of these fields is given (`(buf.validate.message).oneof`).
    /// Each stands with whether it is.
    pub fn at_most_one_of(&mut self, fields: &[(&str, bool)]) {
        if fields.iter().filter(|(_, is_given)| *is_given).count() > 1 {
            self.violate_choice(fields, |names| format!("only one of {names} can be set"));
        }
    }

    /// Exactly one of these fields is given (`(buf.validate.message).oneof`
    /// with `required`).
    pub fn exactly_one_of(&mut self, fields: &[(&str, bool)]) {
        self.at_most_one_of(fields);
        if !fields.iter().any(|(_, is_given)| *is_given) {
            self.violate_choice(fields, |names| format!("one of {names} must be set"));
        }
    }

    fn violate_choice(&mut self, fields: &[(&str, bool)], words: impl FnOnce(String) -> String) {
        if self.sees_whole_message() {
            let names: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
            self.note(None, "message.oneof".into(), words(names.join(", ")));
        }
    }

    /// Notes that a field breaks a rule which has no method here.
    ///
    /// `rule` is an id such as `string.max_len`.
    pub fn violate(&mut self, name: &'static str, rule: &str, description: impl Into<String>) {
        if !matches!(self.scope.reach(name), Reach::Skipped) {
            let place = Some(Place::Name(name));
            self.note(place, rule.to_owned().into(), description.into());
        }
    }

    /// Whether no rule is broken, and all could be evaluated.
    pub fn is_ok(&self) -> bool {
        self.violations.is_empty() && self.error.is_none()
    }

    /// What was found, in the order of the contract.
    pub fn finish(self) -> std::result::Result<Vec<Violation>, EvaluationError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.violations),
        }
    }

    /// What was found, in the form that travels. `INTERNAL` if a rule could not
    /// be evaluated, which is logged: the contract is wrong, not who calls.
    pub fn into_violations(self) -> Result<Vec<FieldViolation>> {
        let violations = self.finish().map_err(|error| {
            tracing::error!(
                rule = error.rule_id(),
                field = error.field(),
                reason = error.reason(),
                "a rule of the contract can't be evaluated"
            );
            Status::internal(error.to_string())
        })?;
        Ok(violations.into_iter().map(Into::into).collect())
    }

    /// `INVALID_ARGUMENT` with what was found, if anything was; `INTERNAL` if a
    /// rule could not be evaluated.
    pub fn into_result(self) -> Result<()> {
        let violations = self.into_violations()?;
        if violations.is_empty() {
            Ok(())
        } else {
            Err(Status::violations(violations))
        }
    }

    /// Whether the other rules needn't be asked: enough are broken, or one
    /// could not be evaluated.
    pub(super) fn is_full(&self) -> bool {
        self.violations.len() >= MAX_VIOLATIONS || self.error.is_some()
    }

    /// Whether rules that look at several fields can be asked.
    pub(super) fn sees_whole_message(&self) -> bool {
        self.scope.sees_whole_message()
    }

    /// Whether the message came with a request, which gives some fields in vain.
    pub(super) fn ignores_input(&self) -> bool {
        matches!(self.scope, Scope::Input(_))
    }

    pub(super) fn note(
        &mut self,
        place: Option<Place<'_>>,
        rule: Cow<'static, str>,
        words: String,
    ) {
        if !self.is_full() {
            self.violations.push(Violation::new(place, rule, words));
        }
    }

    /// Notes that a rule can't be evaluated, which ends the check.
    pub(super) fn fail(
        &mut self,
        place: Option<Place<'_>>,
        rule: Cow<'static, str>,
        reason: String,
    ) {
        if !self.is_full() {
            self.error = Some(EvaluationError::new(place, rule, reason));
        }
    }

    /// Runs checks of what lies at a place.
    pub(super) fn at(&mut self, place: Place<'_>, checks: impl FnOnce(&mut Self)) {
        let before = self.violations.len();
        let had_error = self.error.is_some();
        checks(self);
        for violation in &mut self.violations[before..] {
            violation.prepend(place);
        }
        if let Some(error) = &mut self.error
            && !had_error
        {
            error.prepend(place);
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
        self.scope.of_inner(descriptor)
    }
}
