//! How packages depend on each other.

use std::collections::BTreeMap;

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Contract, File};

/// What a package imports, with the file that does.
type Imports<'a> = BTreeMap<&'a str, Vec<(&'a str, &'a File, usize)>>;

/// Each package becomes a crate, and Cargo refuses crates that depend on each
/// other.
pub(super) fn check(check: &mut Check<'_>) {
    let imports = imports(check.contract);
    let mut told: Vec<Vec<&str>> = Vec::new();
    for start in imports.keys() {
        let Some(circle) = circle_from(&imports, start) else {
            continue;
        };
        let mut members = circle.clone();
        members.sort_unstable();
        if told.contains(&members) {
            continue;
        }
        told.push(members);
        tell(check, &imports, &circle);
    }
}

fn imports(contract: &Contract) -> Imports<'_> {
    let package_of: BTreeMap<&str, &str> = contract
        .packages
        .iter()
        .flat_map(|package| {
            package
                .files
                .iter()
                .map(|file| (file.name.as_str(), package.name.as_str()))
        })
        .collect();
    let mut imports = Imports::new();
    for package in &contract.packages {
        let targets = imports.entry(&package.name).or_default();
        for file in &package.files {
            for (index, import) in file.imports.iter().enumerate() {
                match package_of.get(import.as_str()) {
                    Some(target) if *target != package.name => targets.push((target, file, index)),
                    _ => {}
                }
            }
        }
    }
    imports
}

/// The shortest way from a package back to itself.
fn circle_from<'a>(imports: &Imports<'a>, start: &'a str) -> Option<Vec<&'a str>> {
    let mut ways = std::collections::VecDeque::from([vec![start]]);
    let mut seen = Vec::new();
    while let Some(way) = ways.pop_front() {
        for (target, ..) in imports.get(way.last()?).into_iter().flatten() {
            if *target == start {
                return Some(way);
            }
            if !seen.contains(target) {
                seen.push(target);
                ways.push_back([way.as_slice(), &[target]].concat());
            }
        }
    }
    None
}

fn tell(check: &mut Check<'_>, imports: &Imports<'_>, circle: &[&str]) {
    /// The number of `dependency` in `google.protobuf.FileDescriptorProto`.
    const DEPENDENCY: i32 = 3;
    let (Some(first), Some(next)) = (circle.first(), circle.get(1).or(circle.first())) else {
        return;
    };
    let import = imports[first].iter().find(|(target, ..)| target == next);
    let mut names = circle.to_vec();
    names.push(first);
    let text = format!(
        "packages import each other in a circle: {}",
        names.join(" -> ")
    );
    let mut diagnostic = Diagnostic::error(Code::PackageCycle, text)
        .help("each package becomes a crate, and crates can't depend on each other: move what both need into a package of its own");
    if let Some((_, file, index)) = import {
        let index = i32::try_from(*index).unwrap_or(i32::MAX);
        let origin = crate::model::Origin {
            file: file.name.clone(),
            path: vec![DEPENDENCY, index],
        };
        diagnostic = diagnostic.at(check.sites.of(&origin).whole());
    }
    check.add(diagnostic);
}
