//! Regular expressions that stand in an expression as they are.

#![expect(
    clippy::needless_pass_by_value,
    reason = "the `cel` crate gives the form of a function"
)]

use std::any::Any;

use cel::ExecutionError;
use cel::common::types::{CelBool, CelString, Kind, Type};
use cel::common::value::{CowVal, StaticVal, Val};
use regex::Regex;

pub(super) static PATTERN: Type = Type::simple_type(Kind::Opaque, "pattern");

/// A compiled regular expression, as a value: `matches` would otherwise compile
/// it each time.
#[derive(Clone, Debug)]
pub(super) struct CompiledPattern(Regex);

impl CompiledPattern {
    pub(super) fn new(source: &str) -> Result<Self, String> {
        Regex::new(source)
            .map(Self)
            .map_err(|error| error.to_string())
    }
}

impl Val for CompiledPattern {
    fn get_type(&self) -> &Type {
        &PATTERN
    }

    fn cel_type() -> &'static Type {
        &PATTERN
    }

    fn clone_as_boxed<'v>(&self) -> Box<dyn Val + 'v>
    where
        Self: 'v,
    {
        Box::new(self.clone())
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl StaticVal for CompiledPattern {}

/// `matches`, with a pattern that is compiled already.
pub(super) fn matches<'b, 'v>(
    arguments: Vec<CowVal<'b, 'v>>,
) -> Result<CowVal<'b, 'v>, ExecutionError> {
    let [text, pattern] = arguments.as_slice() else {
        return Err(ExecutionError::invalid_argument_count(2, arguments.len()));
    };
    let text = text.downcast_ref::<CelString<'_>>();
    let pattern = pattern.downcast_ref::<CompiledPattern>();
    match (text, pattern) {
        (Some(text), Some(pattern)) => {
            let is_match = pattern.0.is_match(text.inner());
            Ok(CowVal::owned(CelBool::from(is_match)))
        }
        _ => Err(ExecutionError::function_error(
            "matches",
            "it takes a text and a pattern",
        )),
    }
}
