//! Removing what has expired, as MongoDB does by itself.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError, Weak};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, params};
use tokio::task::AbortHandle;
use tokio::time::Instant;

use super::error;
use super::sql::{column, quoted};
use super::writer::Writer;
use crate::message::Timestamp;
use crate::store::document::text;
use crate::store::field::Field;
use crate::store::{EntityDescriptor, IndexDescriptor, StoreError};

/// How often it is looked for what has expired: MongoDB's own rhythm.
const SWEEP_EVERY: Duration = Duration::from_mins(1);

/// The most entities that are removed in one write, so that others get their turn
/// between two of them.
const BATCH: usize = 500;

/// How long one such write may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What removes expired entities of a database, one task for each of their types.
#[derive(Debug)]
pub(super) struct Expiry {
    writer: Weak<Writer>,
    /// By collection.
    sweepers: Mutex<HashMap<&'static str, AbortHandle>>,
}

impl Expiry {
    pub(super) fn new(writer: Weak<Writer>) -> Self {
        Self {
            writer,
            sweepers: Mutex::default(),
        }
    }

    /// From now on, removes entities of this type that have expired, if they can.
    /// The first look is at once.
    pub(super) fn watch(&self, entity: &'static EntityDescriptor) {
        let Some(index) = entity.indexes.iter().find(|index| index.ttl) else {
            return;
        };
        let sweeper = tokio::spawn(sweep(self.writer.clone(), entity, index));
        let before = self
            .lock()
            .insert(entity.collection, sweeper.abort_handle());
        if let Some(before) = before {
            before.abort();
        }
    }

    /// Removes nothing any more.
    pub(super) fn stop(&self) {
        for (_, sweeper) in self.lock().drain() {
            sweeper.abort();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<&'static str, AbortHandle>> {
        self.sweepers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn sweep(
    writer: Weak<Writer>,
    entity: &'static EntityDescriptor,
    index: &'static IndexDescriptor,
) {
    let mut looks = tokio::time::interval(SWEEP_EVERY);
    loop {
        looks.tick().await;
        loop {
            // The database is closed.
            let Some(writer) = writer.upgrade() else {
                return;
            };
            let deadline = Instant::now() + PATIENCE;
            let work = move |connection: &mut Connection| remove(connection, entity, index);
            match writer.run(deadline, work).await {
                Ok(BATCH..) => {}
                Ok(_) => break,
                Err(StoreError::Closed) => return,
                Err(error) => {
                    let collection = entity.collection;
                    tracing::warn!(%error, collection, "what has expired is not removed yet");
                    break;
                }
            }
        }
    }
}

/// Removes some of the entities that have expired by now, and tells how many.
fn remove(
    connection: &Connection,
    entity: &EntityDescriptor,
    index: &IndexDescriptor,
) -> Result<usize, StoreError> {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let now = text::of_time(Timestamp {
        seconds: since.as_secs().cast_signed(),
        nanos: since.subsec_nanos().cast_signed(),
    });
    let table = quoted(entity.collection);
    let mut removed = 0;
    for field in Field::indexed(entity, index)? {
        removed += connection
            .prepare_cached(&format!(
                "DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE {} <= ? LIMIT {BATCH})",
                column(&field)
            ))
            .and_then(|mut statement| statement.execute(params![now]))
            .map_err(|error| error::of_write(&error, 0))?;
    }
    Ok(removed)
}
