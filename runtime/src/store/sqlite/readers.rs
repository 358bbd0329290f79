//! The connections that read a database file, beside its writer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::connection::{open_reader, until};
use super::error;
use crate::store::StoreError;
use crate::store::deadline::before;

/// How many reads run at once; further ones wait, until their deadline.
const READERS: usize = 8;

/// A pool of connections.
#[derive(Debug)]
pub(super) struct Readers {
    file: PathBuf,
    free: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    /// A pool that opens its connections when they are needed.
    pub(super) fn new(file: PathBuf) -> Self {
        Self {
            file,
            free: Arc::new(Semaphore::new(READERS)),
            idle: Arc::default(),
        }
    }

    /// Reads with one of the connections.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        deadline: Instant,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        before(deadline, async {
            let free = Arc::clone(&self.free);
            let permit = free.acquire_owned().await.map_err(|_| StoreError::Closed)?;
            let idle = Arc::clone(&self.idle);
            let file = self.file.clone();
            let read = tokio::task::spawn_blocking(move || {
                let connection = lock(&idle).pop();
                let mut connection = match connection {
                    Some(connection) => connection,
                    None => open_reader(&file).map_err(|error| error::of_read(&error))?,
                };
                let result = until(deadline.into_std(), &mut connection, |connection| {
                    work(connection)
                });
                lock(&idle).push(connection);
                drop(permit);
                result
            });
            read.await.unwrap_or_else(|_| {
                Err(StoreError::Internal(
                    "a read of the database panicked".to_owned(),
                ))
            })
        })
        .await
    }

    /// Lets go of the connections.
    pub(super) fn close(&self) {
        self.free.close();
        lock(&self.idle).clear();
    }
}

fn lock(idle: &Mutex<Vec<Connection>>) -> std::sync::MutexGuard<'_, Vec<Connection>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}
