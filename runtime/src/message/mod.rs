//! What is in a message, whatever its type.
//!
//! Generated messages are plain structs. Each also implements [`Message`], a
//! view of its fields by number, and everything that is the same for all
//! messages is a function over that view: JSON, documents of a store, update
//! masks, redacted `Debug` output, field paths.

mod collection;
mod debug;
mod descriptor;
mod enumeration;
mod fields;
mod id;
pub mod json;
mod macros;
pub mod mask;
mod payload;
mod prepare;
mod presence;
mod required;
mod types;
mod value;
mod view;
pub mod well_known;

pub use bytes::Bytes;
pub use collection::MapKey;
pub use debug::debug;
pub use descriptor::{Behavior, EnumDescriptor, FieldDescriptor, Kind, Label, MessageDescriptor};
pub use enumeration::{Enumeration, UnknownName, display_name, parse_name};
pub(crate) use fields::{is_default, key_in_path};
pub use id::{EntityName, Id};
pub use payload::{Message, Payload};
pub use prepare::prepare;
pub use presence::set;
pub use required::Required;
pub use types::Types;
pub use value::Value;
pub use view::{EnumMut, ListMut, ListView, MapMut, MapView, TextMut, View, ViewMut};
pub use well_known::{DURATION, Duration, EMPTY, FIELD_MASK, FieldMask, TIMESTAMP, Timestamp};

pub use crate::{__enumeration as enumeration, __text_forms as text_forms};
