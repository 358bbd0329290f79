//! The crate with the ids of all entities.

use askama::Template;

use super::crates::GENERATED;
use super::manifest::manifest;
use super::{RenderError, Rendering, generated_from};
use crate::model::Package;
use crate::names::{package_module, type_name};
use crate::output::Files;

#[derive(Template)]
#[template(path = "ids_lib.rs.txt", escape = "none")]
struct IdsLib<'a> {
    generated: &'a str,
    packages: Vec<String>,
}

#[derive(Template)]
#[template(path = "ids.rs.txt", escape = "none")]
struct Ids<'a> {
    package: &'a str,
    generated: String,
    entities: Vec<IdView<'a>>,
}

struct IdView<'a> {
    name: String,
    full_name: &'a str,
}

/// The crate with the ids of all entities.
pub(super) fn ids(rendering: &Rendering<'_>, files: &mut Files) -> Result<(), RenderError> {
    let packages: Vec<&Package> = rendering
        .contract
        .packages
        .iter()
        .filter(|package| package.entities().next().is_some())
        .collect();
    manifest(
        files,
        "ids",
        "The ids of all entities, each with a type of its own.",
        GENERATED,
        ["counterpart".to_owned()].into(),
    )?;
    let lib = IdsLib {
        generated: GENERATED,
        packages: packages
            .iter()
            .map(|package| package_module(&package.name))
            .collect(),
    };
    files.text("ids/src/lib.rs", lib.render()?);
    for package in packages {
        let ids = Ids {
            package: &package.name,
            generated: generated_from(package),
            entities: package
                .entities()
                .map(|entity| IdView {
                    name: type_name(entity),
                    full_name: &entity.full_name,
                })
                .collect(),
        };
        let path = format!("ids/src/{}.rs", package_module(&package.name));
        files.text(path, ids.render()?);
    }
    Ok(())
}
