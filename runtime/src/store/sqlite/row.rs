//! Documents as rows: the id, and everything else as JSON.

use rusqlite::Row;
use rusqlite::types::ValueRef;

use crate::store::document::{Datum, Document};
use crate::store::{ID_PATH, StoreError};

/// The id and the JSON of a document.
pub(super) fn of(mut document: Document) -> Result<(String, String), StoreError> {
    let Some(Datum::Text(id)) = document.remove(ID_PATH) else {
        return Err(StoreError::Internal("a document without id".to_owned()));
    };
    Ok((id, json(&document)?))
}

/// The JSON of a value.
pub(super) fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Invalid(error.to_string()))
}

/// The document of a row whose first columns are id and JSON.
pub(super) fn document(row: &Row<'_>) -> Result<Document, StoreError> {
    let (Ok(ValueRef::Text(id)), Ok(ValueRef::Text(json))) = (row.get_ref(0), row.get_ref(1))
    else {
        return Err(StoreError::Unreadable("a row holds no text".to_owned()));
    };
    let id = String::from_utf8_lossy(id).into_owned();
    let mut document: Document = serde_json::from_slice(json).map_err(|error| {
        StoreError::Unreadable(format!("the document {id:?} is malformed: {error}"))
    })?;
    document.insert_first(ID_PATH, Datum::Text(id));
    Ok(document)
}
