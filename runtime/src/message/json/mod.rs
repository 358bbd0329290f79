//! Messages as JSON, in the form that proto3 gives them
//! (<https://protobuf.dev/programming-guides/json/>).
//!
//! | kind | written | also read |
//! | --- | --- | --- |
//! | field names | `lowerCamelCase` | as in the contract |
//! | 64-bit integers | texts | numbers |
//! | enums | names; numbers that have none as numbers | numbers |
//! | bytes | base64 | base64url, without padding |
//! | `float`, `double` | numbers, `"NaN"`, `"Infinity"`, `"-Infinity"` | texts |
//! | `Timestamp` | `"2026-01-02T03:04:05.600Z"` | any offset |
//! | `Duration` | `"1.500s"` | any number of digits |
//! | `FieldMask` | `"title,price.minorUnits"` | |
//! | `Struct`, `Value`, `ListValue`, `NullValue` | the JSON that they are | |
//! | wrappers such as `StringValue` | as the value in them | |
//! | `Any` | the message in it and its type: `{"@type": "type.googleapis.com/shop.v1.Note", "text": "…"}` | |
//!
//! Fields with default values are left out, `null` is the same as left out.
//! An `Any` needs its type to be known: see [`Types`](crate::message::Types).
//!
//! Generated messages and enums implement serde's `Serialize` and `Deserialize`
//! in this form, so that they may be a part of anything that serde writes, in
//! any format that describes itself: JSON, YAML, TOML.
//!
//! ```
//! use counterpart::message::{Timestamp, json};
//!
//! let time = Timestamp { seconds: 1, nanos: 500_000_000 };
//! assert_eq!(json::to_string(&time)?, r#""1970-01-01T00:00:01.500Z""#);
//!
//! let mut read = Timestamp::default();
//! json::read(br#""1970-01-01T01:00:01.5+01:00""#, &mut read, json::Unknown::Refuse)?;
//! assert_eq!(read, time);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod any;
mod error;
mod form;
mod members;
mod number;
mod read;
mod target;
mod text;
mod well_known;
mod write;

pub use error::{ReadError, WriteError};
pub use read::{Unknown, deserialize, deserialize_into, read, read_field};
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use text::{read_text, resolve};
pub use well_known::{duration_text, timestamp_text};
pub use write::{Json, serialize, to_string, to_vec};
