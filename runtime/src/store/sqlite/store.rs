//! A folder of database files as a [`Store`].

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures::future::{BoxFuture, try_join_all};
use futures::{FutureExt as _, TryFutureExt as _};
use tokio::sync::Mutex;

use super::database::SqliteDatabase;
use super::folder::Folder;
use crate::rpc::Result;
use crate::sealed::Sealed;
use crate::store::deadline::deadline;
use crate::store::{Database, Store, StoreError};

/// A folder with one database file per service.
#[derive(Debug)]
pub struct SqliteStore {
    folder: Arc<Folder>,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    databases: HashMap<String, (Arc<SqliteDatabase>, Database)>,
    is_closed: bool,
}

impl SqliteStore {
    /// The files in this folder, which is made if it doesn't exist.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self> {
        Folder::lasting(folder.into())
            .map(Self::in_folder)
            .map_err(|error| error.to_operator_status())
    }

    /// Files in a temporary folder that is removed with the store.
    pub fn temporary() -> Result<Self> {
        Folder::temporary()
            .map(Self::in_folder)
            .map_err(|error| error.to_operator_status())
    }

    fn in_folder(folder: Folder) -> Self {
        Self {
            folder: Arc::new(folder),
            open: Mutex::default(),
        }
    }

    /// The folder that holds the files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    async fn open_database(&self, service: &str) -> Result<Database, StoreError> {
        let mut open = self.open.lock().await;
        if open.is_closed {
            return Err(StoreError::Closed);
        }
        if let Some((_, database)) = open.databases.get(service) {
            return Ok(database.clone());
        }
        if !is_file_name(service) {
            return Err(StoreError::Invalid(format!(
                "{service:?} can't be the name of a database: only letters, digits, `_` and `-` can"
            )));
        }
        let folder = Arc::clone(&self.folder);
        let file = format!("{service}.sqlite3");
        let opened = tokio::task::spawn_blocking(move || SqliteDatabase::open(folder, &file)).await;
        let backend =
            Arc::new(opened.map_err(|_| {
                StoreError::Internal("opening a database file panicked".to_owned())
            })??);
        let database = Database::new(service, backend.clone());
        open.databases
            .insert(service.to_owned(), (backend, database.clone()));
        Ok(database)
    }
}

impl Sealed for SqliteStore {}

impl Store for SqliteStore {
    fn database<'a>(&'a self, service: &'a str) -> BoxFuture<'a, Result<Database>> {
        async move {
            self.open_database(service)
                .await
                .map_err(|error| error.to_operator_status())
        }
        .boxed()
    }

    fn check(&self) -> BoxFuture<'_, Result<()>> {
        async move {
            // Nobody waits for the answers: opening and closing go on.
            let databases = self.open.lock().await.databases();
            let checks = databases?
                .into_iter()
                .map(|database| async move { database.check(deadline()).await });
            try_join_all(checks).await
        }
        .map_ok(drop)
        .map_err(|error| error.to_operator_status())
        .boxed()
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        async move {
            let databases = {
                let mut open = self.open.lock().await;
                open.is_closed = true;
                std::mem::take(&mut open.databases)
            };
            for (database, _) in databases.into_values() {
                database.close().await;
            }
        }
        .boxed()
    }
}

impl Open {
    fn databases(&self) -> Result<Vec<Arc<SqliteDatabase>>, StoreError> {
        if self.is_closed {
            return Err(StoreError::Closed);
        }
        let databases = self.databases.values();
        Ok(databases
            .map(|(database, _)| Arc::clone(database))
            .collect())
    }
}

fn is_file_name(service: &str) -> bool {
    !service.is_empty()
        && service
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}
