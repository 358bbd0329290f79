//! Orders, as far as an entity's contract allows them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::backend::Key;
use super::field::Field;
use super::order::Term;
use super::{Direction, EntityDescriptor, ID_PATH, StoreError};
use crate::rpc::{FieldViolation, Result, Status, StatusExt};

/// The keys of an order, ending in the id, which goes in the direction of the
/// term before it so that an index over both serves it from either end.
pub(super) fn keys(terms: &[Term], entity: &EntityDescriptor) -> Result<Vec<Key>, StoreError> {
    let mut keys: Vec<Key> = Vec::with_capacity(terms.len() + 1);
    for term in terms {
        let field = Field::stored(entity, &term.path)
            .filter(|field| field.shape.is_sortable())
            .ok_or_else(|| {
                StoreError::Internal(format!(
                    "{} has no field to sort by that is stored as {:?}",
                    entity.message.name, term.path
                ))
            })?;
        let is_id = field.path == ID_PATH;
        keys.push(Key {
            field,
            direction: term.direction,
        });
        if is_id {
            return Ok(keys);
        }
    }
    let direction = keys
        .last()
        .map_or(Direction::Ascending, |key| key.direction);
    keys.push(Key {
        field: Field::id(),
        direction,
    });
    Ok(keys)
}

/// The terms of an order as AIP-132 writes it: names of the contract, each with
/// ` desc` behind it or not, and commas between. `INVALID_ARGUMENT` with a
/// violation of `order_by` if it is malformed or names a field that isn't indexed.
pub(super) fn parse(text: &str, entity: &EntityDescriptor) -> Result<Vec<Term>> {
    let sortable = sortable(entity);
    let mut terms: Vec<Term> = Vec::new();
    for part in text.split(',') {
        let mut words = part.split_whitespace();
        let (Some(name), direction, None) = (words.next(), words.next(), words.next()) else {
            return Err(violation(format!(
                "{:?} is no field with a direction",
                part.trim()
            )));
        };
        let direction = match direction {
            None | Some("asc") => Direction::Ascending,
            Some("desc") => Direction::Descending,
            Some(other) => {
                return Err(violation(format!(
                    "{other:?} is no direction: write `desc` or nothing"
                )));
            }
        };
        let path = Field::named(entity, name)
            .map(|field| field.path)
            .filter(|path| sortable.contains(path))
            .ok_or_else(|| {
                let names: Vec<String> = sortable
                    .iter()
                    .filter_map(|path| entity.named(path))
                    .collect();
                violation(format!(
                    "{name:?} can't be sorted by, only: {}",
                    names.join(", ")
                ))
            })?;
        if terms.iter().any(|term| term.path == path) {
            return Err(violation(format!("{name:?} stands there twice")));
        }
        terms.push(Term {
            path: Cow::Owned(path),
            direction,
        });
    }
    Ok(terms)
}

/// The stored paths that requests may sort by: the id and what is indexed.
fn sortable(entity: &EntityDescriptor) -> BTreeSet<String> {
    entity
        .indexes
        .iter()
        // MongoDB's removes, and doesn't sort: it lacks the nanoseconds and the id.
        .filter(|index| !index.ttl)
        .flat_map(|index| index.fields)
        .filter_map(|path| Field::stored(entity, path))
        .chain([Field::id()])
        .filter(|field| field.shape.is_sortable())
        .map(|field| field.path)
        .collect()
}

fn violation(description: String) -> Status {
    Status::violations(vec![FieldViolation {
        field: "order_by".to_owned(),
        description,
        reason: "ORDER_BY".to_owned(),
        localized_message: None,
    }])
}
