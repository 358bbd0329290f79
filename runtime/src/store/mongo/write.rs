//! Changes of documents as MongoDB's updates.

use bson::{Bson, Document, doc};

use super::codec::{nanos_path, operand, split};
use crate::store::backend::Target;
use crate::store::document::{Change, Datum};
use crate::store::field::{Field, Shape};
use crate::store::{EntityDescriptor, ID_PATH, StoreError};

/// The query for the document that a write is about.
pub(super) fn query(entity: &EntityDescriptor, target: &Target) -> Document {
    let mut query = doc! { ID_PATH: { "$eq": &target.id } };
    if let (Some(owner), Some(path)) = (&target.owner, entity.owner) {
        query.insert(path, doc! { "$eq": owner.as_ref() });
    }
    match target.etag.as_deref() {
        None => {}
        Some("") => {
            query.insert(entity.etag_path(), doc! { "$in": [Bson::Null, ""] });
        }
        Some(etag) => {
            query.insert(entity.etag_path(), doc! { "$eq": etag });
        }
    }
    query
}

/// The update that makes these changes.
pub(super) fn update(
    entity: &EntityDescriptor,
    changes: &[Change],
) -> Result<Document, StoreError> {
    let mut set = Document::new();
    let mut unset = Document::new();
    for change in changes {
        match change {
            Change::Set(path, Datum::Time(time)) => {
                let (date, nanos) = split(*time);
                set.insert(path, date);
                if nanos == 0 {
                    unset.insert(nanos_path(path), "");
                } else {
                    set.insert(nanos_path(path), nanos);
                }
            }
            Change::Set(path, datum) => {
                set.insert(path, operand(datum)?);
            }
            Change::Unset(path) => {
                unset.insert(path, "");
                if may_be_moment(entity, path) {
                    unset.insert(nanos_path(path), "");
                }
            }
        }
    }
    let mut update = Document::new();
    if !set.is_empty() {
        update.insert("$set", set);
    }
    if !unset.is_empty() {
        update.insert("$unset", unset);
    }
    Ok(update)
}

/// Whether nanoseconds may stand beside the value: a field tells, an entry of a
/// map doesn't.
fn may_be_moment(entity: &EntityDescriptor, path: &str) -> bool {
    Field::stored(entity, path).is_none_or(|field| field.shape == Shape::Time)
}
