//! One database file as a [`Backend`].

use std::sync::Arc;

use futures::FutureExt as _;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params, params_from_iter};
use tokio::time::Instant;

use super::connection;
use super::expiry::Expiry;
use super::folder::Folder;
use super::readers::Readers;
use super::schema::SYSTEM_TABLE;
use super::sql::{Parameter, Sql, quoted};
use super::writer::Writer;
use super::{error, row, schema, update};
use crate::store::backend::{Backend, PageTokenKey, Pending, Query, Write};
use crate::store::condition::Condition;
use crate::store::document::Document;
use crate::store::{EntityDescriptor, StoreError};

/// The database of one service.
#[derive(Debug)]
pub(super) struct SqliteDatabase {
    writer: Arc<Writer>,
    expiry: Expiry,
    readers: Readers,
    /// Stays as long as files in it are used.
    _folder: Arc<Folder>,
}

impl SqliteDatabase {
    /// Opens a file, which is made if there is none. Blocks the thread.
    pub(super) fn open(folder: Arc<Folder>, name: &str) -> Result<Self, StoreError> {
        let file = folder.path().join(name);
        let cannot_open = |reason: &dyn std::fmt::Display| {
            StoreError::Mismatch(format!("{} can't be opened: {reason}", file.display()))
        };
        let connection =
            connection::open(&file, folder.durability()).map_err(|error| cannot_open(&error))?;
        schema::prepare(&connection).map_err(|error| cannot_open(&error))?;
        let writer = Arc::new(Writer::start(connection).map_err(|error| cannot_open(&error))?);
        Ok(Self {
            expiry: Expiry::new(Arc::downgrade(&writer)),
            writer,
            readers: Readers::new(file),
            _folder: folder,
        })
    }

    /// Whether the file can be written now, which only a write tells: a full
    /// disk, a lost mount or another writer don't keep anybody from reading.
    pub(super) async fn check(&self, deadline: Instant) -> Result<(), StoreError> {
        let probe = |connection: &mut Connection| {
            connection
                .execute(
                    &format!(
                        "INSERT INTO {SYSTEM_TABLE} (name, value) VALUES ('checked', ?1) \
                         ON CONFLICT (name) DO UPDATE SET value = ?1"
                    ),
                    params![uuid::Uuid::new_v4().as_bytes()],
                )
                .map(drop)
                .map_err(|error| error::of_read(&error))
        };
        self.writer.run(deadline, probe).await
    }

    /// Finishes what is in the queue, and closes the file.
    pub(super) async fn close(&self) {
        self.expiry.stop();
        self.readers.close();
        self.writer.close().await;
    }
}

impl Backend for SqliteDatabase {
    fn apply(
        &self,
        entity: &'static EntityDescriptor,
        deadline: Instant,
    ) -> Pending<'_, Vec<String>> {
        async move {
            let apply = move |connection: &mut Connection| schema::apply(connection, entity);
            let differences = self.writer.run(deadline, apply).await?;
            self.expiry.watch(entity);
            Ok(differences)
        }
        .boxed()
    }

    fn get(
        &self,
        entity: &'static EntityDescriptor,
        ids: Vec<String>,
        deadline: Instant,
    ) -> Pending<'_, Vec<Result<Option<Document>, StoreError>>> {
        self.readers
            .run(deadline, move |connection| get(connection, entity, &ids))
            .boxed()
    }

    fn insert(
        &self,
        entity: &'static EntityDescriptor,
        documents: Vec<Document>,
        deadline: Instant,
    ) -> Pending<'_, Vec<Result<(), StoreError>>> {
        self.writer
            .run(deadline, move |connection| {
                let insert = |document| write(connection, entity, Write::Insert(document), 0);
                Ok(documents.into_iter().map(insert).collect())
            })
            .boxed()
    }

    fn write(
        &self,
        entity: &'static EntityDescriptor,
        writes: Vec<Write>,
        deadline: Instant,
    ) -> Pending<'_, ()> {
        self.writer
            .run(deadline, move |connection| {
                write_all(connection, entity, writes)
            })
            .boxed()
    }

    fn query(
        &self,
        entity: &'static EntityDescriptor,
        query: Query,
        deadline: Instant,
    ) -> Pending<'_, Vec<Document>> {
        self.readers
            .run(deadline, move |connection| {
                let sql = Sql::select(entity.collection, &query)?;
                select(connection, &sql)
            })
            .boxed()
    }

    fn count(
        &self,
        entity: &'static EntityDescriptor,
        condition: Condition,
        deadline: Instant,
    ) -> Pending<'_, u64> {
        self.readers
            .run(deadline, move |connection| {
                let sql = Sql::count(entity.collection, &condition)?;
                count(connection, &sql).map_err(|error| error::of_read(&error))
            })
            .boxed()
    }

    fn page_token_key(&self, fresh: PageTokenKey, deadline: Instant) -> Pending<'_, PageTokenKey> {
        self.writer
            .run(deadline, move |connection| {
                page_token_key(connection, fresh).map_err(|error| error::of_write(&error, 0))
            })
            .boxed()
    }
}

