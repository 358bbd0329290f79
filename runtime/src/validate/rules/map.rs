//! Rules of maps.

use std::collections::BTreeMap;

use crate::message::{MapKey, Message};
use crate::validate::scope::Reach;
use crate::validate::violation::Place;
use crate::validate::{Checked, Field, Validate};

const KIND: &str = "map";

impl<K: MapKey, V> Field<'_, BTreeMap<K, V>> {
    /// `min_pairs`: at least this many entries.
    pub fn min_pairs(&mut self, pairs: usize) -> &mut Self {
        self.expect(
            KIND,
            "min_pairs",
            |map| map.len() >= pairs,
            || format!("map must be at least {pairs} entries"),
        )
    }

    /// `max_pairs`: at most this many entries.
    pub fn max_pairs(&mut self, pairs: usize) -> &mut Self {
        self.expect(
            KIND,
            "max_pairs",
            |map| map.len() <= pairs,
            || format!("map must be at most {pairs} entries"),
        )
    }

    /// `keys`: rules of each key.
    pub fn each_key<Shape>(&mut self, mut rules: impl FnMut(&mut Field<'_, K::Rules>)) -> &mut Self
    where
        K: Checked<Shape>,
    {
        if let Some(map) = self.value {
            self.check.at(self.place, |check| {
                for key in map.keys() {
                    let place = Place::KeyItself(key.view());
                    rules(&mut Field::new(check, place, key, Reach::Whole));
                }
            });
        }
        self
    }

    /// `values`: rules of each value.
    pub fn each_value<Shape>(
        &mut self,
        mut rules: impl FnMut(&mut Field<'_, V::Rules>),
    ) -> &mut Self
    where
        V: Checked<Shape>,
    {
        if let Some(map) = self.value {
            self.check.at(self.place, |check| {
                for (key, value) in map {
                    let place = Place::Key(key.view());
                    rules(&mut Field::new(check, place, value, Reach::Whole));
                }
            });
        }
        self
    }

    /// The rules of each value's own message.
    pub fn each_value_nested(&mut self) -> &mut Self
    where
        V: Message + Validate,
    {
        if let Some(map) = self.value {
            self.check.at(self.place, |check| {
                for (key, value) in map {
                    let scope = check.inner_scope(value.descriptor());
                    check.at(Place::Key(key.view()), |check| {
                        check.within(scope, |check| value.validate(check));
                    });
                }
            });
        }
        self
    }
}
