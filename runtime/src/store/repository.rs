//! The stored entities of one type.

use std::fmt;
use std::marker::PhantomData;

use super::{Batch, Database, Entity, Filter, List};
use crate::message::FieldMask;
use crate::rpc::{Result, Status};

/// The stored `E`s, for the service that owns them.
///
/// Cheap to clone. Every method takes at most the time that is left of the call
/// it is made in, and fails with `UNAVAILABLE` if the database can't be
/// reached, `DEADLINE_EXCEEDED` if it doesn't answer in time, `UNKNOWN` if a
/// write may or may not have happened, `DATA_LOSS` if a stored document isn't
/// an `E`.
pub struct Repository<Owner, E> {
    database: Database,
    types: PhantomData<fn(Owner) -> E>,
}

impl<Owner, E: Entity<Owner>> Repository<Owner, E> {
    /// The entities in this database, which is that of the owner.
    pub fn open(database: &Database) -> Self {
        Self {
            database: database.clone(),
            types: PhantomData,
        }
    }

    /// Returns the entity with this id. `NOT_FOUND` if there is none.
    pub async fn get(&self, id: &E::Id) -> Result<E> {
        let _ = (&self.database, id);
        Err(Status::unimplemented("stores are being built"))
    }

    /// Returns the entity with this id, if there is one.
    pub async fn find(&self, id: &E::Id) -> Result<Option<E>> {
        let _ = id;
        Err(Status::unimplemented("stores are being built"))
    }

    /// Returns an entity that matches, if there is one: of several, the first
    /// in the order of the ids.
    pub async fn find_one(&self, filter: Filter<E>) -> Result<Option<E>> {
        let _ = filter;
        Err(Status::unimplemented("stores are being built"))
    }

    /// Lists the entities that match.
    pub fn list(&self, filter: Filter<E>) -> List<'_, Owner, E> {
        List::new(self, filter)
    }

    /// How many entities match.
    pub async fn count(&self, filter: Filter<E>) -> Result<u64> {
        let _ = filter;
        Err(Status::unimplemented("stores are being built"))
    }

    /// Stores a new entity, and returns it as it was written: with a fresh id
    /// if it had none, with `create_time`, `update_time` and `etag`.
    ///
    /// `ALREADY_EXISTS` if its id or the value of a unique index is taken, with
    /// a violation of each field of that index. `INVALID_ARGUMENT` if it breaks
    /// the contract.
    pub async fn insert(&self, entity: E) -> Result<E> {
        let _ = entity;
        Err(Status::unimplemented("stores are being built"))
    }

    /// Changes the fields that `mask` names to what they are in `changes`, as
    /// AIP-134 says, and returns the whole entity.
    ///
    /// `NOT_FOUND` if there is no entity with the id of `changes`. If `changes`
    /// has an etag that is no longer the stored one, `ABORTED` with the reason
    /// `ETAG_MISMATCH`. `INVALID_ARGUMENT` if the mask names what can't be
    /// changed, or the changed entity breaks the contract.
    pub async fn update(&self, changes: E, mask: &FieldMask) -> Result<E> {
        let _ = (changes, mask);
        Err(Status::unimplemented("stores are being built"))
    }

    /// Writes an entity that was read and changed, and returns it with a new
    /// etag. `ABORTED` with the reason `ETAG_MISMATCH` if it was written by
    /// somebody else since it was read, `NOT_FOUND` if it is gone.
    pub async fn replace(&self, entity: E) -> Result<E> {
        let _ = entity;
        Err(Status::unimplemented("stores are being built"))
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
        let _ = (id, etag);
        Err(Status::unimplemented("stores are being built"))
    }
}

// Derived implementations would ask the same of `Owner` and `E`, which are only names.
impl<Owner, E> Clone for Repository<Owner, E> {
    fn clone(&self) -> Self {
        Self {
            database: self.database.clone(),
            types: PhantomData,
        }
    }
}

impl<Owner, E> fmt::Debug for Repository<Owner, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Repository").field(&self.database).finish()
    }
}
