//! What is stored, and who owns it.

use std::fmt;

use crate::message::{FieldDescriptor, Id, Kind, Label, Message, MessageDescriptor, TIMESTAMP};
use crate::validate::Validate;

/// The stored path of every entity's id.
pub const ID_PATH: &str = "_id";

/// A message that is stored, with an id.
///
/// `Owner` marks the contract whose service alone reads and writes it. The
/// trait is implemented in the owner's service crate, so other crates can't
/// open a [`Repository`](super::Repository) of the entity.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no entity of `{Owner}`",
    label = "stored by another service, or by none",
    note = "only the service that owns an entity opens its repository: all others call it through its client"
)]
pub trait Entity<Owner>: Message + Validate + Clone + Default + PartialEq + fmt::Debug {
    /// The type of the id.
    type Id: EntityId;

    /// What the contract says of the entity.
    const DESCRIPTOR: &'static EntityDescriptor;

    /// The id; empty in an entity that was never stored.
    fn id(&self) -> &Self::Id;
}

/// A typed id.
pub trait EntityId: Clone + fmt::Debug + fmt::Display + Send + Sync + 'static {
    /// The id as text.
    fn as_str(&self) -> &str;
}

impl<E: 'static> EntityId for Id<E> {
    fn as_str(&self) -> &str {
        self.as_str()
    }
}

/// What a contract says of a stored message.
///
/// Generated as one `static` per entity, in the owner's service crate.
#[derive(Debug)]
pub struct EntityDescriptor {
    /// The message.
    pub message: &'static MessageDescriptor,
    /// The collection (MongoDB) or table (SQLite).
    pub collection: &'static str,
    /// The indexes beside the one over the id.
    pub indexes: &'static [IndexDescriptor],
    /// The stored name of the field with the user who owns the entity, if
    /// entities of this type have owners.
    pub owner: Option<&'static str>,
}

impl EntityDescriptor {
    /// Describes an entity without further indexes.
    pub const fn new(message: &'static MessageDescriptor, collection: &'static str) -> Self {
        Self {
            message,
            collection,
            indexes: &[],
            owner: None,
        }
    }

    /// Sets the stored name of the field with the user who owns an entity: a
    /// plain text field of the entity itself.
    #[must_use]
    pub const fn owner(mut self, field: &'static str) -> Self {
        self.owner = Some(field);
        self
    }

    /// Sets the indexes beside the one over the id.
    #[must_use]
    pub const fn indexes(mut self, indexes: &'static [IndexDescriptor]) -> Self {
        self.indexes = indexes;
        self
    }

    /// The field that holds the id: the one marked `IDENTIFIER`, else `id`.
    pub(super) fn id_field(&self) -> Option<&'static FieldDescriptor> {
        self.message
            .fields
            .iter()
            .find(|field| field.behavior.identifier)
            .or_else(|| self.message.by_name("id"))
    }

    /// The field with the user who owns an entity.
    pub(super) fn owner_field(&self) -> Option<&'static FieldDescriptor> {
        self.message.by_stored_name(self.owner?)
    }

    /// The field that AIP-154 calls `etag`.
    pub(super) fn etag_field(&self) -> Option<&'static FieldDescriptor> {
        self.message
            .by_name("etag")
            .filter(|field| matches!((field.kind, field.label), (Kind::Text, Label::Singular)))
    }

    /// Where the etag is stored: that of an entity without such a field beside
    /// its own fields.
    pub(super) fn etag_path(&self) -> &'static str {
        self.etag_field().map_or("_etag", |field| field.stored_name)
    }

    /// The name without the package, such as `Product`.
    pub(super) fn short_name(&self) -> &'static str {
        let name = self.message.name;
        name.rsplit('.').next().unwrap_or(name)
    }

    /// The fields of an index by the contract's names, such as
    /// `price.minor_units`; empty if there is no such index.
    pub(super) fn index_fields(&self, name: &str) -> Vec<String> {
        self.indexes
            .iter()
            .filter(|index| index.name == name)
            .flat_map(|index| index.fields)
            .filter_map(|path| self.named(path))
            .collect()
    }

    /// The contract's names for a stored path; `None` if it has no such field.
    pub(super) fn named(&self, stored: &str) -> Option<String> {
        if stored == ID_PATH {
            return self.id_field().map(|field| field.name.to_owned());
        }
        let mut message = Some(self.message);
        let mut names = Vec::new();
        for name in stored.split('.') {
            let field = message?.by_stored_name(name)?;
            names.push(field.name);
            message = match field.kind {
                Kind::Message(inner) => Some(inner),
                _ => None,
            };
        }
        Some(names.join("."))
    }

    /// A timestamp that AIP-148 names.
    pub(super) fn time_field(&self, name: &str) -> Option<&'static FieldDescriptor> {
        self.message.by_name(name).filter(|field| {
            matches!(
                (field.kind, field.label),
                (Kind::Message(message), Label::Optional) if message.name == TIMESTAMP.name
            )
        })
    }
}

/// What a contract says of an index.
#[derive(Debug)]
pub struct IndexDescriptor {
    /// The name, unique within the entity, by which a violation is recognised.
    pub name: &'static str,
    /// The stored paths of the indexed fields, the most selective first.
    pub fields: &'static [&'static str],
    /// Whether no two entities have the same values in these fields. What is
    /// stored without one of them isn't compared: an optional field that is
    /// unset, or one that the contract didn't have yet.
    pub unique: bool,
    /// Whether entities are removed after the moment in the only field.
    pub ttl: bool,
}

impl IndexDescriptor {
    /// Describes an index over these stored paths.
    pub const fn new(name: &'static str, fields: &'static [&'static str]) -> Self {
        Self {
            name,
            fields,
            unique: false,
            ttl: false,
        }
    }

    /// Entities are removed within minutes after the moment in the only field.
    #[must_use]
    pub const fn ttl(mut self) -> Self {
        self.ttl = true;
        self
    }

    /// No two entities have the same values in the fields.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self
    }
}
