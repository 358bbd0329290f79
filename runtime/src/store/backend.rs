//! What a kind of database must be able to do.

use std::fmt;
use std::sync::Arc;

use futures::future::BoxFuture;
use tokio::time::Instant;

use super::condition::Condition;
use super::document::{Change, Datum, Document};
use super::field::Field;
use super::{Direction, EntityDescriptor, ID_PATH, StoreError};

/// The outcome of an operation, which comes at the deadline or before.
pub(super) type Pending<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// The key that signs page tokens.
pub(super) type PageTokenKey = [u8; 32];

/// The database of one service, in the terms that all kinds of databases share.
///
/// Documents carry the id under [`ID_PATH`], as their first field.
pub(super) trait Backend: fmt::Debug + Send + Sync {
    /// Makes the collection and its indexes, and returns what differs.
    fn apply(
        &self,
        entity: &'static EntityDescriptor,
        deadline: Instant,
    ) -> Pending<'_, Vec<String>>;

    /// The documents with these ids, each in its own place. One that can't be
    /// read doesn't keep the others back.
    fn get(
        &self,
        entity: &'static EntityDescriptor,
        ids: Vec<String>,
        deadline: Instant,
    ) -> Pending<'_, Vec<Result<Option<Document>, StoreError>>>;

    /// Stores new documents, each on its own: one that can't be stored doesn't
    /// keep the others out.
    fn insert(
        &self,
        entity: &'static EntityDescriptor,
        documents: Vec<Document>,
        deadline: Instant,
    ) -> Pending<'_, Vec<Result<(), StoreError>>>;

    /// Changes documents: all of these writes happen, or none.
    fn write(
        &self,
        entity: &'static EntityDescriptor,
        writes: Vec<Write>,
        deadline: Instant,
    ) -> Pending<'_, ()>;

    /// The documents that match.
    fn query(
        &self,
        entity: &'static EntityDescriptor,
        query: Query,
        deadline: Instant,
    ) -> Pending<'_, Vec<Document>>;

    /// How many documents match.
    fn count(
        &self,
        entity: &'static EntityDescriptor,
        condition: Condition,
        deadline: Instant,
    ) -> Pending<'_, u64>;

    /// The key that all instances of the service share: this one, if there is
    /// none yet.
    fn page_token_key(&self, fresh: PageTokenKey, deadline: Instant) -> Pending<'_, PageTokenKey>;
}

/// A change of one document.
#[derive(Clone, Debug)]
pub(super) enum Write {
    /// Stores a new document.
    Insert(Document),
    /// Changes paths of a document.
    Update {
        /// The document.
        target: Target,
        /// What changes; never empty.
        changes: Vec<Change>,
    },
    /// Removes a document.
    Delete(Target),
}

/// The document that a write is about, and what must be so for it to happen.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) id: String,
    /// The etag that the document must have, if it matters; the empty one
    /// stands for none.
    pub(super) etag: Option<String>,
    /// The owner that the document must have, if it matters.
    pub(super) owner: Option<Arc<str>>,
}

impl Write {
    /// The id of the document.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Insert(document) => id_of(document),
            Self::Update { target, .. } | Self::Delete(target) => &target.id,
        }
    }
}

/// Which documents are read, and in which order.
#[derive(Clone, Debug)]
pub(super) struct Query {
    /// Those that match this.
    pub(super) condition: Condition,
    /// In this order, which ends in the id.
    pub(super) order: Vec<Key>,
    /// Those behind this position.
    pub(super) after: Option<Position>,
    /// At most this many.
    pub(super) limit: u32,
}

/// A part of an order.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) field: Field,
    pub(super) direction: Direction,
}

/// A place in an order: a value for each of its keys, [`Datum::Null`] where
/// none is stored.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Position(pub(super) Vec<Datum>);

impl Position {
    /// Where a document stands.
    pub(super) fn of(document: &Document, order: &[Key]) -> Self {
        let value = |key: &Key| document.at(&key.field.path).cloned().unwrap_or(Datum::Null);
        Self(order.iter().map(value).collect())
    }
}

/// The id of a document.
pub(super) fn id_of(document: &Document) -> &str {
    match document.get(ID_PATH) {
        Some(Datum::Text(id)) => id,
        _ => "",
    }
}
