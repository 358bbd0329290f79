//! Names in a service crate.

use std::collections::BTreeSet;

use super::super::Check;
use super::Names;
use crate::model::{Cardinality, Contract, Field, Kind, Message, Package, Service};
use crate::names::{
    accessor, field_name, function, ident, service_type, snake, trait_name, type_name,
};

/// The modules of every service crate that stores something.
const MODULES: &[&str] = &["contract", "entities", "fields", "repository", "service"];

pub(super) fn check(check: &mut Check<'_>, package: &Package) {
    let contract = check.contract;
    let is_owned = |entity: &&Message| contract.owner(&entity.full_name).is_some();
    let owned: Vec<&Message> = package.entities().filter(is_owned).collect();
    types(check, package, &owned);
    modules(check, &owned);
    for service in &package.services {
        functions(check, service);
    }
    paths(check, &owned);
}

/// The types that the crate exports.
fn types(check: &mut Check<'_>, package: &Package, owned: &[&Message]) {
    let mut types = Names::new("type", &[]);
    for service in &package.services {
        let names = [
            trait_name(service),
            service_type(service, "Server"),
            service_type(service, "Contract"),
        ];
        for name in names {
            types.add(check, name, &service.full_name, &service.origin);
        }
    }
    for entity in owned {
        let name = format!("{}Repository", type_name(entity));
        types.add(check, name, &entity.full_name, &entity.origin);
    }
}

/// The modules of fields that the crate exports beside its own.
fn modules(check: &mut Check<'_>, owned: &[&Message]) {
    let mut modules = Names::new("module", MODULES);
    for entity in owned {
        let name = ident(&snake(&type_name(entity)));
        modules.add(check, name, &entity.full_name, &entity.origin);
    }
}

/// The functions of a service's trait: its methods, and those that hand out the
/// repositories of entities with provided methods.
fn functions(check: &mut Check<'_>, service: &Service) {
    let contract = check.contract;
    let provided: BTreeSet<&str> = service
        .methods
        .iter()
        .filter_map(|method| Some(method.provided.as_ref()?.entity.as_str()))
        .collect();
    let mut functions = Names::new("method", &[]);
    for name in provided {
        if let Some(entity) = contract.message(name) {
            functions.add(check, accessor(entity), name, &entity.origin);
        }
    }
    for method in &service.methods {
        let full_name = format!("{}.{}", service.name, method.name);
        functions.add(check, function(method), &full_name, &method.origin);
    }
}

/// The functions that give paths to stored fields, members of oneofs among
/// them, and the types of those that go on.
fn paths(check: &mut Check<'_>, owned: &[&Message]) {
    let contract = check.contract;
    for entity in owned {
        path_functions(check, entity, &[]);
    }
    let mut types = Names::new("type", &[]);
    for message in nested(contract, owned) {
        path_functions(check, message, &["new", "exists"]);
        let name = format!("{}Path", type_name(message));
        types.add(check, name, &message.full_name, &message.origin);
    }
}

fn path_functions(check: &mut Check<'_>, message: &Message, reserved: &[&str]) {
    let mut functions = Names::new("field", reserved);
    for field in &message.fields {
        functions.add(check, field_name(field), &field.name, &field.origin);
    }
}

/// The messages that stand inside entities, at any depth.
fn nested<'a>(contract: &'a Contract, owned: &[&'a Message]) -> Vec<&'a Message> {
    let inner = |field: &Field| match (&field.kind, &field.cardinality) {
        (Kind::Message(name), Cardinality::Optional) => contract.message(name),
        _ => None,
    };
    let mut found: Vec<&Message> = Vec::new();
    let mut waiting = owned.to_vec();
    while let Some(message) = waiting.pop() {
        for inner in message.fields.iter().filter_map(inner) {
            if found.iter().all(|known| known.full_name != inner.full_name) {
                found.push(inner);
                waiting.push(inner);
            }
        }
    }
    found.sort_by(|left, right| left.full_name.cmp(&right.full_name));
    found
}
