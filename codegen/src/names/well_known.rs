//! Google's well-known types in Rust.

/// A well-known type that has a type in Rust.
#[derive(Debug)]
pub(crate) struct WellKnown {
    /// The full name.
    pub(crate) name: &'static str,
    /// The path of the type.
    pub(crate) ty: &'static str,
    /// The path of the `static` that describes it.
    pub(crate) descriptor: &'static str,
}

/// The well-known type with this full name, if it has a type in Rust.
pub(crate) fn well_known(full_name: &str) -> Option<&'static WellKnown> {
    WELL_KNOWN.iter().find(|known| known.name == full_name)
}

/// Declares the well-known types: the module of the runtime, the name, and the
/// descriptor in the same module.
macro_rules! well_known {
    ($($module:literal $name:ident $descriptor:ident,)*) => {
        const WELL_KNOWN: &[WellKnown] = &[
            WellKnown {
                name: "google.protobuf.Empty",
                ty: "()",
                descriptor: "counterpart::message::EMPTY",
            },
            $(WellKnown {
                name: concat!("google.protobuf.", stringify!($name)),
                ty: concat!("counterpart::", $module, "::", stringify!($name)),
                descriptor: concat!("counterpart::", $module, "::", stringify!($descriptor)),
            },)*
        ];
    };
}

well_known! {
    "message" Duration DURATION,
    "message" FieldMask FIELD_MASK,
    "message" Timestamp TIMESTAMP,
    "message::well_known" Any ANY,
    "message::well_known" BoolValue BOOL_VALUE,
    "message::well_known" BytesValue BYTES_VALUE,
    "message::well_known" DoubleValue DOUBLE_VALUE,
    "message::well_known" FloatValue FLOAT_VALUE,
    "message::well_known" Int32Value INT32_VALUE,
    "message::well_known" Int64Value INT64_VALUE,
    "message::well_known" ListValue LIST_VALUE,
    "message::well_known" NullValue NULL_VALUE,
    "message::well_known" StringValue STRING_VALUE,
    "message::well_known" Struct STRUCT,
    "message::well_known" UInt32Value UINT32_VALUE,
    "message::well_known" UInt64Value UINT64_VALUE,
    "message::well_known" Value VALUE,
}
