//! Entities as documents, with the fields that the store itself keeps.

use std::time::{SystemTime, UNIX_EPOCH};

use super::document::{self, Datum, Document};
use super::{Entity, EntityDescriptor, EntityId, ID_PATH};
use crate::message::{FieldDescriptor, Message, Timestamp, Value, ViewMut};
use crate::rpc::{FieldViolation, Result, Status, StatusExt};
use crate::validate::Check;

/// What is stored of an entity, its id under [`ID_PATH`] as the first field.
/// `INVALID_ARGUMENT` if it can't be stored.
pub(super) fn to_document<Owner, E: Entity<Owner>>(entity: &E) -> Result<Document> {
    let fields = document::write(entity).map_err(|error| {
        Status::violations(vec![FieldViolation {
            field: error.path,
            description: error.problem.to_string(),
            reason: "UNSTORABLE".to_owned(),
            localized_message: None,
        }])
    })?;
    let id_name = E::DESCRIPTOR.id_field().map(|field| field.stored_name);
    let mut document = Document::new();
    document.push(ID_PATH, Datum::Text(entity.id().as_str().to_owned()));
    for (name, datum) in fields {
        if Some(name.as_str()) != id_name {
            document.push(name, datum);
        }
    }
    Ok(document)
}

/// The entity that a document holds. `DATA_LOSS` if it holds none, which the log
/// tells too: who reads a list can do nothing about it.
pub(super) fn to_entity<Owner, E: Entity<Owner>>(mut stored: Document) -> Result<E> {
    let id = stored.remove(ID_PATH);
    let mut entity = E::default();
    if let (Some(Datum::Text(id)), Some(field)) = (&id, E::DESCRIPTOR.id_field()) {
        set_text(&mut entity, field, id.clone());
    }
    match document::read(stored, &mut entity) {
        Ok(()) => Ok(entity),
        Err(error) => {
            let (kind, id) = (E::DESCRIPTOR.short_name(), entity.id().as_str());
            tracing::error!(entity = kind, id, %error, "a stored entity can't be read");
            Err(Status::data_loss(format!(
                "the stored {kind} {id:?} can't be read: {error}"
            )))
        }
    }
}

/// The etag of a stored document; empty if it has none.
pub(super) fn etag_of(document: &Document, entity: &EntityDescriptor) -> String {
    match document.get(entity.etag_path()) {
        Some(Datum::Text(etag)) => etag.clone(),
        _ => String::new(),
    }
}

/// Whether a stored document belongs to this user.
pub(super) fn is_owned_by(document: &Document, entity: &EntityDescriptor, owner: &str) -> bool {
    let stored = entity.owner.and_then(|path| document.get(path));
    matches!(stored, Some(Datum::Text(stored)) if stored == owner)
}

/// Makes an entity the user's own.
pub(super) fn set_owner<Owner, E: Entity<Owner>>(entity: &mut E, owner: &str) {
    if let Some(field) = E::DESCRIPTOR.owner_field() {
        set_text(entity, field, owner.to_owned());
    }
}

/// The etag of an entity; `None` if its contract has none.
pub(super) fn etag_in<Owner, E: Entity<Owner>>(entity: &E) -> Option<String> {
    let field = E::DESCRIPTOR.etag_field()?;
    match document::datum_of(entity.field(field.number)?) {
        Datum::Text(etag) => Some(etag),
        _ => None,
    }
}

/// What is stored of a new entity, which gets an id, if it has none, its etag
/// and its times. `INVALID_ARGUMENT` if it breaks its contract.
pub(super) fn new_document<Owner, E: Entity<Owner>>(entity: &mut E) -> Result<Document> {
    if let Some(field) = E::DESCRIPTOR.id_field()
        && entity.id().as_str().is_empty()
    {
        set_text(entity, field, uuid::Uuid::now_v7().to_string());
    }
    let now = now();
    if let Some(field) = E::DESCRIPTOR.time_field("create_time") {
        set_time(entity, field, now);
    }
    Check::of(entity).into_result()?;
    stamped_document(entity, now)
}

/// What is stored of an entity that was `current` and was changed, which gets a
/// new etag and the time of the change. `INVALID_ARGUMENT` if it breaks its
/// contract.
pub(super) fn next_document<Owner, E: Entity<Owner>>(
    entity: &mut E,
    current: &E,
) -> Result<Document> {
    check_next(entity, current)?;
    stamped_document(entity, now())
}

/// Checks a changed entity. An enum's value that isn't defined here may have
/// been stored by a newer version of the contract, where it is: it stands in
/// nobody's way who changes something else.
fn check_next<Owner, E: Entity<Owner>>(entity: &E, current: &E) -> Result<()> {
    let mut violations = Check::of(entity).into_violations()?;
    if violations.is_empty() {
        return Ok(());
    }
    let known = Check::of(current).into_violations()?;
    let is_known = |violation: &FieldViolation| {
        violation.reason == "ENUM_DEFINED_ONLY"
            && known
                .iter()
                .any(|known| known.field == violation.field && known.reason == violation.reason)
    };
    violations.retain(|violation| !is_known(violation));
    if violations.is_empty() {
        return Ok(());
    }
    Err(Status::violations(violations))
}

fn stamped_document<Owner, E: Entity<Owner>>(entity: &mut E, now: Timestamp) -> Result<Document> {
    let etag = uuid::Uuid::new_v4().simple().to_string();
    if let Some(field) = E::DESCRIPTOR.time_field("update_time") {
        set_time(entity, field, now);
    }
    if let Some(field) = E::DESCRIPTOR.etag_field() {
        set_text(entity, field, etag);
        return to_document(entity);
    }
    let mut document = to_document(entity)?;
    document.push(E::DESCRIPTOR.etag_path(), Datum::Text(etag));
    Ok(document)
}

fn set_text(message: &mut dyn Message, field: &FieldDescriptor, text: String) {
    if let Some(ViewMut::Text(slot)) = message.field_mut(field.number).map(Value::view_mut) {
        slot.set(text);
    }
}

fn set_time(message: &mut dyn Message, field: &FieldDescriptor, time: Timestamp) {
    let Some(ViewMut::Message(slot)) = message.field_mut(field.number).map(Value::view_mut) else {
        return;
    };
    if let Some(ViewMut::Int64(seconds)) = slot.field_mut(1).map(Value::view_mut) {
        *seconds = time.seconds;
    }
    if let Some(ViewMut::Int32(nanos)) = slot.field_mut(2).map(Value::view_mut) {
        *nanos = time.nanos;
    }
}

/// The time of day, in whole milliseconds: what every store has a type for.
fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp {
        seconds: since.as_secs().cast_signed(),
        nanos: since.subsec_millis().cast_signed() * 1_000_000,
    }
}
