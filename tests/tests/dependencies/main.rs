//! Who may depend on whom, read from the manifests.
//!
//! `docs/architecture.md` explains these rules to people; here they hold. What is in `place` is the map of the
//! workspace, and `rules` says what each place may use.

mod place;
mod rules;

use std::path::Path;

use cargo_metadata::{Dependency, MetadataCommand, Package};

use place::Place;
use rules::{Edge, Use};

/// Every dependency that a manifest of the workspace names.
fn edges() -> Vec<Edge> {
    let metadata = MetadataCommand::new()
        .no_deps()
        .exec()
        .expect("cargo describes the workspace");
    let packages = metadata.workspace_packages();
    packages
        .iter()
        .flat_map(|package| {
            package
                .dependencies
                .iter()
                .map(|dependency| edge(&metadata.workspace_root, package, dependency))
        })
        .collect()
}

fn edge(
    root: &cargo_metadata::camino::Utf8Path,
    package: &Package,
    dependency: &Dependency,
) -> Edge {
    let place_of = |folder: &Path| {
        let folder = folder
            .strip_prefix(root)
            .expect("members lie below the root");
        Place::of(folder).unwrap_or_else(|| {
            panic!(
                "{} has no place in the workspace: add it to `Place::of`",
                folder.display()
            )
        })
    };
    let manifest = package.manifest_path.as_std_path();
    Edge {
        from: place_of(manifest.parent().expect("a manifest lies in a folder")),
        to: match &dependency.path {
            Some(path) => Use::Member(place_of(path.as_std_path())),
            None => Use::Library(dependency.name.clone()),
        },
        kind: dependency.kind,
    }
}

/// Fails with every dependency that breaks a rule, and the rule.
#[track_caller]
fn expect_no_breach(rule: fn(&Edge) -> Result<(), String>) {
    let breaches: Vec<String> = edges()
        .iter()
        .filter_map(|edge| rule(edge).err().map(|why| format!("  {edge}: {why}")))
        .collect();
    assert!(
        breaches.is_empty(),
        "these dependencies break a rule:\n{}",
        breaches.join("\n")
    );
}

#[test]
fn dependencies_point_one_way() {
    expect_no_breach(rules::direction);
}

#[test]
fn only_the_owner_depends_on_a_service_crate() {
    expect_no_breach(rules::ownership);
}

#[test]
fn only_the_runtime_names_brokers_and_databases() {
    expect_no_breach(rules::drivers);
}
