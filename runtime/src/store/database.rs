//! Where the entities of a service live.

use std::fmt;
use std::sync::Arc;

use futures::future::BoxFuture;

use super::EntityDescriptor;
use crate::rpc::{Result, Status};

/// A place for the databases of services: a folder, or a server.
pub trait Store: fmt::Debug + Send + Sync + 'static {
    /// The database of this service, such as `product`.
    fn database<'a>(&'a self, service: &'a str) -> BoxFuture<'a, Result<Database>>;

    /// Whether the store can be used now; if not, the status says why.
    fn check(&self) -> BoxFuture<'_, Result<()>>;

    /// Finishes what is being written, and lets go of files and connections.
    /// What is tried afterwards fails with `UNAVAILABLE`.
    fn close(&self) -> BoxFuture<'_, ()>;
}

/// Opens the store that a URL names:
///
/// | URL | store |
/// | --- | --- |
/// | `sqlite:FOLDER` | SQLite, one file per service in this folder, which is made if it doesn't exist |
/// | `memory:` | SQLite in a temporary folder that is removed with the store; for tests |
/// | `mongodb://HOSTS/PREFIX?replicaSet=NAME` | a replica set, one database per service: `PREFIX_SERVICE`, or `SERVICE` if there is no prefix |
///
/// `INVALID_ARGUMENT` if it is no such URL, or the store can't be opened. That
/// a server isn't reachable shows when it is used, or by [`Store::check`].
pub async fn open(url: &str) -> Result<Arc<dyn Store>> {
    Err(Status::invalid_argument(format!("{url} is no store")))
}

/// The database of one service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    service: Arc<str>,
}

impl Database {
    /// The name of the service.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// Makes what the entities need: collections and indexes. Nothing is
    /// dropped: what is there and differs from the contract is returned, one
    /// sentence each, for people to read.
    pub async fn apply(&self, entities: &[&'static EntityDescriptor]) -> Result<Vec<String>> {
        let _ = entities;
        Err(Status::unimplemented("stores are being built"))
    }
}
