//! Rules of enums.

use crate::message::Enumeration;
use crate::validate::Field;

impl<E: Enumeration> Field<'_, E> {
    /// `defined_only`: a number that the contract gives a name.
    pub fn defined_only(&mut self) -> &mut Self {
        self.expect(
            "enum",
            "defined_only",
            |value| E::DESCRIPTOR.name_of(value.number()).is_some(),
            || "value must be one of the defined enum values".to_owned(),
        )
    }
}
