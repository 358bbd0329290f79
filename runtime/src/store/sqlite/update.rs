//! Changes of stored documents as SQL.

use super::row;
use super::sql::{Parameter, Sql, json_path, quoted};
use crate::store::backend::Target;
use crate::store::document::Change;
use crate::store::{EntityDescriptor, StoreError};

/// How many paths one call of a JSON function changes; SQLite limits the number
/// of a function's arguments.
const PATHS: usize = 50;

/// Changes paths of a document.
pub(super) fn update(
    entity: &EntityDescriptor,
    target: Target,
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
    push_target(&mut sql, entity, target);
    Ok(sql)
}

/// Removes a document.
pub(super) fn delete(entity: &EntityDescriptor, target: Target) -> Sql {
    let mut sql = Sql {
        text: format!("DELETE FROM {}", quoted(entity.collection)),
        parameters: Vec::new(),
    };
    push_target(&mut sql, entity, target);
    sql
}

fn push_target(sql: &mut Sql, entity: &EntityDescriptor, target: Target) {
    sql.text.push_str(" WHERE id = ?");
    sql.parameters.push(Parameter::from(target.id));
    if let (Some(owner), Some(path)) = (target.owner, entity.owner) {
        let path = json_path(path);
        sql.text
            .push_str(&format!(" AND json_extract(document, '{path}') = ?"));
        sql.parameters.push(Parameter::from(owner.to_string()));
    }
    if let Some(etag) = target.etag {
        let path = json_path(entity.etag_path());
        sql.text.push_str(" AND coalesce(json_extract(document, '");
        sql.text.push_str(&path);
        sql.text.push_str("'), '') = ?");
        sql.parameters.push(Parameter::from(etag));
    }
}