fn get(
    connection: &Connection,
    entity: &EntityDescriptor,
    ids: &[String],
) -> Result<Vec<Result<Option<Document>, StoreError>>, StoreError> {
    let failed = |error: rusqlite::Error| error::of_read(&error);
    let mut statement = connection
        .prepare_cached(&format!(
            "SELECT id, document FROM {} WHERE id = ?",
            quoted(entity.collection)
        ))
        .map_err(failed)?;
    ids.iter()
        .map(|id| {
            statement
                .query_row([id], |row| Ok(row::document(row)))
                .optional()
                .map(Option::transpose)
                .map_err(failed)
        })
        .collect()
}

fn select(connection: &Connection, sql: &Sql) -> Result<Vec<Document>, StoreError> {
    let failed = |error: rusqlite::Error| error::of_read(&error);
    let mut statement = connection.prepare_cached(&sql.text).map_err(failed)?;
    let mut rows = statement
        .query(params_from_iter(&sql.parameters))
        .map_err(failed)?;
    let mut documents = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        documents.push(row::document(row)?);
    }
    Ok(documents)
}

fn count(connection: &Connection, sql: &Sql) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(&sql.text)?;
    let count: i64 = statement.query_row(params_from_iter(&sql.parameters), |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Makes all writes, or none.
fn write_all(
    connection: &mut Connection,
    entity: &EntityDescriptor,
    mut writes: Vec<Write>,
) -> Result<(), StoreError> {
    // A statement alone is a transaction.
    if writes.len() == 1 {
        return writes
            .drain(..)
            .try_for_each(|only| write(connection, entity, only, 0));
    }
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|error| error::of_write(&error, 0))?;
    for (index, next) in writes.into_iter().enumerate() {
        write(&transaction, entity, next, index)?;
        // Some errors, such as a full disk, end the transaction by themselves;
        // what followed would be committed one by one.
        if transaction.is_autocommit() {
            return Err(StoreError::Internal("the transaction is gone".to_owned()));
        }
    }
    transaction
        .commit()
        .map_err(|error| error::of_write(&error, 0))
}

/// Makes one write, which is number `index` of several.
fn write(
    connection: &Connection,
    entity: &EntityDescriptor,
    write: Write,
    index: usize,
) -> Result<(), StoreError> {
    let (sql, must_match) = match write {
        Write::Insert(document) => (insert(entity, document)?, false),
        Write::Update { target, changes } => (update::update(entity, target, changes)?, true),
        Write::Delete(target) => (update::delete(entity, target), true),
    };
    let rows = connection
        .prepare_cached(&sql.text)
        .and_then(|mut statement| statement.execute(params_from_iter(&sql.parameters)))
        .map_err(|error| error::of_write(&error, index))?;
    if must_match && rows == 0 {
        return Err(StoreError::NoMatch { write: index });
    }
    Ok(())
}

fn insert(entity: &EntityDescriptor, document: Document) -> Result<Sql, StoreError> {
    let (id, json) = row::of(document)?;
    Ok(Sql {
        text: format!(
            "INSERT INTO {} (id, document) VALUES (?, ?)",
            quoted(entity.collection)
        ),
        parameters: vec![Parameter::from(id), Parameter::from(json)],
    })
}

fn page_token_key(connection: &Connection, fresh: PageTokenKey) -> rusqlite::Result<PageTokenKey> {
    connection.execute(
        &format!("INSERT OR IGNORE INTO {SYSTEM_TABLE} (name, value) VALUES ('page_token_key', ?)"),
        params![fresh],
    )?;
    connection.query_row(
        &format!("SELECT value FROM {SYSTEM_TABLE} WHERE name = 'page_token_key'"),
        [],
        |row| row.get(0),
    )
}
