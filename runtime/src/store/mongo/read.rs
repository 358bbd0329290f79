//! Reading documents.

use std::collections::HashMap;

use bson::doc;
use futures::TryStreamExt as _;
use mongodb::error::Error;
use tokio::time::Instant;

use super::database::MongoDatabase;
use super::patience::time_left;
use super::{codec, condition, error, seek};
use crate::store::backend::Query;
use crate::store::condition::Condition;
use crate::store::document::Document;
use crate::store::{EntityDescriptor, ID_PATH, StoreError};

type Result<T, E = StoreError> = std::result::Result<T, E>;

impl MongoDatabase {
    pub(super) async fn get(
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

    pub(super) async fn query(
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

    pub(super) async fn count(
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
