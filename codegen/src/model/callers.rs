//! Which services may call a method.

use std::collections::BTreeMap;

use super::{Contract, Method, Reference, Service};

impl Contract {
    /// The services that may call a method, in the order of their full names;
    /// `None` if all may. What the contract names and nobody knows is left out.
    pub fn callers<'a>(&'a self, service: &Service, method: &Method) -> Option<Vec<&'a Service>> {
        let named = service.named_callers(method);
        if named.is_empty() {
            return None;
        }
        let found = named.iter().flat_map(|named| self.named(named));
        let by_name: BTreeMap<&str, &Service> = found
            .map(|service| (service.full_name.as_str(), service))
            .collect();
        Some(by_name.into_values().collect())
    }

    /// The services that a name means: one, or all of a package.
    pub fn named<'a>(&'a self, named: &Reference) -> Vec<&'a Service> {
        let Some(target) = &named.target else {
            return Vec::new();
        };
        match self.service(target) {
            Some(service) => vec![service],
            None => self
                .package(target)
                .map(|package| package.services.iter().collect())
                .unwrap_or_default(),
        }
    }
}

impl Service {
    /// The names that say who may call a method: its own, or else its service's.
    pub fn named_callers<'a>(&'a self, method: &'a Method) -> &'a [Reference] {
        if method.callers.is_empty() {
            &self.callers
        } else {
            &method.callers
        }
    }
}
