//! Connections to a database file.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Error, OpenFlags};

use super::error;
use crate::store::StoreError;

/// How often SQLite looks whether the deadline has passed, in steps of its
/// virtual machine: some hundred microseconds.
const STEPS: i32 = 10_000;

/// The longest that a write waits for another process that writes the same file.
const BUSY: Duration = Duration::from_secs(5);

/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 64;

/// Whether a write that was answered must outlive a loss of power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// Yes: the disk has it before the answer.
    Full,
    /// No: the file is removed with the process.
    None,
}

/// Opens a connection that may write, and makes the file if there is none.
pub(super) fn open(file: &Path, durability: Durability) -> Result<Connection, Error> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(
        None,
        "synchronous",
        match durability {
            Durability::Full => "FULL",
            Durability::None => "OFF",
        },
    )?;
    Ok(connection)
}

/// Opens a connection that only reads. It never makes the file, and could write
/// only because readers of a write-ahead log share its index with the writer.
pub(super) fn open_reader(file: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Does some work that SQLite itself ends at the deadline, also where it waits
/// for another process.
pub(super) fn until<T>(
    deadline: Instant,
    connection: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(StoreError::DeadlineExceeded);
    }
    connection
        .busy_timeout(left.min(BUSY))
        .and_then(|()| connection.progress_handler(STEPS, Some(move || Instant::now() >= deadline)))
        .map_err(|error| error::of_read(&error))?;
    work(connection)
}
