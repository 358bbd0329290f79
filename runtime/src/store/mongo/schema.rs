//! Collections and indexes, made from what the contract says of an entity.

use std::time::Duration;

use bson::raw::RawDocumentBuf;
use bson::{Bson, Document, doc};
use futures::TryStreamExt as _;
use mongodb::error::{Error, ErrorKind};
use mongodb::options::IndexOptions;
use mongodb::{Collection, Database, IndexModel};
use tokio::time::Instant;

use super::error;
use super::patience::time_left;
use super::seek::paths;
use crate::store::field::{Field, Shape};
use crate::store::{EntityDescriptor, ID_PATH, IndexDescriptor, StoreError};

/// `NamespaceExists`
const EXISTS: i32 = 48;

/// Makes the collection and the indexes of an entity that aren't there, and
/// tells what is there and differs.
pub(super) async fn apply(
    database: &Database,
    entity: &EntityDescriptor,
    deadline: Instant,
) -> Result<Vec<String>, StoreError> {
    // Transactions can't make a collection on every version of the server.
    match database.create_collection(entity.collection).await {
        Err(error) if !is_there(&error) => return Err(error::of_write(&error, 0)),
        _ => {}
    }
    let collection = database.collection::<RawDocumentBuf>(entity.collection);
    let stored = indexes(&collection).await?;
    let mut differences = Vec::new();
    for index in entity.indexes {
        let wanted = model(entity, index)?;
        match stored.iter().find(|stored| name(stored) == index.name) {
            None => create(&collection, entity, index, wanted, deadline).await?,
            Some(stored) if is_same(stored, &wanted) => {}
            Some(stored) => differences.push(format!(
                "index {} of {} differs from the contract: it is over {}",
                index.name, entity.collection, stored.keys
            )),
        }
    }
    for stored in &stored {
        let name = name(stored);
        if name != "_id_" && entity.indexes.iter().all(|index| index.name != name) {
            differences.push(format!(
                "index {name} of {} is not in the contract",
                entity.collection
            ));
        }
    }
    Ok(differences)
}

async fn indexes(collection: &Collection<RawDocumentBuf>) -> Result<Vec<IndexModel>, StoreError> {
    let failed = |error: Error| error::of_read(&error);
    let indexes = collection.list_indexes().await.map_err(failed)?;
    indexes.try_collect().await.map_err(failed)
}

async fn create(
    collection: &Collection<RawDocumentBuf>,
    entity: &EntityDescriptor,
    index: &IndexDescriptor,
    model: IndexModel,
    deadline: Instant,
) -> Result<(), StoreError> {
    let outcome = collection
        .create_index(model)
        .max_time(time_left(deadline))
        .await;
    match outcome {
        Ok(_) => Ok(()),
        Err(error) => Err(match error::of_write(&error, 0) {
            StoreError::Taken { .. } => StoreError::Mismatch(format!(
                "the unique index {} of {} can't be made: stored entities have the same values",
                index.name, entity.collection
            )),
            other => other,
        }),
    }
}

fn model(entity: &EntityDescriptor, index: &IndexDescriptor) -> Result<IndexModel, StoreError> {
    if index.ttl {
        return expiry(entity, index);
    }
    let mut keys = Document::new();
    let mut present = Document::new();
    for field in Field::indexed(entity, index)? {
        if field.shape != Shape::Id {
            present.insert(&field.path, doc! { "$exists": true });
        }
        for path in paths(&field.path, field.shape) {
            keys.insert(path, 1);
        }
    }
    let mut options = IndexOptions::builder().name(index.name.to_owned()).build();
    if index.unique {
        options.unique = Some(true);
        // What is absent is the same as nothing, not as what else is absent. That
        // is also so where the entity has a default instead: it may have been
        // stored before the contract had the field.
        options.partial_filter_expression = Some(present).filter(|present| !present.is_empty());
    } else {
        // The last key of every order.
        keys.insert(ID_PATH, 1);
    }
    Ok(IndexModel::builder().keys(keys).options(options).build())
}

/// The index by which the server removes what has expired. It looks at dates alone,
/// in an index over nothing else.
fn expiry(entity: &EntityDescriptor, index: &IndexDescriptor) -> Result<IndexModel, StoreError> {
    let keys: Document = Field::indexed(entity, index)?
        .into_iter()
        .map(|field| (field.path, Bson::Int32(1)))
        .collect();
    let options = IndexOptions::builder()
        .name(index.name.to_owned())
        .expire_after(Duration::ZERO)
        .build();
    Ok(IndexModel::builder().keys(keys).options(options).build())
}

fn name(index: &IndexModel) -> &str {
    let options = index.options.as_ref();
    options
        .and_then(|options| options.name.as_deref())
        .unwrap_or_default()
}

fn is_same(stored: &IndexModel, wanted: &IndexModel) -> bool {
    let what = |index: &IndexModel| {
        let options = index.options.clone().unwrap_or_default();
        (
            // Servers give back numbers of other types than they were given.
            index.keys.keys().cloned().collect::<Vec<_>>(),
            options.unique.unwrap_or_default(),
            options.expire_after,
            options.partial_filter_expression,
        )
    };
    what(stored) == what(wanted)
}

fn is_there(error: &Error) -> bool {
    matches!(error.kind.as_ref(), ErrorKind::Command(command) if command.code == EXISTS)
}
