//! One database of a replica set as a [`Backend`].

use std::collections::HashMap;

use bson::doc;
use bson::raw::RawDocumentBuf;
use futures::{FutureExt as _, TryStreamExt as _};
use mongodb::error::Error;
use mongodb::options::WriteConcern;
use mongodb::{Client, Collection, Database};
use tokio::time::Instant;

use super::patience::{patiently, time_left};
use super::{codec, condition, error, schema, seek, system, transaction, write};
use crate::store::backend::{Backend, PageTokenKey, Pending, Query, Write, id_of};
use crate::store::condition::Condition;
use crate::store::deadline::before;
use crate::store::document::Document;
use crate::store::{EntityDescriptor, ID_PATH, StoreError, stored};

type Result<T, E = StoreError> = std::result::Result<T, E>;

/// The database of one service.
#[derive(Clone, Debug)]
pub(super) struct MongoDatabase {
    client: Client,
    database: Database,
}

impl MongoDatabase {
    /// The database with this name.
    pub(super) fn new(client: &Client, name: &str) -> Self {
        Self {
            client: client.clone(),
            database: client.database(name),
        }
    }

    fn collection(&self, entity: &EntityDescriptor) -> Collection<RawDocumentBuf> {
        self.database.collection(entity.collection)
    }

    async fn get(
        &self,
        entity: &EntityDescriptor,
        ids: &[String],
        deadline: Instant,
    ) -> Result<Vec<Result<Option<Document>>>> {
        let failed = |error: Error| error::of_read(&error);
        let collection = self.collection(entity);
        if let [id] = ids {
            let found = collection
                .find_one(doc! { ID_PATH: { "$eq": id } })
                .max_time(time_left(deadline))
                .await
                .map_err(failed)?;
            return Ok(vec![found.as_deref().map(codec::read).transpose()]);
        }
        let mut found = HashMap::with_capacity(ids.len());
        let mut cursor = collection
            .find(doc! { ID_PATH: { "$in": ids } })
            .max_time(time_left(deadline))
            .await
            .map_err(failed)?;
        while let Some(raw) = cursor.try_next().await.map_err(failed)? {
            if let Ok(id) = raw.get_str(ID_PATH) {
                found.insert(id.to_owned(), raw);
            }
        }
        Ok(ids
            .iter()
            .map(|id| found.get(id).map(|raw| codec::read(raw)).transpose())
            .collect())
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
            [Write::Update { id, etag, changes }] => {
                collection
                    .update_one(
                        write::target(entity, id, etag.as_deref()),
                        write::update(entity, changes)?,
                    )
                    .write_concern(majority(deadline))
                    .await
                    .map_err(failed)?
                    .matched_count
            }
            [Write::Delete { id, etag }] => {
                collection
                    .delete_one(write::target(entity, id, etag.as_deref()))
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

    async fn query(
        &self,
        entity: &EntityDescriptor,
        query: &Query,
        deadline: Instant,
    ) -> Result<Vec<Document>> {
        let failed = |error: Error| error::of_read(&error);
        let mut filter = condition::filter(&query.condition)?;
        if let Some(position) = &query.after {
            filter = condition::all(vec![filter, seek::behind(&query.order, position)?]);
        }
        let mut cursor = self
            .collection(entity)
            .find(filter)
            .sort(seek::sort(&query.order))
            .limit(query.limit.into())
            .max_time(time_left(deadline))
            .await
            .map_err(failed)?;
        let mut documents = Vec::new();
        while let Some(raw) = cursor.try_next().await.map_err(failed)? {
            documents.push(codec::read(&raw)?);
        }
        Ok(documents)
    }

    async fn count(
        &self,
        entity: &EntityDescriptor,
        condition: &Condition,
        deadline: Instant,
    ) -> Result<u64> {
        self.collection(entity)
            .count_documents(condition::filter(condition)?)
            .max_time(time_left(deadline))
            .await
            .map_err(|error| error::of_read(&error))
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
        before(deadline, schema::apply(&self.database, entity, deadline)).boxed()
    }

    fn get(
        &self,
        entity: &'static EntityDescriptor,
        ids: Vec<String>,
        deadline: Instant,
    ) -> Pending<'_, Vec<Result<Option<Document>>>> {
        async move { patiently(deadline, || self.get(entity, &ids, deadline)).await }.boxed()
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
                outcomes.push(patiently(deadline, insert).await);
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
        async move { patiently(deadline, || self.write(entity, &writes, deadline)).await }.boxed()
    }

    fn query(
        &self,
        entity: &'static EntityDescriptor,
        query: Query,
        deadline: Instant,
    ) -> Pending<'_, Vec<Document>> {
        async move { patiently(deadline, || self.query(entity, &query, deadline)).await }.boxed()
    }

    fn count(
        &self,
        entity: &'static EntityDescriptor,
        condition: Condition,
        deadline: Instant,
    ) -> Pending<'_, u64> {
        async move { patiently(deadline, || self.count(entity, &condition, deadline)).await }
            .boxed()
    }

    fn page_token_key(&self, fresh: PageTokenKey, deadline: Instant) -> Pending<'_, PageTokenKey> {
        patiently(deadline, move || {
            system::page_token_key(&self.database, fresh)
        })
        .boxed()
    }
}
