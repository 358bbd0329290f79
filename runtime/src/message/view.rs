//! Values to be read and to be changed, as enums over protobuf's kinds.

use bytes::Bytes;

use super::{EnumDescriptor, Enumeration, Id, Message, Value};

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
    fn for_each<'a>(&'a self, visit: &mut dyn FnMut(View<'a>, &'a dyn Value));
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
