//! Finds packages whose types hold each other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Contract, Kind, Package};

/// The packages that reach each other through their types, as groups of more than
/// one, each by name. Imports that nothing comes of don't count.
pub(super) fn circles(contract: &Contract) -> Vec<Vec<String>> {
    let uses = uses(contract);
    let reached: BTreeMap<&str, BTreeSet<&str>> = uses
        .keys()
        .map(|package| (*package, reached(&uses, package)))
        .collect();
    let mut circles: Vec<Vec<String>> = Vec::new();
    for (package, targets) in &reached {
        let is_placed = circles
            .iter()
            .flatten()
            .any(|placed| placed.as_str() == *package);
        if is_placed || !targets.contains(package) {
            continue;
        }
        let members = targets
            .iter()
            .filter(|target| reached[*target].contains(package));
        circles.push(members.map(|member| (*member).to_owned()).collect());
    }
    circles
}

/// The other packages whose types each one uses.
fn uses(contract: &Contract) -> BTreeMap<&str, BTreeSet<&str>> {
    let of_package = |package: &'_ Package| {
        types(package)
            .filter_map(|name| contract.package_of(name))
            .filter(|home| home.name != package.name)
            .map(|home| home.name.as_str())
            .collect()
    };
    let packages = contract.packages.iter();
    packages
        .map(|package| (package.name.as_str(), of_package(package)))
        .collect()
}

/// The full names of the messages and enums that a package names.
fn types(package: &Package) -> impl Iterator<Item = &str> {
    let fields = package.messages.iter().flat_map(|message| &message.fields);
    let of_fields = fields.filter_map(|field| match &field.kind {
        Kind::Message(name) | Kind::Enum(name) | Kind::Group(name) => Some(name.as_str()),
        _ => None,
    });
    let methods = package.services.iter().flat_map(|service| &service.methods);
    let of_methods = methods.flat_map(|method| [method.input.as_str(), method.output.as_str()]);
    of_fields.chain(of_methods)
}

/// What a package reaches in one step or more.
fn reached<'a>(uses: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&str> = uses[from].iter().copied().collect();
    while let Some(package) = waiting.pop() {
        if reached.insert(package) {
            waiting.extend(&uses[package]);
        }
    }
    reached
}
