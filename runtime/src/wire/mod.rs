//! How a message is written as protobuf.
//!
//! The only module that names the codec: `prost`, whose `Message` trait
//! generated messages implement, and whose encoding functions stand behind
//! [`Element`].
//!
//! A generated message writes each field with one line that says how often the
//! field is there and which protobuf kind it has:
//!
//! ```ignore
//! wire::singular::encode::<Text>(3, &self.title, buf);
//! wire::optional::encode::<Nested>(5, &self.price, buf);
//! wire::repeated::encode::<Text, _>(6, &self.category_ids, buf);
//! ```

mod element;
pub mod map;
pub mod member;
pub mod optional;
pub mod repeated;
mod scalar;
pub mod singular;
pub mod unpacked;

pub use element::{Element, Enum, Nested, Text};
pub use prost::Message as WireMessage;
pub use prost::bytes::{Buf, BufMut};
pub use prost::encoding::{DecodeContext, WireType, skip_field as skip};
pub use prost::{DecodeError, EncodeError};
pub use scalar::{
    Bool, Bytes, Double, Fixed32, Fixed64, Float, Int32, Int64, SFixed32, SFixed64, SInt32, SInt64,
    UInt32, UInt64,
};

/// Says in a decoding error which field it happened in.
pub fn in_field(
    message: &'static str,
    field: &'static str,
) -> impl FnOnce(DecodeError) -> DecodeError {
    move |mut error| {
        error.push(message, field);
        error
    }
}
