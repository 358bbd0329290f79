//! A message and its fields, seen without knowing their types.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;

use super::{EnumDescriptor, Enumeration, Id, MessageDescriptor};
use crate::validate::Validate;

/// A generated message, as everything that is generic over messages sees it.
///
/// A format reads by [`View`] and writes by [`ViewMut`]; both are enums over
/// protobuf's kinds, so that one `match` handles every field of every message.
pub trait Message: Any + Send + Sync {
    /// What the contract says of this message.
    fn descriptor(&self) -> &'static MessageDescriptor;

    /// The field with this number; `None` if there is none, or if it belongs to
    /// a oneof and another member is set.
    fn field(&self, number: u32) -> Option<&dyn Value>;

    /// The field with this number, to be changed; a member of a oneof is
    /// selected by this.
    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value>;

    /// Returns the field to its default, a oneof to none of its members.
    fn clear_field(&mut self, number: u32) {
        if let Some(field) = self.field_mut(number) {
            field.clear();
        }
    }
}

/// What calls carry: a message that can be encoded, checked and shown.
///
/// Implemented for every generated message; nothing to do by hand.
pub trait Payload:
    Message + prost::Message + Validate + Clone + Default + PartialEq + fmt::Debug
{
}

impl<M> Payload for M where
    M: Message + prost::Message + Validate + Clone + Default + PartialEq + fmt::Debug
{
}

/// The value of a field.
pub trait Value: Any + Send + Sync {
    /// The value, to be read.
    fn view(&self) -> View<'_>;

    /// The value, to be changed. An absent one is set to its default by this.
    fn view_mut(&mut self) -> ViewMut<'_>;

    /// Returns the value to its default: absent, empty, zero.
    fn clear(&mut self);
}

/// A value to be read.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// An optional field that is not set.
    Absent,
    /// `bool`
    Bool(bool),
    /// All signed 32-bit kinds.
    Int32(i32),
    /// All signed 64-bit kinds.
    Int64(i64),
    /// All unsigned 32-bit kinds.
    UInt32(u32),
    /// All unsigned 64-bit kinds.
    UInt64(u64),
    /// `float`
    Float(f32),
    /// `double`
    Double(f64),
    /// `string`, typed ids included.
    Text(&'a str),
    /// `bytes`
    Bytes(&'a Bytes),
    /// An enum and the number it has.
    Enum(&'static EnumDescriptor, i32),
    /// A message.
    Message(&'a dyn Message),
    /// A list.
    List(&'a dyn ListView),
    /// A map.
    Map(&'a dyn MapView),
}

/// A value to be changed.
pub enum ViewMut<'a> {
    /// `bool`
    Bool(&'a mut bool),
    /// All signed 32-bit kinds.
    Int32(&'a mut i32),
    /// All signed 64-bit kinds.
    Int64(&'a mut i64),
    /// All unsigned 32-bit kinds.
    UInt32(&'a mut u32),
    /// All unsigned 64-bit kinds.
    UInt64(&'a mut u64),
    /// `float`
    Float(&'a mut f32),
    /// `double`
    Double(&'a mut f64),
    /// `string`, typed ids included.
    Text(&'a mut dyn TextMut),
    /// `bytes`
    Bytes(&'a mut Bytes),
    /// An enum.
    Enum(&'a mut dyn EnumMut),
    /// A message.
    Message(&'a mut dyn Message),
    /// A list.
    List(&'a mut dyn ListMut),
    /// A map.
    Map(&'a mut dyn MapMut),
}

/// A list to be read.
pub trait ListView {
    /// How many elements there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at this index.
    fn at(&self, index: usize) -> Option<&dyn Value>;
}

/// A list to be changed.
pub trait ListMut {
    /// Removes all elements.
    fn clear(&mut self);

    /// Appends an element with the default value, and returns it.
    fn push(&mut self) -> &mut dyn Value;

    /// Visits the elements in their order.
    fn for_each_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Value));
}

/// A map to be read.
pub trait MapView {
    /// How many entries there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Visits the entries in the order of their keys.
    fn for_each(&self, visit: &mut dyn FnMut(View<'_>, &dyn Value));
}

/// A map to be changed.
pub trait MapMut {
    /// Removes all entries.
    fn clear(&mut self);

    /// Whether there is a value under this key, in the text form of [`entry`].
    ///
    /// [`entry`]: Self::entry
    fn contains(&self, key: &str) -> bool;

    /// The value under this key, which is the text form that proto3 JSON gives
    /// keys; the default value is inserted if there is none. `None` if the text
    /// is no key of this map.
    fn entry(&mut self, key: &str) -> Option<&mut dyn Value>;

    /// Visits the values in the order of their keys.
    fn for_each_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Value));
}

/// A text to be changed.
pub trait TextMut {
    /// Replaces the text.
    fn set(&mut self, text: String);
}

/// An enum to be changed.
pub trait EnumMut {
    /// What the contract says of the enum.
    fn descriptor(&self) -> &'static EnumDescriptor;

    /// Replaces the number.
    fn set(&mut self, number: i32);
}

impl<E: Enumeration> EnumMut for E {
    fn descriptor(&self) -> &'static EnumDescriptor {
        E::DESCRIPTOR
    }

    fn set(&mut self, number: i32) {
        *self = E::from_number(number);
    }
}

impl TextMut for String {
    fn set(&mut self, text: String) {
        *self = text;
    }
}

impl<E: 'static> TextMut for Id<E> {
    fn set(&mut self, text: String) {
        *self.as_string_mut() = text;
    }
}

// Messages that contain themselves stand in a box.
impl<M: Message> Message for Box<M> {
    fn descriptor(&self) -> &'static MessageDescriptor {
        (**self).descriptor()
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        (**self).field(number)
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        (**self).field_mut(number)
    }

    fn clear_field(&mut self, number: u32) {
        (**self).clear_field(number);
    }
}

impl<M: Message + Default> Value for M {
    fn view(&self) -> View<'_> {
        View::Message(self)
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Message(self)
    }

    fn clear(&mut self) {
        *self = M::default();
    }
}

macro_rules! scalar {
    ($($type:ty => $variant:ident),* $(,)?) => {$(
        impl Value for $type {
            fn view(&self) -> View<'_> {
                View::$variant(*self)
            }

            fn view_mut(&mut self) -> ViewMut<'_> {
                ViewMut::$variant(self)
            }

            fn clear(&mut self) {
                *self = <$type>::default();
            }
        }
    )*};
}

scalar! {
    bool => Bool,
    i32 => Int32,
    i64 => Int64,
    u32 => UInt32,
    u64 => UInt64,
    f32 => Float,
    f64 => Double,
}

impl Value for String {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Text(self)
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl<E: 'static> Value for Id<E> {
    fn view(&self) -> View<'_> {
        View::Text(self.as_str())
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Text(self)
    }

    fn clear(&mut self) {
        self.as_string_mut().clear();
    }
}

impl Value for Bytes {
    fn view(&self) -> View<'_> {
        View::Bytes(self)
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Bytes(self)
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl<T: Value + Default> Value for Option<T> {
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, Value::view)
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        self.get_or_insert_default().view_mut()
    }

    fn clear(&mut self) {
        *self = None;
    }
}

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

    fn for_each(&self, visit: &mut dyn FnMut(View<'_>, &dyn Value)) {
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
