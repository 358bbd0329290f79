//! How the generated server finds out whether what a request refers to exists.

use std::collections::{BTreeMap, BTreeSet};

use super::Rendering;
use crate::model::{Kind, Message, Method, Package, Service, Standard};

/// How an entity is looked up.
pub(super) enum Lookup<'a> {
    /// In the service's own repository.
    Own(&'a Message),
    /// Through the Get method of the service that owns it.
    Foreign {
        owner: &'a Service,
        package: &'a Package,
        method: &'a Method,
        request: &'a Message,
        /// The field of the request that holds the id.
        id_field: &'a str,
    },
}

/// The entities that requests to a service refer to, by their full names, and
/// how each is looked up.
pub(super) fn lookups<'a>(
    rendering: &Rendering<'a>,
    service: &'a Service,
) -> BTreeMap<&'a str, Lookup<'a>> {
    let entities: BTreeSet<&str> = service
        .methods
        .iter()
        .flat_map(|method| referred(rendering, method))
        .collect();
    entities
        .into_iter()
        .filter_map(|entity| Some((entity, lookup(rendering, service, entity)?)))
        .collect()
}

fn lookup<'a>(rendering: &Rendering<'a>, service: &Service, entity: &str) -> Option<Lookup<'a>> {
    let owner = rendering.contract.owner(entity)?;
    if owner.full_name == service.full_name {
        return rendering.contract.message(entity).map(Lookup::Own);
    }
    let method = get_method(owner, entity)?;
    let request = rendering.contract.message(&method.input)?;
    let id_field = request
        .fields
        .iter()
        .find(|field| field.entity() == Some(entity))?;
    Some(Lookup::Foreign {
        package: rendering.contract.package_of(&method.input)?,
        id_field: &id_field.name,
        owner,
        method,
        request,
    })
}

/// The method that returns one entity by its id: provided, or by its name.
fn get_method<'a>(owner: &'a Service, entity: &str) -> Option<&'a Method> {
    let short = entity.rsplit('.').next().unwrap_or(entity);
    let provided = owner.methods.iter().find(|method| {
        method
            .provided
            .as_ref()
            .is_some_and(|provided| provided.standard == Standard::Get && provided.entity == entity)
    });
    provided.or_else(|| {
        owner.methods.iter().find(|method| {
            method.name.strip_prefix("Get") == Some(short) && method.output == entity
        })
    })
}

/// The entities that a request of this method refers to, at any depth.
pub(super) fn referred<'a>(rendering: &Rendering<'a>, method: &'a Method) -> BTreeSet<&'a str> {
    let mut entities = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![method.input.as_str()];
    while let Some(name) = waiting.pop() {
        let Some(message) = rendering
            .contract
            .message(name)
            .filter(|_| seen.insert(name))
        else {
            continue;
        };
        for field in &message.fields {
            // What a request can't set, it can't set wrong.
            if field.behavior.output_only || field.behavior.identifier {
                continue;
            }
            let reference = field.reference.as_ref();
            entities.extend(reference.and_then(|reference| reference.target.as_deref()));
            if let Kind::Message(inner) = &field.kind {
                waiting.push(inner);
            }
        }
    }
    entities
}
