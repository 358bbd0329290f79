//! The value of a field, seen without knowing its type.

use std::any::Any;

use bytes::Bytes;

use super::{Id, Message, View, ViewMut};

/// The value of a field.
pub trait Value: Any + Send + Sync {
    /// The value, to be read.
    fn view(&self) -> View<'_>;

    /// The value, to be changed. An absent one is set to its default by this.
    fn view_mut(&mut self) -> ViewMut<'_>;

    /// Returns the value to its default: absent, empty, zero.
    fn clear(&mut self);
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
