//! A field and the rules that are asked of it.

use std::borrow::Cow;
use std::fmt;

use super::check::Check;
use super::checked::Checked;
use super::scope::Reach;
use super::violation::Place;
use crate::message::mask::Selection;

/// A field whose rules are being checked. `T` is the type of its value, also
/// if the field is optional.
///
/// Every rule returns the field, for the next rule. After [`required`] failed
/// and where there is no value, the rules that follow say nothing.
///
/// [`required`]: Field::required
pub struct Field<'a, T: ?Sized> {
    pub(super) check: &'a mut Check,
    pub(super) place: Place<'a>,
    /// What the field's own rules see.
    pub(super) value: Option<&'a T>,
    /// What is checked of a message in the field.
    pub(super) inner: Inner<'a, T>,
    is_given: bool,
    /// The kind in the contract, where the type alone doesn't tell it.
    kind: Option<&'static str>,
}

/// What is checked of a message in a field.
pub(super) enum Inner<'a, T: ?Sized> {
    Nothing,
    Whole(&'a T),
    Within(&'a T, Selection),
}

impl<'a, T: ?Sized> Field<'a, T> {
    pub(super) fn new<V, Shape>(
        check: &'a mut Check,
        place: Place<'a>,
        value: &'a V,
        reach: Reach,
    ) -> Self
    where
        V: Checked<Shape, Rules = T> + ?Sized,
    {
        Self::with(check, place, value.present(), value.is_given(), reach)
    }

    pub(super) fn of_member<V, Shape>(
        check: &'a mut Check,
        name: &'static str,
        value: Option<&'a V>,
        reach: Reach,
    ) -> Self
    where
        V: Checked<Shape, Rules = T> + ?Sized,
    {
        let present = value.and_then(V::present);
        Self::with(check, Place::Name(name), present, value.is_some(), reach)
    }

    fn with(
        check: &'a mut Check,
        place: Place<'a>,
        present: Option<&'a T>,
        is_given: bool,
        reach: Reach,
    ) -> Self {
        let (value, inner, is_given) = match (reach, present) {
            (Reach::Whole, Some(value)) => (Some(value), Inner::Whole(value), is_given),
            (Reach::Whole, None) => (None, Inner::Nothing, is_given),
            (Reach::Within(selection), Some(value)) => {
                (None, Inner::Within(value, selection), true)
            }
            (Reach::Skipped, _) | (Reach::Within(_), None) => (None, Inner::Nothing, true),
        };
        Self {
            check,
            place,
            value,
            inner,
            is_given,
            kind: None,
        }
    }

    /// The field is there; where absent and default are the same, it isn't the
    /// default. Comes before the other rules.
    pub fn required(&mut self) -> &mut Self {
        if !self.is_given {
            self.note("required", "value is required".to_owned());
            self.value = None;
            self.inner = Inner::Nothing;
        }
        self
    }

    /// The rules that follow say nothing of the default value
    /// (`IGNORE_IF_ZERO_VALUE`).
    pub fn ignore_if_default(&mut self) -> &mut Self {
        if !self.is_given {
            self.value = None;
            self.inner = Inner::Nothing;
        }
        self
    }

    /// The kind in the contract, such as `sint32`, where the type alone doesn't
    /// tell it. It begins the rules' ids.
    pub fn kind(&mut self, kind: &'static str) -> &mut Self {
        self.kind = Some(kind);
        self
    }

    /// A rule that has no method here: notes `description` unless `holds`.
    ///
    /// `rule` is its id.
    pub fn rule(
        &mut self,
        rule: &'static str,
        description: &'static str,
        holds: impl FnOnce(&T) -> bool,
    ) -> &mut Self {
        if self.is_broken(holds) {
            self.note(rule, description.to_owned());
        }
        self
    }

    /// A rule of a kind: its id is `kind.rule`.
    pub(super) fn expect(
        &mut self,
        kind: &'static str,
        rule: &'static str,
        holds: impl FnOnce(&T) -> bool,
        description: impl FnOnce() -> String,
    ) -> &mut Self {
        if self.is_broken(holds) {
            let kind = self.kind.unwrap_or(kind);
            self.note(format!("{kind}.{rule}"), description());
        }
        self
    }

    fn is_broken(&self, holds: impl FnOnce(&T) -> bool) -> bool {
        !self.check.is_full() && self.value.is_some_and(|value| !holds(value))
    }

    fn note(&mut self, rule: impl Into<Cow<'static, str>>, description: String) {
        self.check.note(Some(self.place), rule.into(), description);
    }

    /// Notes that a rule of a kind can't be evaluated.
    pub(super) fn fail(&mut self, kind: &'static str, rule: &'static str, reason: String) {
        self.check
            .fail(Some(self.place), format!("{kind}.{rule}").into(), reason);
    }
}

impl<T: ?Sized> fmt::Debug for Field<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field")
            .field("is_given", &self.is_given)
            .finish_non_exhaustive()
    }
}
