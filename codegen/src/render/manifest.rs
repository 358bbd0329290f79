//! `Cargo.toml`, and what a crate depends on.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use super::{RenderError, Rendering};
use crate::model::{Kind, Package};
use crate::names::package_crate;
use crate::output::Files;

#[derive(Template)]
#[template(path = "manifest.toml.txt", escape = "none")]
struct Manifest<'a> {
    generated: &'a str,
    name: &'a str,
    description: &'a str,
    dependencies: BTreeSet<String>,
}

pub(super) fn manifest(
    files: &mut Files,
    name: &str,
    description: &str,
    generated: &str,
    dependencies: BTreeSet<String>,
) -> Result<(), RenderError> {
    let manifest = Manifest {
        generated,
        name,
        description,
        dependencies,
    };
    files.text(format!("{name}/Cargo.toml"), manifest.render()?);
    Ok(())
}

/// What the contract crate of a package depends on.
pub(super) fn contract_dependencies(
    rendering: &Rendering<'_>,
    package: &Package,
) -> BTreeSet<String> {
    let mut fields = package.messages.iter().flat_map(|message| &message.fields);
    let has_ids = package.entities().next().is_some() || fields.any(|f| f.entity().is_some());
    let others = used(rendering, package);
    let others = others.keys().map(|other| package_crate(other));
    let ours = has_ids.then(|| "ids".to_owned());
    others
        .chain(ours)
        .chain(["counterpart".to_owned()])
        .collect()
}

/// The other packages whose types a package names.
fn used<'a>(rendering: &Rendering<'a>, package: &'a Package) -> BTreeMap<&'a str, &'a Package> {
    let fields = package.messages.iter().flat_map(|message| &message.fields);
    let of_fields = fields.filter_map(|field| match &field.kind {
        Kind::Message(name) | Kind::Enum(name) => Some(name.as_str()),
        _ => None,
    });
    let methods = package.services.iter().flat_map(|service| &service.methods);
    let of_methods = methods.flat_map(|method| [method.input.as_str(), method.output.as_str()]);
    of_fields
        .chain(of_methods)
        .filter_map(|name| rendering.contract.package_of(name))
        .filter(|other| other.name != package.name)
        .map(|other| (other.name.as_str(), other))
        .collect()
}

/// Whether a package, or one that it uses, calls something deprecated.
pub(super) fn has_deprecated(rendering: &Rendering<'_>, package: &Package) -> bool {
    let used = used(rendering, package);
    used.into_values().chain([package]).any(|package| {
        package.messages.iter().any(|message| {
            message.deprecated || message.fields.iter().any(|field| field.deprecated)
        }) || package.enums.iter().any(|declared| {
            declared.deprecated || declared.values.iter().any(|value| value.deprecated)
        }) || package.services.iter().any(|service| {
            service.deprecated || service.methods.iter().any(|method| method.deprecated)
        })
    })
}
