//! Stored fields, as an entity's descriptor explains them.

use super::document::Datum;
use super::{EntityDescriptor, ID_PATH, IndexDescriptor, StoreError};
use crate::message::{FieldDescriptor, Kind, Label, MessageDescriptor, TIMESTAMP};

/// A stored field that filters and orders name.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The names on the way to the value, with dots between; [`ID_PATH`] for the id.
    pub(super) path: String,
    /// What the field holds.
    pub(super) shape: Shape,
    /// What an entity has in whose document the field is missing: the default,
    /// unless the field tells unset from default.
    pub(super) default: Option<Datum>,
    /// The path of the message that the field stands in, if that isn't the
    /// entity itself. Where the message is absent, the field is too.
    pub(super) parent: Option<String>,
}

/// What a field holds, as far as comparing goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The id.
    Id,
    /// A floating-point number, which may be none.
    Double,
    /// A moment.
    Time,
    /// The name of an enum's value, or the number of an unknown one.
    Enum,
    /// Any other single value.
    Scalar,
    /// A list.
    List,
    /// A message.
    Document,
    /// A map.
    Map,
}

impl Field {
    /// The entity's id.
    pub(super) fn id() -> Self {
        Self {
            path: ID_PATH.to_owned(),
            shape: Shape::Id,
            default: None,
            parent: None,
        }
    }

    /// The field under a stored path; `None` if the entity has none there.
    pub(super) fn stored(entity: &EntityDescriptor, path: &str) -> Option<Self> {
        if path == ID_PATH {
            return Some(Self::id());
        }
        Self::walk(entity.message, path, MessageDescriptor::by_stored_name)
    }

    /// The fields of an index. An error if the entity has none under one of the
    /// paths, or a unique index is over a list: its elements would have to be
    /// compared one by one, which only MongoDB can.
    pub(super) fn indexed(
        entity: &EntityDescriptor,
        index: &IndexDescriptor,
    ) -> Result<Vec<Self>, StoreError> {
        let (name, message) = (index.name, entity.message.name);
        let field = |path: &&str| match Self::stored(entity, path) {
            None => Err(StoreError::Internal(format!(
                "index {name} names {path:?}, which no field of {message} is stored as"
            ))),
            Some(field) if index.unique && field.shape == Shape::List => Err(StoreError::Internal(
                format!("the unique index {name} of {message} names the list {path:?}"),
            )),
            Some(field) => Ok(field),
        };
        index.fields.iter().map(field).collect()
    }

    /// The field under a path of the contract's names, such as
    /// `price.minor_units`; `None` if the entity has none there.
    pub(super) fn named(entity: &EntityDescriptor, path: &str) -> Option<Self> {
        if entity.id_field().is_some_and(|field| field.name == path) {
            return Some(Self::id());
        }
        Self::walk(entity.message, path, MessageDescriptor::by_name)
    }

    fn walk(
        mut message: &'static MessageDescriptor,
        path: &str,
        find: impl Fn(&MessageDescriptor, &str) -> Option<&'static FieldDescriptor>,
    ) -> Option<Self> {
        let mut parent: Option<String> = None;
        let mut names = path.split('.').peekable();
        while let Some(name) = names.next() {
            let field = find(message, name)?;
            let path = match &parent {
                None => field.stored_name.to_owned(),
                Some(parent) => format!("{parent}.{}", field.stored_name),
            };
            if names.peek().is_none() {
                return Some(Self {
                    path,
                    shape: Shape::of(field),
                    default: default_of(field),
                    parent,
                });
            }
            let (Kind::Message(inner), Label::Optional) = (field.kind, field.label) else {
                return None;
            };
            parent = Some(path);
            message = inner;
        }
        None
    }
}

impl Shape {
    fn of(field: &FieldDescriptor) -> Self {
        match (field.label, field.kind) {
            (Label::Repeated, _) => Self::List,
            (Label::Map(_), _) => Self::Map,
            (_, Kind::Message(message)) if message.name == TIMESTAMP.name => Self::Time,
            (_, Kind::Message(_)) => Self::Document,
            (_, Kind::Enum(_)) => Self::Enum,
            (_, Kind::Float | Kind::Double) => Self::Double,
            _ => Self::Scalar,
        }
    }

    /// Whether entities can be put in order by such a field.
    pub(super) fn is_sortable(self) -> bool {
        !matches!(self, Self::List | Self::Document | Self::Map)
    }
}

fn default_of(field: &FieldDescriptor) -> Option<Datum> {
    if !matches!(field.label, Label::Singular) {
        return None;
    }
    Some(match field.kind {
        Kind::Bool => Datum::Bool(false),
        Kind::Int32 | Kind::SInt32 | Kind::SFixed32 => Datum::Int32(0),
        Kind::Int64 | Kind::SInt64 | Kind::SFixed64 | Kind::UInt32 | Kind::Fixed32 => {
            Datum::Int64(0)
        }
        Kind::UInt64 | Kind::Fixed64 => Datum::UInt64(0),
        Kind::Float | Kind::Double => Datum::Double(0.0),
        Kind::Text => Datum::Text(String::new()),
        Kind::Bytes => Datum::Bytes(bytes::Bytes::new()),
        Kind::Enum(descriptor) => match descriptor.stored_name_of(0) {
            Some(name) => Datum::Text(name.to_owned()),
            None => Datum::Int32(0),
        },
        Kind::Message(_) => return None,
    })
}
