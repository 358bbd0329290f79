//! `Cargo.toml`, and what a crate depends on.

use std::collections::BTreeSet;

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
    let mut dependencies: BTreeSet<String> = ["counterpart".to_owned()].into();
    let mut has_ids = package.entities().next().is_some();
    let fields = package.messages.iter().flat_map(|message| &message.fields);
    let mut types: Vec<&str> = Vec::new();
    for field in fields {
        has_ids |= field.entity().is_some();
        if let Kind::Message(name) | Kind::Enum(name) = &field.kind {
            types.push(name);
        }
    }
    let methods = package.services.iter().flat_map(|service| &service.methods);
    for method in methods {
        types.extend([method.input.as_str(), method.output.as_str()]);
    }
    for name in types {
        if let Some(other) = rendering.contract.package_of(name)
            && other.name != package.name
        {
            dependencies.insert(package_crate(&other.name));
        }
    }
    if has_ids {
        dependencies.insert("ids".to_owned());
    }
    dependencies
}

/// Whether a package, or one that it uses, calls something deprecated.
pub(super) fn has_deprecated(rendering: &Rendering<'_>, package: &Package) -> bool {
    let used = contract_dependencies(rendering, package);
    let packages =
        rendering.contract.packages.iter().filter(|other| {
            other.name == package.name || used.contains(&package_crate(&other.name))
        });
    packages.into_iter().any(|package| {
        package.messages.iter().any(|message| {
            message.deprecated || message.fields.iter().any(|field| field.deprecated)
        }) || package.enums.iter().any(|declared| {
            declared.deprecated || declared.values.iter().any(|value| value.deprecated)
        }) || package.services.iter().any(|service| {
            service.deprecated || service.methods.iter().any(|method| method.deprecated)
        })
    })
}
