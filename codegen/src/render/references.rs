//! How the generated server finds out whether what a request refers to exists.

use std::collections::{BTreeMap, BTreeSet};

use super::{RenderError, Rendering, checked};
use crate::model::{GetMethod, Message, Package, Service};

/// How an entity is looked up.
pub(super) enum Lookup<'a> {
    /// In the service's own repository.
    Own(&'a Message),
    /// Through the Get method of the service that owns it.
    Foreign {
        owner: &'a Service,
        package: &'a Package,
        get: GetMethod<'a>,
    },
}

/// The entities that requests to a service refer to, by their full names, and
/// how each is looked up.
pub(super) fn lookups<'a>(
    rendering: &Rendering<'a>,
    service: &'a Service,
) -> Result<BTreeMap<&'a str, Lookup<'a>>, RenderError> {
    let entities: BTreeSet<&str> = service
        .methods
        .iter()
        .flat_map(|method| rendering.contract.referred(method))
        .collect();
    entities
        .into_iter()
        .map(|entity| {
            let lookup = checked(lookup(rendering, service, entity), || {
                format!("nobody can look {entity} up for {}", service.full_name)
            })?;
            Ok((entity, lookup))
        })
        .collect()
}

fn lookup<'a>(rendering: &Rendering<'a>, service: &Service, entity: &str) -> Option<Lookup<'a>> {
    let contract = rendering.contract;
    let owner = contract.owner(entity)?;
    if owner.full_name == service.full_name {
        return contract.message(entity).map(Lookup::Own);
    }
    let get = contract.get_method(owner, entity)?;
    Some(Lookup::Foreign {
        package: contract.package_of(&get.method.input)?,
        owner,
        get,
    })
}
