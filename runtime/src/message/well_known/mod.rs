//! Google's well-known types, as messages among messages.
//!
//! | protobuf | Rust |
//! | --- | --- |
//! | `Timestamp`, `Duration`, `FieldMask`, `Struct`, `Value`, `ListValue` | the types of `prost-types` |
//! | `Empty` | `()` |
//! | `Any` | [`Any`], whose content stays as it came until somebody unpacks it |
//! | `NullValue` | [`NullValue`] |
//! | `StringValue` and the other wrappers | in a field what they hold (`Option<String>`), for a whole request or response [`StringValue`] |

mod any;
mod dynamic;
mod moments;
mod wrappers;

pub use any::{ANY, Any, UnpackError};
pub use dynamic::{
    LIST_VALUE, ListValue, NULL_VALUE, NullValue, STRUCT, Struct, VALUE, Value, value,
};
pub use moments::{DURATION, Duration, EMPTY, FIELD_MASK, FieldMask, TIMESTAMP, Timestamp};
pub(crate) use wrappers::is_wrapper;
pub use wrappers::{
    BOOL_VALUE, BYTES_VALUE, BoolValue, BytesValue, DOUBLE_VALUE, DoubleValue, FLOAT_VALUE,
    FloatValue, INT32_VALUE, INT64_VALUE, Int32Value, Int64Value, STRING_VALUE, StringValue,
    UINT32_VALUE, UINT64_VALUE, UInt32Value, UInt64Value,
};
