//! Contracts as data, drawn by chance.

use proptest::prelude::*;
use proptest::sample::Index;

use crate::names::{name, text};

/// Options of a field, with the types that they fit: the beginning of the type,
/// `repeated` or `map`; nothing for all.
const OPTIONS: &[(&str, &str)] = &[
    (
        "string",
        "(buf.validate.field).string = {min_len: 1 max_len: 5}",
    ),
    (
        "string",
        "(buf.validate.field).string.pattern = \"^[a-z]+$\"",
    ),
    ("string", "(buf.validate.field).string.email = true"),
    ("string", "(buf.validate.field).string.in = \"\\\"{{ }}\""),
    (
        "bytes",
        "(buf.validate.field).bytes.prefix = \"\\000\\xff\"",
    ),
    ("int32", "(buf.validate.field).int32 = {gte: 1 lt: 9}"),
    (
        "uint64",
        "(buf.validate.field).uint64.in = 18446744073709551615",
    ),
    ("double", "(buf.validate.field).double = {gt: 0.5}"),
    ("float", "(buf.validate.field).float.finite = true"),
    (
        "repeated",
        "(buf.validate.field).repeated = {min_items: 1 max_items: 9}",
    ),
    ("map", "(buf.validate.field).map.min_pairs = 1"),
    (
        "google.protobuf.Timestamp",
        "(buf.validate.field).timestamp.lt_now = true",
    ),
    (
        "google.protobuf.Duration",
        "(buf.validate.field).duration.gte = {seconds: 1}",
    ),
    ("", "(buf.validate.field).required = true"),
    ("", "(google.api.field_behavior) = REQUIRED"),
    ("", "(google.api.field_behavior) = IMMUTABLE"),
    ("", "deprecated = true"),
    ("", "debug_redact = true"),
];

#[derive(Clone, Debug)]
pub(super) struct Contract {
    pub(super) messages: Vec<Message>,
    pub(super) enums: Vec<(String, Vec<(String, i32)>)>,
    pub(super) methods: Vec<Method>,
    pub(super) service: String,
}

#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) name: String,
    pub(super) comment: String,
    pub(super) fields: Vec<Field>,
    pub(super) entity: Option<Entity>,
}

#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) kind: Index,
    pub(super) label: u8,
    pub(super) number: u32,
    pub(super) options: Vec<(&'static str, &'static str)>,
    /// Whether options stay that don't fit the type.
    pub(super) is_careless: bool,
    pub(super) entity: Option<(bool, Index)>,
}

#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) collection: String,
    pub(super) indexes: Vec<(Vec<Index>, bool)>,
    pub(super) standard: Vec<&'static str>,
}

#[derive(Clone, Debug)]
pub(super) struct Method {
    pub(super) name: String,
    pub(super) input: Index,
    pub(super) output: Index,
    pub(super) access: &'static str,
    pub(super) route: Option<(&'static str, String)>,
    pub(super) streams: bool,
}

fn field() -> impl Strategy<Value = Field> {
    (
        name(),
        any::<Index>(),
        0..12_u8,
        prop_oneof![9 => 1..40_u32, 1 => Just(536_870_911_u32)],
        prop::collection::vec(prop::sample::select(OPTIONS), 0..4),
        prop::bool::weighted(0.01),
        prop::option::weighted(0.1, (any::<bool>(), any::<Index>())),
    )
        .prop_map(
            |(name, kind, label, number, options, is_careless, entity)| Field {
                name,
                kind,
                label,
                number,
                options,
                is_careless,
                entity,
            },
        )
}

fn entity() -> impl Strategy<Value = Entity> {
    let words = ["GET", "LIST", "CREATE", "UPDATE", "DELETE"];
    (
        prop_oneof![40 => "[a-z]{3,8}", 1 => text()],
        prop::collection::vec(
            (prop::collection::vec(any::<Index>(), 1..3), any::<bool>()),
            0..2,
        ),
        prop::collection::vec(prop::sample::select(words.to_vec()), 0..3),
    )
        .prop_map(|(collection, indexes, standard)| Entity {
            collection,
            indexes,
            standard,
        })
}

fn message() -> impl Strategy<Value = Message> {
    (
        name(),
        text(),
        prop::collection::vec(field(), 0..8),
        prop::option::weighted(0.4, entity()),
    )
        .prop_map(|(name, comment, fields, entity)| Message {
            name,
            comment,
            fields,
            entity,
        })
}

fn method() -> impl Strategy<Value = Method> {
    let access = ["INTERNAL", "PUBLIC", "SIGNED_IN"];
    let verbs = ["get", "put", "post", "delete", "patch"];
    let path = prop_oneof![
        30 => "/v1/[a-z]{4,8}(/\\*)?(:[a-z]{3})?",
        1 => "/[a-z{}/*=:.]{0,12}",
    ];
    (
        prop_oneof![9 => name(), 1 => "(Get|List|Create|Update|Delete)[A-Z][a-z]{0,2}"],
        any::<Index>(),
        any::<Index>(),
        prop::sample::select(access.to_vec()),
        prop::option::of((prop::sample::select(verbs.to_vec()), path)),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(name, input, output, access, route, streams)| Method {
            name,
            input,
            output,
            access,
            route,
            streams,
        })
}

pub(super) fn contract() -> impl Strategy<Value = Contract> {
    let values = prop::collection::vec((name(), -3..5_i32), 0..4);
    (
        prop::collection::vec(message(), 1..6),
        prop::collection::vec((name(), values), 0..3),
        prop::collection::vec(method(), 0..5),
        "[A-Z][a-z]{2,6}(Service)?",
    )
        .prop_map(|(messages, enums, methods, service)| Contract {
            messages,
            enums,
            methods,
            service,
        })
}
