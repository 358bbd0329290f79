//! Rules of lists.

use std::collections::BTreeSet;

use crate::message::{Message, Value, View};
use crate::validate::scope::Reach;
use crate::validate::violation::Place;
use crate::validate::{Checked, Field, Validate};

const KIND: &str = "repeated";

/// Up to this many elements, comparing each with each is cheaper than a set.
const FEW: usize = 16;

impl<T> Field<'_, Vec<T>> {
    /// `min_items`: at least this many elements.
    pub fn min_items(&mut self, items: usize) -> &mut Self {
        self.expect(
            KIND,
            "min_items",
            |list| list.len() >= items,
            || format!("must contain at least {items} item(s)"),
        )
    }

    /// `max_items`: at most this many elements.
    pub fn max_items(&mut self, items: usize) -> &mut Self {
        self.expect(
            KIND,
            "max_items",
            |list| list.len() <= items,
            || format!("must contain no more than {items} item(s)"),
        )
    }

    /// `unique`: no two elements are the same.
    pub fn unique(&mut self) -> &mut Self
    where
        T: Value,
    {
        self.expect(
            KIND,
            "unique",
            |list| are_unique(list),
            || "repeated value must contain unique items".to_owned(),
        )
    }

    /// `items`: rules of each element.
    pub fn each<Shape>(&mut self, mut rules: impl FnMut(&mut Field<'_, T::Rules>)) -> &mut Self
    where
        T: Checked<Shape>,
    {
        if let Some(list) = self.value {
            self.check.at(self.place, |check| {
                for (index, element) in list.iter().enumerate() {
                    let place = Place::Index(index);
                    rules(&mut Field::new(check, place, element, Reach::Whole));
                }
            });
        }
        self
    }

    /// The rules of each element's own message.
    pub fn each_nested(&mut self) -> &mut Self
    where
        T: Message + Validate,
    {
        if let Some(list) = self.value {
            self.check.at(self.place, |check| {
                for (index, element) in list.iter().enumerate() {
                    let scope = check.inner_scope(element.descriptor());
                    check.at(Place::Index(index), |check| {
                        check.within(scope, |check| element.validate(check));
                    });
                }
            });
        }
        self
    }
}

fn are_unique<T: Value>(list: &[T]) -> bool {
    let keys = || list.iter().filter_map(|element| key(element.view()));
    if list.len() <= FEW {
        !keys()
            .enumerate()
            .any(|(index, key)| keys().take(index).any(|earlier| earlier == key))
    } else {
        let mut seen = BTreeSet::new();
        keys().all(|key| seen.insert(key))
    }
}

/// An element, to be compared with others of the same list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Integer(i128),
    Bits(u64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// `None` for what is equal to nothing: NaN. (The generator refuses `unique` on
/// lists of messages, as protovalidate does.)
fn key(view: View<'_>) -> Option<Key<'_>> {
    match view {
        View::Bool(value) => Some(Key::Integer(value.into())),
        View::Int32(value) | View::Enum(_, value) => Some(Key::Integer(value.into())),
        View::Int64(value) => Some(Key::Integer(value.into())),
        View::UInt32(value) => Some(Key::Integer(value.into())),
        View::UInt64(value) => Some(Key::Integer(value.into())),
        View::Float(value) => float_key(value.into()),
        View::Double(value) => float_key(value),
        View::Text(text) => Some(Key::Text(text)),
        View::Bytes(bytes) => Some(Key::Bytes(bytes)),
        View::Absent | View::Message(_) | View::List(_) | View::Map(_) => None,
    }
}

fn float_key(value: f64) -> Option<Key<'static>> {
    // Adding zero makes one zero of the two that are equal.
    (!value.is_nan()).then(|| Key::Bits((value + 0.0).to_bits()))
}
