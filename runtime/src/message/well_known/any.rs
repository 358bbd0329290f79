//! A message of any type, with the name of its type.

use std::fmt;

use bytes::Bytes;

use crate::message::{FieldDescriptor, Kind, Message, MessageDescriptor, Value};
use crate::validate::{Check, Validate};
use crate::wire::{
    self, Buf, BufMut, DecodeContext, DecodeError, Text, WireMessage, WireType, in_field,
};

/// What stands before the name of a type.
const PREFIX: &str = "type.googleapis.com/";

/// `google.protobuf.Any`: an encoded message with the name of its type.
///
/// The content is kept byte for byte, whether anyone here knows the type or
/// not. `Debug` shows how long it is and not what: it may hold secrets.
///
/// ```
/// use counterpart::message::Duration;
/// use counterpart::message::well_known::Any;
///
/// let any = Any::pack(&Duration { seconds: 3, nanos: 0 });
/// assert_eq!(any.type_url, "type.googleapis.com/google.protobuf.Duration");
/// assert_eq!(any.unpack::<Duration>()?.seconds, 3);
/// # Ok::<(), counterpart::message::well_known::UnpackError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Any {
    /// A prefix, a slash and the full name of the type.
    pub type_url: String,
    /// The encoded message.
    pub value: Bytes,
}

/// Why an [`Any`] doesn't give the message that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    /// It holds a message of another type.
    #[error("it holds a {found}, not a {expected}")]
    Type {
        /// The type that was asked for.
        expected: &'static str,
        /// The type that it names; empty if it names none.
        found: String,
    },
    /// Its content is no encoding of the type that it names.
    #[error(transparent)]
    Content(#[from] DecodeError),
}

impl Any {
    /// Holds a message.
    pub fn pack(message: &(impl Message + WireMessage)) -> Self {
        Self {
            type_url: format!("{PREFIX}{}", message.descriptor().name),
            value: message.encode_to_vec().into(),
        }
    }

    /// The full name of the type that it holds; empty if it names none.
    pub fn type_name(&self) -> &str {
        let named = self.type_url.rsplit_once('/');
        named.map_or("", |(_, name)| name)
    }

    /// Whether it holds a message of this type.
    pub fn is<M: Message + Default>(&self) -> bool {
        self.type_name() == M::default().descriptor().name
    }

    /// The message that it holds, which has to be of this type.
    pub fn unpack<M: Message + WireMessage + Default>(&self) -> Result<M, UnpackError> {
        if self.is::<M>() {
            return Ok(M::decode(self.value.clone())?);
        }
        Err(UnpackError::Type {
            expected: M::default().descriptor().name,
            found: self.type_name().to_owned(),
        })
    }
}

impl From<prost_types::Any> for Any {
    fn from(any: prost_types::Any) -> Self {
        Self {
            type_url: any.type_url,
            value: any.value.into(),
        }
    }
}

impl From<Any> for prost_types::Any {
    fn from(any: Any) -> Self {
        Self {
            type_url: any.type_url,
            value: any.value.into(),
        }
    }
}

impl fmt::Debug for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Any")
            .field("type_url", &self.type_url)
            .field("value", &format_args!("[{} bytes]", self.value.len()))
            .finish()
    }
}

/// `google.protobuf.Any`
pub static ANY: MessageDescriptor = MessageDescriptor::new(
    "google.protobuf.Any",
    &[
        FieldDescriptor::new(1, "type_url", "typeUrl", Kind::Text),
        FieldDescriptor::new(2, "value", "value", Kind::Bytes),
    ],
);

impl WireMessage for Any {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        wire::singular::encode::<Text>(1, &self.type_url, buf);
        wire::singular::encode::<wire::Bytes>(2, &self.value, buf);
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::singular::merge::<Text>(&mut self.type_url, wire_type, buf, context),
            2 => wire::singular::merge::<wire::Bytes>(&mut self.value, wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
        .map_err(in_field(&ANY, number))
    }

    fn encoded_len(&self) -> usize {
        wire::singular::encoded_len::<Text>(1, &self.type_url)
            + wire::singular::encoded_len::<wire::Bytes>(2, &self.value)
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Message for Any {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &ANY
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match number {
            1 => Some(&self.type_url),
            2 => Some(&self.value),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(&mut self.type_url),
            2 => Some(&mut self.value),
            _ => None,
        }
    }
}

impl Validate for Any {
    fn validate(&self, _check: &mut Check) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Duration, Timestamp};

    #[test]
    fn another_type_than_the_one_it_holds_is_refused() {
        let any = Any::pack(&Duration::default());
        let error = any.unpack::<Timestamp>().expect_err("it is a duration");
        assert_eq!(
            error.to_string(),
            "it holds a google.protobuf.Duration, not a google.protobuf.Timestamp"
        );
        assert!(Any::default().unpack::<Timestamp>().is_err());
    }

    #[test]
    fn debug_output_does_not_show_the_content() {
        let any = Any {
            type_url: "a/b.Secret".to_owned(),
            value: Bytes::from_static(b"hunter2"),
        };
        assert_eq!(
            format!("{any:?}"),
            "Any { type_url: \"a/b.Secret\", value: [7 bytes] }"
        );
    }
}
