//! The stored entities of one type.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::backend::{Backend, Query, Target, Write};
use super::condition::Condition;
use super::deadline::deadline;
use super::document::{Datum, Document};
use super::error::{already_exists, etag_mismatch, not_found};
use super::expression::{Expression, Operator};
use super::{Batch, Database, Entity, EntityId, Filter, List, StoreError, sort, stored};
use crate::rpc::{Result, Status};

/// The stored `E`s, for the service that owns them.
///
/// Cheap to clone. Every method takes at most the time that is left of the call
/// it is made in, and fails with `UNAVAILABLE` if the database can't be
/// reached, `DEADLINE_EXCEEDED` if it doesn't answer in time, `UNKNOWN` if a
/// write may or may not have happened, `DATA_LOSS` if a stored document isn't
/// an `E`.
///
/// One that [`OwnedRepository::of`](super::OwnedRepository::of) gives is a view of
/// what one user owns: to it, what others own doesn't exist, and what it writes
/// is that user's.
///
/// Every write checks the whole entity by the rules of its contract
/// (`INVALID_ARGUMENT`), so that what breaks them is never stored.
pub struct Repository<Owner, E> {
    pub(super) database: Database,
    /// The user whose entities alone are seen, if it is a view of them.
    pub(super) user: Option<Arc<str>>,
    types: PhantomData<fn(Owner) -> E>,
}

impl<Owner, E: Entity<Owner>> Repository<Owner, E> {
    /// The entities in this database, which is that of the owner.
    pub fn open(database: &Database) -> Self {
        Self {
            database: database.clone(),
            user: None,
            types: PhantomData,
        }
    }

    /// The same repository, as far as this user owns what is in it.
    pub(super) fn view(&self, user: &str) -> Self {
        Self {
            user: Some(user.into()),
            ..self.clone()
        }
    }

    /// Returns the entity with this id. `NOT_FOUND` if there is none.
    pub async fn get(&self, id: &E::Id) -> Result<E> {
        self.find(id)
            .await?
            .ok_or_else(|| not_found(E::DESCRIPTOR, id.as_str()))
    }

    /// Returns the entity with this id, if there is one.
    pub async fn find(&self, id: &E::Id) -> Result<Option<E>> {
        self.read(id.as_str())
            .await?
            .map(stored::to_entity)
            .transpose()
    }

    /// Returns an entity that matches, if there is one: of several, the first
    /// in the order of the ids.
    pub async fn find_one(&self, filter: Filter<E>) -> Result<Option<E>> {
        let failed = |error: StoreError| self.failed("find_one", &error);
        let query = Query {
            condition: Condition::of(self.visible(filter).expression, E::DESCRIPTOR)
                .map_err(failed)?,
            order: sort::keys(&[], E::DESCRIPTOR).map_err(failed)?,
            after: None,
            limit: 1,
        };
        let documents = self
            .backend()
            .query(E::DESCRIPTOR, query, deadline())
            .await
            .map_err(failed)?;
        documents
            .into_iter()
            .next()
            .map(stored::to_entity)
            .transpose()
    }

