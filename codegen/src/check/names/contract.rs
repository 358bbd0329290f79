//! Names in a contract crate.

use super::super::Check;
use super::Names;
use crate::model::Package;
use crate::names::{oneof_type, service_type, type_name};

/// What differs in style alone is told apart where names are made. What is left
/// are the ids of entities, which are named after an option.
pub(super) fn check(check: &mut Check<'_>, package: &Package) {
    let mut types = Names::new("type", &[]);
    for message in &package.messages {
        types.add(
            check,
            type_name(message),
            &message.full_name,
            &message.origin,
        );
        for (index, oneof) in message.oneofs.iter().enumerate() {
            let full_name = format!("{}.{}", message.full_name, oneof.name);
            types.add(check, oneof_type(message, index), &full_name, &oneof.origin);
        }
    }
    for declared in &package.enums {
        types.add(
            check,
            type_name(declared),
            &declared.full_name,
            &declared.origin,
        );
    }
    for service in &package.services {
        for suffix in ["Client", "Stub"] {
            let name = service_type(service, suffix);
            types.add(check, name, &service.full_name, &service.origin);
        }
    }
    for entity in package.entities() {
        let id = format!("{}Id", type_name(entity));
        let written = format!("the id of {}", entity.full_name);
        types.add(check, id, &written, &entity.origin);
    }
}
