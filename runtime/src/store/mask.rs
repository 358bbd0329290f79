//! Update masks, until `message` has them.

use super::document::{datum_of, read_value};
use crate::message::{FieldMask, Message, Value, View, ViewMut};
use crate::rpc::{FieldViolation, Result, Status, StatusExt};

pub(super) fn apply(
    mask: &FieldMask,
    changes: &dyn Message,
    entity: &mut dyn Message,
) -> Result<()> {
    for path in &mask.paths {
        let names: Vec<&str> = path.split('.').collect();
        if !copy(&names, changes, entity) {
            return Err(Status::violations(vec![FieldViolation::new(
                "update_mask",
                format!("{path:?} is no field"),
            )]));
        }
    }
    Ok(())
}

fn copy(names: &[&str], changes: &dyn Message, entity: &mut dyn Message) -> bool {
    let [name, inner @ ..] = names else {
        return false;
    };
    if *name == "*" {
        let fields = entity.descriptor().fields;
        return fields
            .iter()
            .filter(|field| !field.behavior.is_ignored_on_input())
            .all(|field| copy(&[field.name], changes, entity));
    }
    let Some(field) = entity.descriptor().by_name(name) else {
        return false;
    };
    let value = changes.field(field.number);
    if inner.is_empty() {
        entity.clear_field(field.number);
        let is_set = value.is_some_and(|value| !matches!(value.view(), View::Absent));
        if let (Some(value), true) = (value, is_set)
            && let Some(slot) = entity.field_mut(field.number)
        {
            return read_value(datum_of(value), slot).is_ok();
        }
        return true;
    }
    match (
        value.map(Value::view),
        entity.field_mut(field.number).map(Value::view_mut),
    ) {
        (Some(View::Message(changes)), Some(ViewMut::Message(entity))) => {
            copy(inner, changes, entity)
        }
        _ => false,
    }
}
