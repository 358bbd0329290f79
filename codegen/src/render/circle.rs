//! Crates of packages whose types hold each other.
//!
//! Cargo refuses crates that depend on each other. So these packages share one
//! crate, in which each has a module; and each has a crate of its usual name that
//! re-exports its module. Who uses a contract needn't know what is in a circle,
//! and nothing changes for them when a circle begins or ends.

use std::collections::BTreeSet;

use askama::Template;

use super::crates::{Home, contract_files};
use super::manifest::{contract_dependencies, manifest};
use super::{RenderError, Rendering, generated_from};
use crate::model::Package;
use crate::names::{circle_crate, package_crate, package_module};
use crate::output::Files;

#[derive(Template)]
#[template(path = "lib_circle.rs.txt", escape = "none")]
struct CircleLib {
    generated: &'static str,
    modules: Vec<String>,
}

#[derive(Template)]
#[template(path = "lib_member.rs.txt", escape = "none")]
struct MemberLib<'a> {
    package: &'a str,
    others: String,
    generated: String,
    circle: String,
    module: String,
}

/// The crate that the packages share.
pub(super) fn shared(
    rendering: &Rendering<'_>,
    circle: &[String],
    files: &mut Files,
) -> Result<(), RenderError> {
    let name = circle_crate(circle);
    let mut dependencies = BTreeSet::new();
    let packages = circle
        .iter()
        .filter_map(|member| rendering.contract.package(member));
    for package in packages {
        dependencies.extend(contract_dependencies(rendering, package));
        let home = Home::module(&name, package);
        contract_files(rendering, package, &home, files)?;
    }
    for member in circle {
        dependencies.remove(&package_crate(member));
    }
    let lib = CircleLib {
        generated: super::crates::GENERATED,
        modules: circle.iter().map(|member| package_module(member)).collect(),
    };
    files.text(format!("{name}/src/lib.rs"), lib.render()?);
    manifest(
        files,
        &name,
        &format!("The contracts {}.", listed(circle.iter())),
        super::crates::GENERATED,
        dependencies,
    )
}

/// The crate of one of the packages.
pub(super) fn member(
    package: &Package,
    circle: &[String],
    files: &mut Files,
) -> Result<(), RenderError> {
    let name = package_crate(&package.name);
    let shared = circle_crate(circle);
    let lib = MemberLib {
        package: &package.name,
        others: listed(circle.iter().filter(|other| **other != package.name)),
        generated: generated_from(package),
        circle: shared.replace('-', "_"),
        module: package_module(&package.name),
    };
    files.text(format!("{name}/src/lib.rs"), lib.render()?);
    manifest(
        files,
        &name,
        &format!("The contract `{}`.", package.name),
        &generated_from(package),
        BTreeSet::from([shared]),
    )
}

/// `` `a.v1` and `b.v1` ``
fn listed<'a>(packages: impl Iterator<Item = &'a String>) -> String {
    let names: Vec<String> = packages.map(|package| format!("`{package}`")).collect();
    names.join(" and ")
}
