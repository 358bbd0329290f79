//! Changes of stored documents as SQL.

use super::row;
use super::sql::{Parameter, Sql, json_path, quoted};
use crate::store::document::Change;
use crate::store::{EntityDescriptor, StoreError};

/// How many paths one call of a JSON function changes; SQLite limits the number
/// of a function's arguments.
const PATHS: usize = 50;

/// Changes paths of the document with this id, and this etag.
pub(super) fn update(
    entity: &EntityDescriptor,
    id: String,
    etag: Option<String>,
    changes: Vec<Change>,
) -> Result<Sql, StoreError> {
    let mut removed = Vec::new();
    let mut set = Vec::new();
    for change in changes {
        match change {
            Change::Unset(path) => removed.push(Parameter::from(json_path(&path))),
            Change::Set(path, datum) => set.push([
                Parameter::from(json_path(&path)),
                Parameter::from(row::json(&datum)?),
            ]),
        }
    }
    let mut document = "document".to_owned();
    let mut parameters = Vec::new();
    for paths in removed.chunks(PATHS) {
        document = format!("json_remove({document}{})", ", ?".repeat(paths.len()));
        parameters.extend_from_slice(paths);
    }
    for paths in set.chunks(PATHS) {
        document = format!("json_set({document}{})", ", ?, json(?)".repeat(paths.len()));
        parameters.extend_from_slice(paths.as_flattened());
    }
    let mut sql = Sql {
        text: format!(
            "UPDATE {} SET document = {document}",
            quoted(entity.collection)
        ),
        parameters,
    };
    push_target(&mut sql, entity, id, etag);
    Ok(sql)
}

/// Removes the document with this id, and this etag.
pub(super) fn delete(entity: &EntityDescriptor, id: String, etag: Option<String>) -> Sql {
    let mut sql = Sql {
        text: format!("DELETE FROM {}", quoted(entity.collection)),
        parameters: Vec::new(),
    };
    push_target(&mut sql, entity, id, etag);
    sql
}

fn push_target(sql: &mut Sql, entity: &EntityDescriptor, id: String, etag: Option<String>) {
    sql.text.push_str(" WHERE id = ?");
    sql.parameters.push(Parameter::from(id));
    if let Some(etag) = etag {
        let path = json_path(entity.etag_path());
        sql.text.push_str(" AND coalesce(json_extract(document, '");
        sql.text.push_str(&path);
        sql.text.push_str("'), '') = ?");
        sql.parameters.push(Parameter::from(etag));
    }
}