    /// Lists the entities that match.
    pub fn list(&self, filter: Filter<E>) -> List<'_, Owner, E> {
        List::new(self, self.visible(filter))
    }

    /// How many entities match.
    pub async fn count(&self, filter: Filter<E>) -> Result<u64> {
        let failed = |error: StoreError| self.failed("count", &error);
        let filter = self.visible(filter);
        let condition = Condition::of(filter.expression, E::DESCRIPTOR).map_err(failed)?;
        let count = self.backend().count(E::DESCRIPTOR, condition, deadline());
        count.await.map_err(failed)
    }

    /// Stores a new entity, and returns it as it was written: with a fresh id
    /// if it had none, with `create_time`, `update_time` and `etag`.
    ///
    /// `ALREADY_EXISTS` if its id or the value of a unique index is taken, with
    /// a violation of each field of that index.
    pub async fn insert(&self, mut entity: E) -> Result<E> {
        self.take_possession(&mut entity);
        let document = stored::new_document(&mut entity)?;
        let outcomes = self
            .backend()
            .insert(E::DESCRIPTOR, vec![document], deadline())
            .await
            .map_err(|error| self.failed("insert", &error))?;
        match outcomes.into_iter().next() {
            Some(Ok(())) => Ok(entity),
            Some(Err(error)) => Err(self.status_of("insert", error, entity.id().as_str()).await),
            None => Err(Status::internal("the store gave no outcome of an insert")),
        }
    }

    /// Writes an entity that was read and changed, and returns it with a new
    /// etag. `ABORTED` with the reason `ETAG_MISMATCH` if it was written by
    /// somebody else since it was read, `NOT_FOUND` if it is gone.
    pub async fn replace(&self, entity: E) -> Result<E> {
        let written = self.batch().replace(entity).commit().await?;
        written
            .into_iter()
            .next()
            .ok_or_else(|| Status::internal("the store gave no outcome of a write"))
    }

    /// [`replace`](Repository::replace) for several entities: all or none.
    pub async fn replace_all(&self, entities: Vec<E>) -> Result<Vec<E>> {
        self.batch().replace_all(entities).commit().await
    }

    /// Several writes, all or none.
    pub fn batch(&self) -> Batch<'_, Owner, E> {
        Batch::new(self)
    }

    /// Removes the entity with this id. `NOT_FOUND` if there is none, `ABORTED`
    /// with the reason `ETAG_MISMATCH` if `etag` isn't empty and isn't its etag.
    pub async fn delete(&self, id: &E::Id, etag: &str) -> Result<()> {
        let etag = Some(etag.to_owned()).filter(|etag| !etag.is_empty());
        let delete = Write::Delete(self.target(id.as_str(), etag));
        match self.write(vec![delete]).await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.status_of("delete", error, id.as_str()).await),
        }
    }

    /// The filter, and that it must be the user's.
    fn visible(&self, filter: Filter<E>) -> Filter<E> {
        match (&self.user, E::DESCRIPTOR.owner) {
            (Some(user), Some(path)) => {
                let owner = Datum::Text(user.to_string());
                let own = Expression::Compare(path.into(), Operator::Equal, owner);
                Filter::new(own).and(filter)
            }
            _ => filter,
        }
    }

    /// Whether a document is there for who looks. Documents are read by id
    /// whoever asks, so that the reads of many users can travel together.
    pub(super) fn sees(&self, document: &Document) -> bool {
        let user = self.user.as_ref();
        user.is_none_or(|user| stored::is_owned_by(document, E::DESCRIPTOR, user))
    }

    /// Makes what is about to be written the user's.
    pub(super) fn take_possession(&self, entity: &mut E) {
        if let Some(user) = &self.user {
            stored::set_owner(entity, user);
        }
    }

    /// The document that a write is about.
    pub(super) fn target(&self, id: &str, etag: Option<String>) -> Target {
        Target {
            id: id.to_owned(),
            etag,
            owner: self.user.clone(),
        }
    }

    pub(super) fn backend(&self) -> &dyn Backend {
        self.database.backend()
    }

    /// The stored document of one entity.
    pub(super) async fn read(&self, id: &str) -> Result<Option<Document>> {
        let failed = |error: StoreError| self.failed("get", &error);
        let documents = self
            .backend()
            .get(E::DESCRIPTOR, vec![id.to_owned()], deadline())
            .await
            .map_err(failed)?;
        match documents.into_iter().next() {
            Some(document) => Ok(document.map_err(failed)?.filter(|found| self.sees(found))),
            None => Err(Status::internal("the store gave no outcome of a read")),
        }
    }

    pub(super) async fn write(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        self.backend()
            .write(E::DESCRIPTOR, writes, deadline())
            .await
    }

    /// The status of an operation that failed. What callers aren't told goes to
    /// the log.
    pub(super) fn failed(&self, operation: &str, error: &StoreError) -> Status {
        error.log(self.database.service(), E::DESCRIPTOR.collection, operation);
        error.to_status()
    }

    /// How the write of the entity with this id failed.
    pub(super) async fn status_of(&self, operation: &str, error: StoreError, id: &str) -> Status {
        match error {
            StoreError::Taken { taken, .. } => already_exists(E::DESCRIPTOR, &taken),
            StoreError::NoMatch { .. } => match self.read(id).await {
                Ok(Some(_)) => etag_mismatch(E::DESCRIPTOR, id),
                Ok(None) => not_found(E::DESCRIPTOR, id),
                Err(status) => status,
            },
            other => self.failed(operation, &other),
        }
    }
}

// Derived implementations would ask the same of `Owner` and `E`, which are only names.
impl<Owner, E> Clone for Repository<Owner, E> {
    fn clone(&self) -> Self {
        Self {
            database: self.database.clone(),
            user: self.user.clone(),
            types: PhantomData,
        }
    }
}

impl<Owner, E> fmt::Debug for Repository<Owner, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Repository").field(&self.database).finish()
    }
}
