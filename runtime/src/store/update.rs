//! Partial updates (AIP-134).

use super::backend::Write;
use super::backoff::{ATTEMPTS, Backoff};
use super::deadline::deadline;
use super::document::changes;
use super::error::{etag_mismatch, not_found};
use super::{Entity, EntityId, Repository, StoreError, stored};
use crate::message::{FieldMask, mask};
use crate::rpc::Result;

impl<Owner, E: Entity<Owner>> Repository<Owner, E> {
    /// Changes the fields that `mask` names to what they are in `changes`, as
    /// AIP-134 says, and returns the whole entity.
    ///
    /// `NOT_FOUND` if there is no entity with the id of `changes`. If `changes`
    /// has an etag that is no longer the stored one, `ABORTED` with the reason
    /// `ETAG_MISMATCH`; without one, the update is repeated a few times if
    /// others write at the same moment. `INVALID_ARGUMENT` if the mask names
    /// what can't be changed, or the changed entity breaks the contract.
    pub async fn update(&self, changes: E, mask: &FieldMask) -> Result<E> {
        let id = changes.id().as_str();
        let expected = stored::etag_in(&changes).filter(|etag| !etag.is_empty());
        let mut backoff = Backoff::until(deadline());
        loop {
            let Some(document) = self.read(id).await? else {
                return Err(not_found(E::DESCRIPTOR, id));
            };
            let etag = stored::etag_of(&document, E::DESCRIPTOR);
            if expected.as_ref().is_some_and(|expected| *expected != etag) {
                return Err(etag_mismatch(E::DESCRIPTOR, id));
            }
            let current: E = stored::to_entity(document)?;
            let mut entity = current.clone();
            mask::apply(mask, &changes, &mut entity)?;
            let update = self.update_of(&current, etag, &mut entity)?;
            match self.write(vec![update]).await {
                Ok(()) => return Ok(entity),
                Err(StoreError::NoMatch { .. }) if expected.is_none() => {
                    if !backoff.pause().await {
                        let error = StoreError::Contention(format!("up to {ATTEMPTS} attempts"));
                        return Err(self.failed("update", &error));
                    }
                }
                Err(error) => return Err(self.status_of("update", error, id).await),
            }
        }
    }

    /// The write that turns `current`, which is stored with this etag, into
    /// `entity`, which is stamped as written now.
    pub(super) fn update_of(&self, current: &E, etag: String, entity: &mut E) -> Result<Write> {
        self.take_possession(entity);
        let document = stored::next_document(entity, current)?;
        Ok(Write::Update {
            target: self.target(entity.id().as_str(), Some(etag)),
            changes: changes(&stored::to_document(current)?, &document),
        })
    }
}
