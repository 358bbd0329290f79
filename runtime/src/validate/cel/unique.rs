//! `unique()`, of lists.

#![expect(
    clippy::needless_pass_by_value,
    reason = "the `cel` crate gives the form of a function"
)]

use std::collections::BTreeSet;

use cel::ExecutionError;
use cel::common::types::{CelBool, CelBytes, CelDouble, CelInt, CelString, CelUInt};
use cel::common::value::Val;

use super::library::{Answer, Arguments, answer, wrong_argument};

/// `list.unique()`: no two elements are the same.
pub(super) fn unique<'b, 'v>(arguments: Arguments<'b, 'v>) -> Answer<'b, 'v> {
    let list = arguments.first().and_then(|list| list.as_iterable());
    let mut elements = list.ok_or_else(wrong_argument)?.iter();
    let mut seen = BTreeSet::new();
    while let Some(element) = elements.next() {
        let key = Key::of(element).ok_or_else(|| {
            let of = vec![format!("list({})", element.get_type().name())];
            ExecutionError::no_such_member_overload("unique", of)
        })?;
        // NaN is equal to nothing.
        if matches!(key, Key::Double(number) if f64::from_bits(number).is_nan()) {
            continue;
        }
        if !seen.insert(key) {
            return answer(false);
        }
    }
    answer(true)
}

/// An element, to be compared with others.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Bool(bool),
    Int(i64),
    UInt(u64),
    Double(u64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl<'a> Key<'a> {
    /// `None` for what isn't compared: messages, lists and maps.
    fn of(value: &'a dyn Val) -> Option<Self> {
        if let Some(value) = value.downcast_ref::<CelString<'_>>() {
            Some(Self::Text(value.inner()))
        } else if let Some(value) = value.downcast_ref::<CelInt>() {
            Some(Self::Int(*value.inner()))
        } else if let Some(value) = value.downcast_ref::<CelUInt>() {
            Some(Self::UInt(*value.inner()))
        } else if let Some(value) = value.downcast_ref::<CelDouble>() {
            // Adding zero makes one zero of the two that are equal.
            Some(Self::Double((*value.inner() + 0.0).to_bits()))
        } else if let Some(value) = value.downcast_ref::<CelBool>() {
            Some(Self::Bool(*value.inner()))
        } else {
            let value = value.downcast_ref::<CelBytes<'_>>()?;
            Some(Self::Bytes(value.inner()))
        }
    }
}
