//! How a message is written as protobuf.
//!
//! The only module that calls the encoding functions of the codec, `prost`: they
//! stand behind [`Element`]. Generated messages implement its `Message` trait.
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
mod wrapped;

pub use element::{Element, Enum, Nested, Text};
pub use prost::Message as WireMessage;
pub use prost::bytes::{Buf, BufMut};
pub use prost::encoding::{DecodeContext, WireType, skip_field as skip};
pub use prost::{DecodeError, EncodeError};
pub use scalar::{
    Bool, Bytes, Double, Fixed32, Fixed64, Float, Int32, Int64, SFixed32, SFixed64, SInt32, SInt64,
    UInt32, UInt64,
};
pub use wrapped::Wrapped;

use crate::message::MessageDescriptor;

/// Says in a decoding error which field of which message it happened in; of a
/// field that the contract doesn't know, there is nothing to say.
pub fn in_field(
    message: &'static MessageDescriptor,
    number: u32,
) -> impl FnOnce(DecodeError) -> DecodeError {
    move |mut error| {
        if let Some(field) = message.by_number(number) {
            error.push(message.short_name(), field.name);
        }
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{FieldDescriptor, Kind};

    static NOTE: MessageDescriptor = MessageDescriptor::new(
        "test.v1.Note",
        &[FieldDescriptor::new(1, "title", "title", Kind::Text)],
    );

    fn fault() -> DecodeError {
        <String as WireMessage>::decode([0x0a].as_slice()).expect_err("the length is missing")
    }

    #[test]
    fn a_decoding_error_names_the_field() {
        let error = in_field(&NOTE, 1)(fault()).to_string();
        assert!(error.contains("Note.title: "), "{error}");
    }

    #[test]
    fn a_decoding_error_of_an_unknown_field_stays_as_it_is() {
        assert_eq!(in_field(&NOTE, 2)(fault()), fault());
    }
}
