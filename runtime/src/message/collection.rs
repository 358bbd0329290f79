//! Lists and maps, as values.

use std::collections::BTreeMap;

use super::{ListMut, ListView, MapMut, MapView, Value, View, ViewMut};

impl<T: Value + Default> Value for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::List(self)
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl<T: Value> ListView for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn at(&self, index: usize) -> Option<&dyn Value> {
        self.get(index).map(|value| value as &dyn Value)
    }
}

impl<T: Value + Default> ListMut for Vec<T> {
    fn clear(&mut self) {
        self.clear();
    }

    fn push(&mut self) -> &mut dyn Value {
        self.push_mut(T::default())
    }

    fn for_each_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Value)) {
        for value in self {
            visit(value);
        }
    }
}

/// A type that protobuf allows as the key of a map.
pub trait MapKey: Ord + Send + Sync + 'static {
    /// The key from its text form in proto3 JSON.
    fn parse(text: &str) -> Option<Self>
    where
        Self: Sized;

    /// The key, to be read.
    fn view(&self) -> View<'_>;
}

impl MapKey for String {
    fn parse(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

macro_rules! map_key {
    ($($type:ty => $variant:ident),* $(,)?) => {$(
        impl MapKey for $type {
            fn parse(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn view(&self) -> View<'_> {
                View::$variant(*self)
            }
        }
    )*};
}

map_key! {
    bool => Bool,
    i32 => Int32,
    i64 => Int64,
    u32 => UInt32,
    u64 => UInt64,
}

impl<K: MapKey, V: Value + Default> Value for BTreeMap<K, V> {
    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Map(self)
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl<K: MapKey, V: Value> MapView for BTreeMap<K, V> {
    fn len(&self) -> usize {
        self.len()
    }

    fn for_each<'a>(&'a self, visit: &mut dyn FnMut(View<'a>, &'a dyn Value)) {
        for (key, value) in self {
            visit(key.view(), value);
        }
    }
}

impl<K: MapKey, V: Value + Default> MapMut for BTreeMap<K, V> {
    fn clear(&mut self) {
        self.clear();
    }

    fn contains(&self, key: &str) -> bool {
        K::parse(key).is_some_and(|key| self.contains_key(&key))
    }

    fn entry(&mut self, key: &str) -> Option<&mut dyn Value> {
        let key = K::parse(key)?;
        Some(self.entry(key).or_default())
    }

    fn for_each_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Value)) {
        for value in self.values_mut() {
            visit(value);
        }
    }
}
