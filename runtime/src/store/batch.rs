//! Several writes, all or none.

use super::{Entity, Repository};
use crate::rpc::{Result, Status};

/// Several writes that happen together or not at all; [`commit`](Batch::commit)
/// makes them.
#[derive(Debug)]
#[must_use = "a batch writes nothing until it is committed"]
pub struct Batch<'a, Owner, E> {
    repository: &'a Repository<Owner, E>,
    writes: Vec<Write<E>>,
}

#[derive(Debug)]
enum Write<E> {
    Insert(E),
    Replace(E),
    Delete(E),
}

impl<'a, Owner, E: Entity<Owner>> Batch<'a, Owner, E> {
    pub(super) fn new(repository: &'a Repository<Owner, E>) -> Self {
        Self {
            repository,
            writes: Vec::new(),
        }
    }

    /// Stores a new entity, as [`Repository::insert`] does.
    pub fn insert(mut self, entity: E) -> Self {
        self.writes.push(Write::Insert(entity));
        self
    }

    /// Writes an entity that was read and changed, as [`Repository::replace`] does.
    pub fn replace(mut self, entity: E) -> Self {
        self.writes.push(Write::Replace(entity));
        self
    }

    /// Writes entities that were read and changed.
    pub fn replace_all(mut self, entities: impl IntoIterator<Item = E>) -> Self {
        self.writes.extend(entities.into_iter().map(Write::Replace));
        self
    }

    /// Removes an entity that was read, if it still has its etag.
    pub fn delete(mut self, entity: &E) -> Self {
        self.writes.push(Write::Delete(entity.clone()));
        self
    }

    /// Writes everything, and returns the inserted and replaced entities as
    /// they were written, in their order. If one of the writes can't be made,
    /// none is, and the error is that of [`Repository::insert`],
    /// [`Repository::replace`] or [`Repository::delete`].
    pub async fn commit(self) -> Result<Vec<E>> {
        let _ = (self.repository, self.writes);
        Err(Status::unimplemented("stores are being built"))
    }
}
