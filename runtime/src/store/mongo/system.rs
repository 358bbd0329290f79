//! What the store itself keeps in a service's database.

use bson::spec::BinarySubtype;
use bson::{Binary, Document, doc};
use mongodb::Database;
use mongodb::error::ErrorKind;
use mongodb::options::{ReturnDocument, WriteConcern};

use super::error;
use crate::store::StoreError;
use crate::store::backend::PageTokenKey;

/// Beside the collections of entities, whose names don't begin so.
const SYSTEM_COLLECTION: &str = "_counterpart";

/// The key that signs page tokens: the stored one, or this one, if there is none yet.
pub(super) async fn page_token_key(
    database: &Database,
    fresh: PageTokenKey,
) -> Result<PageTokenKey, StoreError> {
    let fresh = Binary {
        subtype: BinarySubtype::Generic,
        bytes: fresh.to_vec(),
    };
    let stored = database
        .collection::<Document>(SYSTEM_COLLECTION)
        .find_one_and_update(
            doc! { "_id": "page_token_key" },
            doc! { "$setOnInsert": { "value": fresh } },
        )
        .upsert(true)
        .return_document(ReturnDocument::After)
        .write_concern(WriteConcern::majority())
        .await
        .map_err(|error| match error.kind.as_ref() {
            // Another instance stores its key at the same moment; it is there at the
            // next attempt.
            ErrorKind::Command(command) if command.code == error::DUPLICATE => {
                StoreError::Unavailable(error.kind.to_string())
            }
            _ => error::of_write(&error, 0),
        })?;
    stored
        .as_ref()
        .and_then(|stored| stored.get_binary_generic("value").ok())
        .and_then(|key| PageTokenKey::try_from(key.as_slice()).ok())
        .ok_or_else(|| StoreError::Unreadable("the key of page tokens is malformed".to_owned()))
}
