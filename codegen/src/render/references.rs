//! How the generated server finds out whether what a request refers to exists.

use std::collections::{BTreeMap, BTreeSet};

use super::Rendering;
use crate::model::{Field, Message, Method, Package, Service};

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
        id_field: &'a Field,
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
        .flat_map(|method| rendering.contract.referred(method))
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
    let method = owner.get_method(entity)?;
    let request = rendering.contract.message(&method.input)?;
    let id_field = request
        .fields
        .iter()
        .find(|field| field.entity() == Some(entity))?;
    Some(Lookup::Foreign {
        package: rendering.contract.package_of(&method.input)?,
        id_field,
        owner,
        method,
        request,
    })
}
