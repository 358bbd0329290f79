//! The one thread that writes a database file.
//!
//! SQLite allows one writer at a time; more connections would only wait for
//! each other. So all writes stand in one queue.

use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::connection::until;
use crate::store::StoreError;
use crate::store::deadline::before;

/// How many writes may wait; further ones wait outside, until their deadline.
const QUEUE: usize = 1024;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// The thread, and the way to it.
#[derive(Debug)]
pub(super) struct Writer {
    running: Mutex<Option<Running>>,
}

#[derive(Debug)]
struct Running {
    jobs: mpsc::Sender<Job>,
    thread: JoinHandle<()>,
}

impl Writer {
    /// Starts the thread, which owns the connection.
    pub(super) fn start(mut connection: Connection) -> std::io::Result<Self> {
        let (jobs, mut queue) = mpsc::channel::<Job>(QUEUE);
        let thread = thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || {
                while let Some(job) = queue.blocking_recv() {
                    job(&mut connection);
                }
                if let Err((_, error)) = connection.close() {
                    tracing::error!(%error, "a database file could not be closed");
                }
            })?;
        Ok(Self {
            running: Mutex::new(Some(Running { jobs, thread })),
        })
    }

    /// Does some work in the thread. Work that is not begun at the deadline, or
    /// for which nobody waits any more, isn't done at all.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        deadline: Instant,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let jobs = self.jobs().ok_or(StoreError::Closed)?;
        let (reply, outcome) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            if reply.is_closed() {
                return;
            }
            // Nobody may wait any more, which changes nothing about what was done.
            let _ = reply.send(until(deadline.into_std(), connection, work));
        });
        before(deadline, async {
            jobs.send(job).await.map_err(|_| StoreError::Closed)?;
            outcome.await.unwrap_or_else(|_| Err(StoreError::Closed))
        })
        .await
    }

    /// Does what is in the queue, and ends the thread.
    pub(super) async fn close(&self) {
        let running = self
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(Running { jobs, thread }) = running else {
            return;
        };
        drop(jobs);
        let ended = tokio::task::spawn_blocking(|| thread.join()).await;
        if !matches!(ended, Ok(Ok(()))) {
            tracing::error!("the thread that writes a database file has panicked");
        }
    }

    fn jobs(&self) -> Option<mpsc::Sender<Job>> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.as_ref().map(|running| running.jobs.clone())
    }
}
