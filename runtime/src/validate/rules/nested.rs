//! Rules of messages in fields.

use crate::message::mask::{self, Selection};
use crate::message::{FieldMask, Message};
use crate::validate::field::Inner;
use crate::validate::scope::Scope;
use crate::validate::violation::Place;
use crate::validate::{Field, Validate};

impl<M: Message + Validate> Field<'_, M> {
    /// The rules of the message in the field.
    pub fn nested(&mut self) -> &mut Self {
        match &self.inner {
            Inner::Nothing => {}
            Inner::Whole(message) => {
                let scope = self.check.inner_scope(message.descriptor());
                descend(self.check, self.place, *message, scope);
            }
            Inner::Within(message, selection) => {
                let scope = Scope::Selected(selection.clone());
                descend(self.check, self.place, *message, scope);
            }
        }
        self
    }

    /// The rules of an entity that comes in, without those of `OUTPUT_ONLY` and
    /// `IDENTIFIER` fields, which are ignored there (AIP-203).
    pub fn nested_input(&mut self) -> &mut Self {
        if let Inner::Whole(message) = self.inner {
            let scope = Scope::Input(message.descriptor());
            descend(self.check, self.place, message, scope);
        }
        self
    }

    /// The rules of an entity that an update changes: of the fields that the
    /// mask names, and of the mask itself, which stands in the field `name` of
    /// the same request. The entity also has to say which one it is.
    pub fn nested_masked(&mut self, name: &'static str, mask: &Option<FieldMask>) -> &mut Self {
        let (Inner::Whole(message), Some(mask)) = (&self.inner, mask) else {
            return self;
        };
        let message = *message;
        match Selection::resolve(message.descriptor(), mask) {
            Ok(selection) => {
                self.check.at(self.place, |check| {
                    if let Some(identifier) = mask::missing_identifier(message) {
                        let place = Place::Name(identifier);
                        check.note(Some(place), "required".into(), "value is required".into());
                    }
                    check.within(Scope::Selected(selection), |check| message.validate(check));
                });
            }
            Err(errors) => {
                for error in errors {
                    let place = Some(Place::Name(name));
                    self.check
                        .note(place, error.rule().into(), error.to_string());
                }
            }
        }
        self
    }
}

fn descend(
    check: &mut crate::validate::Check,
    place: Place<'_>,
    message: &impl Validate,
    scope: Scope,
) {
    check.at(place, |check| {
        check.within(scope, |check| message.validate(check));
    });
}
