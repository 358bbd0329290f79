//! Whether what a request refers to exists.

mod walk;

#[cfg(test)]
mod tests;

use futures::{StreamExt, TryStreamExt, stream};

use super::{Caller, Code, FieldViolation, Result, Status, StatusExt};
use crate::message::Message;

/// The most entities that one request may refer to: ten lists of a hundred, the
/// usual bound of a list in a contract. A contract that bounds none of its lists
/// would otherwise let one request of 4 MiB cause a hundred thousand calls.
pub const MAX_REFERENCES: usize = 1_000;

/// The most lookups that one request has under way at once.
const CONCURRENT_LOOKUPS: usize = 16;

/// Asks the owners of entities whether ids exist. Generated for each server
/// whose requests hold references.
pub trait Lookup: Sync {
    /// Whether the entity (a full name, such as `shop.category.v1.Category`)
    /// with this id exists. Other services are asked through `caller`.
    fn exists(
        &self,
        caller: &Caller,
        entity: &'static str,
        id: &str,
    ) -> impl Future<Output = Result<bool>> + Send;
}

/// Turns the result of an entity's Get method into whether the entity exists.
/// Every failure but `NOT_FOUND` stays one.
pub fn found<T>(result: Result<T>) -> Result<bool> {
    match result {
        Ok(_) => Ok(true),
        Err(status) if status.code() == Code::NotFound => Ok(false),
        Err(status) => Err(status),
    }
}

/// `INTERNAL`: the generated code has no way to look this entity up, which is
/// a fault of the generator.
pub fn no_owner(entity: &str) -> Status {
    Status::internal(format!("nobody is known who owns {entity}"))
}

/// Looks up every reference that the request holds, each id once.
/// `INVALID_ARGUMENT` with a violation of each field whose entity doesn't exist,
/// or if it refers to more than [`MAX_REFERENCES`].
pub(super) async fn check(
    request: &dyn Message,
    lookup: &impl Lookup,
    caller: &Caller,
) -> Result<()> {
    let references = walk::references_in(request);
    if references.len() > MAX_REFERENCES {
        return Err(Status::invalid_argument(format!(
            "the request refers to more than {MAX_REFERENCES} entities; send it in parts"
        )));
    }
    let lookups = references.keys().map(|(entity, id)| async move {
        // Nothing has an empty id, so nobody need be asked.
        if id.is_empty() {
            return Ok(false);
        }
        lookup.exists(caller, entity, id).await
    });
    let lookups: Vec<_> = lookups.collect();
    let exists: Vec<bool> = stream::iter(lookups)
        .buffered(CONCURRENT_LOOKUPS)
        .try_collect()
        .await?;
    let mut violations: Vec<_> = references
        .iter()
        .zip(exists)
        .filter(|(_, exists)| !exists)
        .flat_map(|(((entity, id), paths), _)| {
            paths.iter().map(|place| violation(place, entity, id))
        })
        .collect();
    if violations.is_empty() {
        return Ok(());
    }
    violations.sort_by(|one, other| one.field.cmp(&other.field));
    Err(Status::violations(violations))
}

fn violation(place: &walk::Place, entity: &str, id: &str) -> FieldViolation {
    let description = if place.is_redacted {
        format!("there is no such {entity}")
    } else {
        format!("there is no {entity} {id:?}")
    };
    let mut violation = FieldViolation::new(&place.path, description);
    "REFERENCE_NOT_FOUND".clone_into(&mut violation.reason);
    violation
}
