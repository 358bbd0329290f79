//! Finds the proto files of a project.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Project;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::locate::{Sources, package_of};
use crate::slashed::slashed;

/// The proto files of a project.
#[derive(Debug)]
pub(crate) struct Discovered {
    /// The text of all files below the roots.
    pub(crate) sources: Sources,
    /// The names of those that code is generated for.
    pub(crate) files: Vec<String>,
}

impl Project {
    /// Finds all proto files below the roots, and those of the wanted packages.
    pub(crate) fn discover(&self) -> Result<Discovered, Report> {
        let mut sources = Sources::new();
        let mut packages: BTreeMap<String, String> = BTreeMap::new();
        for root in &self.roots {
            let mut found = Vec::new();
            let folder = self.folder.join(root);
            collect(&folder, &mut found)?;
            for path in found {
                let name = slashed(path.strip_prefix(&folder).unwrap_or(&path));
                // The first root that has a file wins, as for imports.
                if packages.contains_key(&name) {
                    continue;
                }
                let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
                packages.insert(name.clone(), package_of(&text));
                sources.add(&name, &format!("{}/{name}", slashed(root)), &text);
            }
        }
        let names: Vec<&str> = packages.values().map(String::as_str).collect();
        let unmatched: Report = self
            .packages
            .unmatched(&names)
            .into_iter()
            .map(|pattern| no_package(pattern, self, &packages))
            .collect();
        unmatched.into_result()?;
        let files = packages
            .into_iter()
            .filter(|(_, package)| self.packages.contains(package))
            .map(|(name, _)| name)
            .collect();
        Ok(Discovered { sources, files })
    }
}

/// All proto files in a folder and below.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Report> {
    let unreadable = |error| unreadable(folder, &error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        if entry.file_type().map_err(unreadable)?.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "proto") {
            found.push(path);
        }
    }
    Ok(())
}

fn unreadable(path: &Path, error: &io::Error) -> Report {
    let message = format!("{} can't be read: {error}", path.display());
    Diagnostic::error(Code::FileUnreadable, message).into()
}

fn no_package(pattern: &str, project: &Project, packages: &BTreeMap<String, String>) -> Diagnostic {
    let roots: Vec<String> = project.roots.iter().map(|root| slashed(root)).collect();
    let message = format!(
        "no proto file below {} has a package `{pattern}`",
        roots.join(", ")
    );
    let mut nameless = packages.iter().filter(|(_, package)| package.is_empty());
    let help = match nameless.next() {
        Some((file, _)) => format!(
            "correct `packages` in {}, or write the `package` that {file} lacks",
            Project::FILE
        ),
        None => format!("correct `packages` in {}", Project::FILE),
    };
    Diagnostic::error(Code::NoPackage, message).help(help)
}
