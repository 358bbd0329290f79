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
                let mut idle = lock(&idle);
                // A pool that was closed meanwhile keeps no connections.
                if !permit.semaphore().is_closed() {
                    idle.push(connection);
                }
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

    /// Lets go of the connections, of those in use when they have read.
    pub(super) fn close(&self) {
        self.free.close();
        lock(&self.idle).clear();
    }
}

fn lock(idle: &Mutex<Vec<Connection>>) -> std::sync::MutexGuard<'_, Vec<Connection>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_read_that_outlasts_the_pool_leaves_no_connection_open() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("read.sqlite3");
        std::fs::write(&file, "").unwrap();
        let readers = Arc::new(Readers::new(file));
        let deadline = Instant::now() + Duration::from_secs(10);
        let ((begun, begins), (go_on, goes_on)) = (mpsc::channel(), mpsc::channel());
        let reading = tokio::spawn({
            let readers = Arc::clone(&readers);
            async move {
                let read = readers.run(deadline, move |_| {
                    begun.send(()).unwrap();
                    goes_on.recv().unwrap();
                    Ok(())
                });
                read.await
            }
        });
        tokio::task::spawn_blocking(move || begins.recv().unwrap())
            .await
            .unwrap();
        readers.close();
        go_on.send(()).unwrap();
        reading.await.unwrap().unwrap();
        assert!(lock(&readers.idle).is_empty());
    }
}
