//! Where the entities of a service live.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::sync::OnceCell;
use tokio::time::Instant;

use super::backend::{Backend, PageTokenKey};
use super::{EntityDescriptor, StoreError};
use crate::rpc::Result;
use crate::sealed::Sealed;

/// The longest that collections and indexes may take to be made: an index over
/// what is stored already reads all of it.
const APPLY: Duration = Duration::from_mins(10);

/// A place for the databases of services: a folder, or a server.
///
/// Only the crate's own kinds of stores implement it: a [`Database`] can't be
/// made elsewhere. Tests use a store in a folder.
pub trait Store: Sealed + fmt::Debug + Send + Sync + 'static {
    /// The database of this service, such as `product`. As in
    /// [`check`](Store::check), the status is for who runs the service, and may
    /// name servers and files.
    fn database<'a>(&'a self, service: &'a str) -> BoxFuture<'a, Result<Database>>;

    /// Whether the store can be used now; if not, the status says why, to who
    /// runs the service.
    fn check(&self) -> BoxFuture<'_, Result<()>>;

    /// Finishes what is being written, and lets go of files and connections.
    /// What is tried afterwards fails with `UNAVAILABLE`.
    fn close(&self) -> BoxFuture<'_, ()>;
}

/// The database of one service. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    service: String,
    backend: Arc<dyn Backend>,
    page_token_key: OnceCell<PageTokenKey>,
}

impl Database {
    pub(super) fn new(service: &str, backend: Arc<dyn Backend>) -> Self {
        Self {
            inner: Arc::new(Inner {
                service: service.to_owned(),
                backend,
                page_token_key: OnceCell::new(),
            }),
        }
    }

    /// The name of the service.
    pub fn service(&self) -> &str {
        &self.inner.service
    }

    /// Makes what the entities need: collections and indexes. Nothing is
    /// dropped: what is there and differs from the contract is returned, one
    /// sentence each, for people to read.
    ///
    /// `UNAVAILABLE` if the database can't be reached now, without waiting for
    /// it. `FAILED_PRECONDITION` if a unique index can't be made because stored
    /// entities have the same values already. The status is for who runs the
    /// service.
    pub async fn apply(&self, entities: &[&'static EntityDescriptor]) -> Result<Vec<String>> {
        let mut differences = Vec::new();
        for entity in entities {
            let deadline = Instant::now() + APPLY;
            let applied = self.backend().apply(entity, deadline).await;
            differences.extend(applied.map_err(|error| error.to_operator_status())?);
        }
        Ok(differences)
    }

    pub(super) fn backend(&self) -> &dyn Backend {
        self.inner.backend.as_ref()
    }

    /// The key that signs page tokens, the same in all instances of the service.
    pub(super) async fn page_token_key(
        &self,
        deadline: Instant,
    ) -> Result<PageTokenKey, StoreError> {
        let key = self.inner.page_token_key.get_or_try_init(|| {
            let mut fresh = PageTokenKey::default();
            let (one, two) = fresh.split_at_mut(16);
            one.copy_from_slice(uuid::Uuid::new_v4().as_bytes());
            two.copy_from_slice(uuid::Uuid::new_v4().as_bytes());
            self.backend().page_token_key(fresh, deadline)
        });
        key.await.copied()
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database")
            .field("service", &self.inner.service)
            .field("backend", &self.inner.backend)
            .finish()
    }
}
