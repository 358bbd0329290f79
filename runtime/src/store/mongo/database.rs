//! One database of a replica set as a [`Backend`].

use bson::raw::RawDocumentBuf;
use futures::FutureExt as _;
use mongodb::error::Error;
use mongodb::options::WriteConcern;
use mongodb::{Client, Collection, Database};
use tokio::time::Instant;

use super::patience::{patiently, time_left};
use super::servers::Servers;
use super::{codec, error, schema, system, transaction, write};
use crate::store::backend::{Backend, PageTokenKey, Pending, Query, Write, id_of};
use crate::store::condition::Condition;
use crate::store::deadline::before;
use crate::store::document::Document;
use crate::store::{EntityDescriptor, StoreError, stored};

type Result<T, E = StoreError> = std::result::Result<T, E>;

/// The database of one service.
#[derive(Clone, Debug)]
pub(super) struct MongoDatabase {
    client: Client,
    servers: Servers,
    database: Database,
}

impl MongoDatabase {
    /// The database with this name.
    pub(super) fn new(client: &Client, servers: &Servers, name: &str) -> Self {
        Self {
            client: client.clone(),
            servers: servers.clone(),
            database: client.database(name),
        }
    }

    async fn patiently<T, Operation>(
        &self,
        deadline: Instant,
        operation: impl Fn() -> Operation,
    ) -> Result<T>
    where
        Operation: Future<Output = Result<T>>,
    {
        patiently(&self.servers, deadline, operation).await
    }

    pub(super) fn collection(&self, entity: &EntityDescriptor) -> Collection<RawDocumentBuf> {
        self.database.collection(entity.collection)
    }

    async fn insert(
        &self,
        entity: &EntityDescriptor,
        document: &Document,
        deadline: Instant,
    ) -> Result<()> {
        let outcome = self
            .collection(entity)
            .insert_one(codec::write(document)?)
            .write_concern(majority(deadline))
            .await;
        let Err(error) = outcome else {
            return Ok(());
        };
        let error = error::of_write(&error, 0);
        if let StoreError::Taken { .. } = error
            && self.is_own(entity, document, deadline).await?
        {
            return Ok(());
        }
        Err(error)
    }

    /// Whether it is this very document, stored by an attempt whose answer was
    /// lost, that stands in its own way: no other one has its etag.
    async fn is_own(
        &self,
        entity: &EntityDescriptor,
        document: &Document,
        deadline: Instant,
    ) -> Result<bool> {
        let ids = [id_of(document).to_owned()];
        let found = self.get(entity, &ids, deadline).await?;
        Ok(found.into_iter().any(|found| {
            found.is_ok_and(|found| {
                found.is_some_and(|found| {
                    stored::etag_of(&found, entity) == stored::etag_of(document, entity)
                })
            })
        }))
    }

    async fn write(
        &self,
        entity: &EntityDescriptor,
        writes: &[Write],
        deadline: Instant,
    ) -> Result<()> {
        let collection = self.collection(entity);
        let failed = |error: Error| error::of_write(&error, 0);
        let matched = match writes {
            [] => return Ok(()),
            [Write::Insert(document)] => return self.insert(entity, document, deadline).await,
            [Write::Update { target, changes }] => {
                collection
                    .update_one(
                        write::query(entity, target),
                        write::update(entity, changes)?,
                    )
                    .write_concern(majority(deadline))
                    .await
                    .map_err(failed)?
                    .matched_count
            }
            [Write::Delete(target)] => {
                collection
                    .delete_one(write::query(entity, target))
                    .write_concern(majority(deadline))
                    .await
                    .map_err(failed)?
                    .deleted_count
            }
            writes => {
                let mut session = self
                    .client
                    .start_session()
                    .await
                    .map_err(|error| error::of_read(&error))?;
                return transaction::write_all(&mut session, &collection, entity, writes, deadline)
                    .await;
            }
        };
        if matched == 0 {
            return Err(StoreError::NoMatch { write: 0 });
        }
        Ok(())
    }
}

/// A write is answered when most servers have it, or in time that they don't.
fn majority(deadline: Instant) -> WriteConcern {
    let mut concern = WriteConcern::majority();
    concern.w_timeout = Some(time_left(deadline));
    concern
}

impl Backend for MongoDatabase {
    fn apply(
        &self,
        entity: &'static EntityDescriptor,
        deadline: Instant,
    ) -> Pending<'_, Vec<String>> {
        async move {
            before(deadline, schema::apply(&self.database, entity, deadline))
                .await
                .map_err(|error| self.servers.explain(error))
        }
        .boxed()
    }

    fn get(
        &self,
        entity: &'static EntityDescriptor,
        ids: Vec<String>,
        deadline: Instant,
    ) -> Pending<'_, Vec<Result<Option<Document>>>> {
        async move {
            self.patiently(deadline, || self.get(entity, &ids, deadline))
                .await
        }
        .boxed()
    }

    fn insert(
        &self,
        entity: &'static EntityDescriptor,
        documents: Vec<Document>,
        deadline: Instant,
    ) -> Pending<'_, Vec<Result<()>>> {
        async move {
            let mut outcomes = Vec::with_capacity(documents.len());
            for document in &documents {
                let insert = || self.insert(entity, document, deadline);
                outcomes.push(self.patiently(deadline, insert).await);
            }
            Ok(outcomes)
        }
        .boxed()
    }

    fn write(
        &self,
        entity: &'static EntityDescriptor,
        writes: Vec<Write>,
        deadline: Instant,
    ) -> Pending<'_, ()> {
        async move {
            self.patiently(deadline, || self.write(entity, &writes, deadline))
                .await
        }
        .boxed()
    }

    fn query(
        &self,
        entity: &'static EntityDescriptor,
        query: Query,
        deadline: Instant,
    ) -> Pending<'_, Vec<Document>> {
        async move {
            self.patiently(deadline, || self.query(entity, &query, deadline))
                .await
        }
        .boxed()
    }

    fn count(
        &self,
        entity: &'static EntityDescriptor,
        condition: Condition,
        deadline: Instant,
    ) -> Pending<'_, u64> {
        async move {
            self.patiently(deadline, || self.count(entity, &condition, deadline))
                .await
        }
        .boxed()
    }

    fn page_token_key(&self, fresh: PageTokenKey, deadline: Instant) -> Pending<'_, PageTokenKey> {
        self.patiently(deadline, move || {
            system::page_token_key(&self.database, fresh)
        })
        .boxed()
    }
}
