//! Finds packages whose types hold each other.

use super::connected::{Graph, connected};
use super::{Contract, Kind, Package};

/// The packages that reach each other through their types, as groups of more than
/// one, each by name. Imports that nothing comes of don't count.
pub(super) fn circles(contract: &Contract) -> Vec<Vec<String>> {
    let groups = connected(&uses(contract)).into_iter();
    groups
        .filter(|group| group.len() > 1)
        .map(|group| group.into_iter().map(str::to_owned).collect())
        .collect()
}

/// The other packages whose types each one uses.
fn uses(contract: &Contract) -> Graph<'_> {
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
