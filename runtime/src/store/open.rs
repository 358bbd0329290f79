//! Stores by their URLs.

use std::sync::Arc;

use super::MongoStore;
use super::Store;
use super::sqlite::SqliteStore;
use crate::redact;
use crate::rpc::{Result, Status};

/// Opens the store that a URL names:
///
/// | URL | store |
/// | --- | --- |
/// | `sqlite:FOLDER` | SQLite, one file per service in this folder, which is made if it doesn't exist |
/// | `memory:` | SQLite in a temporary folder that is removed with the store; for tests |
/// | `mongodb://HOSTS/PREFIX?replicaSet=NAME` | a replica set, one database per service: `PREFIX_SERVICE`, or `SERVICE` if there is no prefix |
///
/// `INVALID_ARGUMENT` if it is no such URL, `FAILED_PRECONDITION` if the folder
/// can't be used. That a server isn't reachable shows when it is used, or by
/// [`Store::check`].
pub async fn open(url: &str) -> Result<Arc<dyn Store>> {
    if url == "memory:" {
        return Ok(Arc::new(SqliteStore::temporary()?));
    }
    if url.starts_with("mongodb://") || url.starts_with("mongodb+srv://") {
        return Ok(Arc::new(MongoStore::open(url).await?));
    }
    match url.strip_prefix("sqlite:") {
        Some("") => Err(Status::invalid_argument(
            "sqlite: names no folder, such as sqlite:.data",
        )),
        Some(folder) => Ok(Arc::new(SqliteStore::open(folder)?)),
        None => Err(Status::invalid_argument(format!(
            "{:?} names no store: write sqlite:FOLDER or mongodb://HOSTS/?replicaSet=NAME",
            redact::url(url)
        ))),
    }
}
