//! Rules of messages of any type.

use crate::message::well_known::Any;
use crate::validate::Field;

const KIND: &str = "any";

impl Field<'_, Any> {
    /// `in`: of one of these types, by their URLs.
    pub fn type_in(&mut self, urls: &[&str]) -> &mut Self {
        self.expect(
            KIND,
            "in",
            |any| urls.contains(&any.type_url.as_str()),
            || "type URL must be in the allow list".to_owned(),
        )
    }

    /// `not_in`: of none of these types, by their URLs.
    pub fn type_not_in(&mut self, urls: &[&str]) -> &mut Self {
        self.expect(
            KIND,
            "not_in",
            |any| !urls.contains(&any.type_url.as_str()),
            || "type URL must not be in the block list".to_owned(),
        )
    }
}
