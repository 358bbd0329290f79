//! Several writes, all or none.

use std::collections::HashMap;

use super::backend::{Write as StoredWrite, id_of};
use super::deadline::deadline;
use super::document::Document;
use super::error::{etag_mismatch, not_found};
use super::{Entity, EntityId, MAX_LIST, Repository, StoreError, stored};
use crate::rpc::{FieldViolation, Result, Status, StatusExt};

/// The most writes of a [`Batch`]: a whole list can be written back.
pub const MAX_BATCH: usize = MAX_LIST;

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

    /// Writes an entity that was read and changed, as [`Repository::replace`]
    /// does. One that wasn't changed gets a new etag all the same, which keeps
    /// out who read it before.
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
    ///
    /// `RESOURCE_EXHAUSTED` if it has more than [`MAX_BATCH`] writes.
    pub async fn commit(self) -> Result<Vec<E>> {
        if self.writes.len() > MAX_BATCH {
            return Err(Status::resource_exhausted(format!(
                "a batch of {} has more than {MAX_BATCH} writes",
                E::DESCRIPTOR.collection
            )));
        }
        let mut current = self.read_replaced().await?;
        let mut written = Vec::with_capacity(self.writes.len());
        let mut writes = Vec::with_capacity(self.writes.len());
        for write in self.writes {
            writes.push(match write {
                Write::Insert(mut entity) => {
                    self.repository.take_possession(&mut entity);
                    let document = stored::new_document(&mut entity)?;
                    written.push(entity);
                    StoredWrite::Insert(document)
                }
                Write::Replace(mut entity) => {
                    let id = entity.id().as_str();
                    let document = current
                        .get_mut(id)
                        .ok_or_else(|| not_found(E::DESCRIPTOR, id))?
                        .take()
                        // The batch replaces it already.
                        .ok_or_else(|| etag_mismatch(E::DESCRIPTOR, id))?;
                    let update = replacement(self.repository, document, &mut entity)?;
                    written.push(entity);
                    update
                }
                Write::Delete(entity) => {
                    let etag = stored::etag_in(&entity);
                    let target = self.repository.target(entity.id().as_str(), etag);
                    StoredWrite::Delete(target)
                }
            });
        }
        if writes.is_empty() {
            return Ok(written);
        }
        let ids: Vec<String> = writes.iter().map(|write| write.id().to_owned()).collect();
        match self.repository.write(writes).await {
            Ok(()) => Ok(written),
            Err(error) => {
                let id = error.write().and_then(|write| ids.get(write));
                let id = id.map_or("", String::as_str);
                Err(self.repository.status_of("batch", error, id).await)
            }
        }
    }

    /// What is stored of the entities that are to be replaced, by id; each is
    /// taken once.
    async fn read_replaced(&self) -> Result<HashMap<String, Option<Document>>> {
        let mut ids = Vec::new();
        for write in &self.writes {
            if let Write::Replace(entity) = write {
                ids.push(entity.id().as_str().to_owned());
            }
        }
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let failed = |error: StoreError| self.repository.failed("batch", &error);
        let documents = self
            .repository
            .backend()
            .get(E::DESCRIPTOR, ids, deadline())
            .await
            .map_err(failed)?;
        let mut current = HashMap::with_capacity(documents.len());
        for document in documents {
            let document = document.map_err(failed)?;
            if let Some(document) = document.filter(|found| self.repository.sees(found)) {
                current.insert(id_of(&document).to_owned(), Some(document));
            }
        }
        Ok(current)
    }
}

/// The write that replaces what is stored by `entity`, which must have been
/// read in this very state.
fn replacement<Owner, E: Entity<Owner>>(
    repository: &Repository<Owner, E>,
    document: Document,
    entity: &mut E,
) -> Result<StoredWrite> {
    let etag = stored::etag_of(&document, E::DESCRIPTOR);
    match stored::etag_in(entity) {
        Some(read) if read.is_empty() => {
            return Err(Status::violations(vec![FieldViolation {
                field: "etag".to_owned(),
                description: "is empty: only what was read can be replaced".to_owned(),
                reason: "REQUIRED".to_owned(),
                localized_message: None,
            }]));
        }
        Some(read) if read != etag => {
            return Err(etag_mismatch(E::DESCRIPTOR, entity.id().as_str()));
        }
        _ => {}
    }
    repository.update_of(&stored::to_entity(document)?, etag, entity)
}
