//! Several writes in one transaction.

use bson::raw::RawDocumentBuf;
use mongodb::error::{Error, TRANSIENT_TRANSACTION_ERROR, UNKNOWN_TRANSACTION_COMMIT_RESULT};
use mongodb::options::{ReadConcern, WriteConcern};
use mongodb::{ClientSession, Collection};
use tokio::time::Instant;

use super::patience::time_left;
use super::{codec, error, write};
use crate::store::backend::Write;
use crate::store::backoff::Backoff;
use crate::store::{EntityDescriptor, StoreError};

/// What ended a transaction, and whether it is worth another attempt.
struct Failure {
    error: StoreError,
    is_transient: bool,
}

impl Failure {
    fn of(error: &Error, write: usize) -> Self {
        Self {
            error: error::of_write(error, write),
            is_transient: error.contains_label(TRANSIENT_TRANSACTION_ERROR),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self {
            error,
            is_transient: false,
        }
    }
}

/// Makes all writes, or none.
pub(super) async fn write_all(
    session: &mut ClientSession,
    collection: &Collection<RawDocumentBuf>,
    entity: &EntityDescriptor,
    writes: &[Write],
    deadline: Instant,
) -> Result<(), StoreError> {
    let mut backoff = Backoff::until(deadline);
    loop {
        match attempt(session, collection, entity, writes, deadline).await {
            Err(failure) if failure.is_transient => {
                if !backoff.pause().await {
                    return Err(given_up(failure.error));
                }
            }
            outcome => return outcome.map_err(|failure| failure.error),
        }
    }
}

/// What an error means that could have gone away by itself, and didn't. It
/// ended the transaction, so nothing of it happened.
fn given_up(error: StoreError) -> StoreError {
    match error {
        StoreError::Contention(_) | StoreError::Unavailable(_) => error,
        StoreError::MayHaveHappened(reason) => StoreError::Unavailable(reason),
        other => StoreError::Contention(other.to_string()),
    }
}

async fn attempt(
    session: &mut ClientSession,
    collection: &Collection<RawDocumentBuf>,
    entity: &EntityDescriptor,
    writes: &[Write],
    deadline: Instant,
) -> Result<(), Failure> {
    session
        .start_transaction()
        .read_concern(ReadConcern::snapshot())
        .write_concern(WriteConcern::majority())
        .max_commit_time(time_left(deadline))
        .await
        .map_err(|error| Failure::of(&error, 0))?;
    for (index, next) in writes.iter().enumerate() {
        if let Err(failure) = apply(session, collection, entity, next, index).await {
            // The server ends a transaction that is left behind, too; its own
            // error is the one to tell.
            if let Err(error) = session.abort_transaction().await {
                tracing::debug!(error = %error.kind, "a transaction could not be aborted");
            }
            return Err(failure);
        }
    }
    commit(session, deadline).await
}

async fn apply(
    session: &mut ClientSession,
    collection: &Collection<RawDocumentBuf>,
    entity: &EntityDescriptor,
    next: &Write,
    index: usize,
) -> Result<(), Failure> {
    let matched = match next {
        Write::Insert(document) => {
            let outcome = collection
                .insert_one(codec::write(document)?)
                .session(&mut *session)
                .await;
            outcome.map(|_| 1)
        }
        Write::Update { target, changes } => {
            let query = write::query(entity, target);
            let outcome = collection
                .update_one(query, write::update(entity, changes)?)
                .session(&mut *session)
                .await;
            outcome.map(|updated| updated.matched_count)
        }
        Write::Delete(target) => {
            let query = write::query(entity, target);
            let outcome = collection.delete_one(query).session(&mut *session).await;
            outcome.map(|deleted| deleted.deleted_count)
        }
    };
    match matched {
        Ok(0) => Err(StoreError::NoMatch { write: index }.into()),
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::of(&error, index)),
    }
}

/// Commits, again if it is unknown whether the commit before happened: a
/// transaction is committed once, however often it is asked for.
async fn commit(session: &mut ClientSession, deadline: Instant) -> Result<(), Failure> {
    let mut backoff = Backoff::until(deadline);
    loop {
        match session.commit_transaction().await {
            Ok(()) => return Ok(()),
            Err(error) if error.contains_label(UNKNOWN_TRANSACTION_COMMIT_RESULT) => {
                if !backoff.pause().await {
                    return Err(StoreError::MayHaveHappened(error.kind.to_string()).into());
                }
            }
            Err(error) => return Err(Failure::of(&error, 0)),
        }
    }
}
