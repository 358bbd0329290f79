//! Types of messages by their names.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::well_known::{
    Any, BoolValue, BytesValue, DoubleValue, Duration, FieldMask, FloatValue, Int32Value,
    Int64Value, ListValue, StringValue, Struct, Timestamp, UInt32Value, UInt64Value, Value,
};
use crate::message::Payload;
use crate::rpc::ErasedPayload;

type Make = fn() -> Box<dyn ErasedPayload>;

/// Types of messages by their full names, cheap to clone.
///
/// The JSON of a `google.protobuf.Any` shows the message that it holds, and its
/// bytes alone don't tell how. So whoever writes or reads such JSON says which
/// types there are: the `routes` crate lists those of all contracts, and any
/// other list can be made by hand.
///
/// ```
/// use counterpart::message::well_known::{Any, StringValue};
/// use counterpart::message::{Types, json};
///
/// let any = Any::pack(&StringValue::from("now".to_owned()));
/// let text = Types::new().scope(|| json::to_string(&any))?;
/// assert_eq!(
///     text,
///     r#"{"@type":"type.googleapis.com/google.protobuf.StringValue","value":"now"}"#
/// );
/// # Ok::<(), json::WriteError>(())
/// ```
#[derive(Clone)]
pub struct Types {
    by_name: Arc<BTreeMap<&'static str, Make>>,
}

thread_local! {
    /// The types of the scopes that this thread is in, the innermost one last.
    static SCOPES: RefCell<Vec<Types>> = const { RefCell::new(Vec::new()) };
}

impl Types {
    /// Google's well-known types.
    pub fn new() -> Self {
        Self {
            by_name: Arc::default(),
        }
        .with::<()>()
        .with::<Any>()
        .with::<Duration>()
        .with::<FieldMask>()
        .with::<Timestamp>()
        .with::<Struct>()
        .with::<Value>()
        .with::<ListValue>()
        .with::<BoolValue>()
        .with::<BytesValue>()
        .with::<DoubleValue>()
        .with::<FloatValue>()
        .with::<Int32Value>()
        .with::<Int64Value>()
        .with::<StringValue>()
        .with::<UInt32Value>()
        .with::<UInt64Value>()
    }

    /// These types and one more.
    #[must_use]
    pub fn with<M: Payload>(mut self) -> Self {
        let name = M::default().descriptor().name;
        Arc::make_mut(&mut self.by_name).insert(name, || Box::new(M::default()));
        self
    }

    /// Runs what writes or reads JSON, which knows these types alone until then.
    pub fn scope<T>(&self, work: impl FnOnce() -> T) -> T {
        /// Leaves the scope, also by a panic.
        struct Left;

        impl Drop for Left {
            fn drop(&mut self) {
                SCOPES.with_borrow_mut(Vec::pop);
            }
        }

        SCOPES.with_borrow_mut(|scopes| scopes.push(self.clone()));
        let _left = Left;
        work()
    }

    /// An empty message of the type with this full name, if one of the innermost
    /// scope's types has it; outside of all scopes, if it is a well-known one.
    pub(crate) fn make_in_scope(name: &str) -> Option<Box<dyn ErasedPayload>> {
        let innermost = SCOPES.with_borrow(|scopes| scopes.last().cloned());
        let types = innermost.unwrap_or_default();
        let make = types.by_name.get(name)?;
        Some(make())
    }
}

impl Default for Types {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.by_name.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_ends_where_its_work_does() {
        let types = Types::new();
        let depth = || SCOPES.with_borrow(Vec::len);
        assert_eq!(types.scope(|| types.scope(depth)), 2);
        let panicked = std::panic::catch_unwind(|| Types::new().scope(|| panic!("of the test")));
        assert!(panicked.is_err());
        assert_eq!(depth(), 0);
    }
}
