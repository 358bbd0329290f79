//! Rules in the words of CEL, the Common Expression Language.
//!
//! The generator parses every expression and checks its names and types, so
//! that what stands in generated code is right as far as can be told. Here it is
//! compiled when it is first needed, and evaluated over a message's fields: a
//! value is converted when the expression asks for it, never the whole message.
//!
//! [`rewrite`] prepares what the `cel` crate parsed, [`value`] shows messages to
//! it, [`library`] adds protovalidate's functions.

mod expression;
mod library;
mod message;
mod pattern;
mod rewrite;
mod unique;
mod value;

pub use expression::Expression;

use super::{Check, Field};
use crate::message::{Behavior, Message, Value, View};

/// A value that expressions can be asked of.
pub trait Viewed {
    /// The value, to be read.
    fn as_view(&self) -> View<'_>;
}

impl<T: Value> Viewed for T {
    fn as_view(&self) -> View<'_> {
        self.view()
    }
}

impl Viewed for str {
    fn as_view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl<T: Viewed + ?Sized> Field<'_, T> {
    /// `cel`: the expression, of which the value is `this`, holds.
    pub fn cel(&mut self, rule: &'static Expression) -> &mut Self {
        if let Some(value) = self.value {
            self.check.evaluate(Some(self.place), rule, value.as_view());
        }
        self
    }
}

impl Check {
    /// `cel`: the expression, of which the message is `this`, holds.
    ///
    /// An update that names some fields is checked when it is merged, and a new
    /// entity in a request, if the rule reads what only the service gives, when
    /// it is written.
    pub fn cel(&mut self, message: &dyn Message, rule: &'static Expression) {
        let lacks_fields =
            self.ignores_input() && rule.reads(message.descriptor(), Behavior::is_ignored_on_input);
        if self.sees_whole_message() && !lacks_fields {
            self.evaluate(None, rule, View::Message(message));
        }
    }
}
