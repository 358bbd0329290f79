//! Finds the proto files of a project.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use prost_reflect::DescriptorPool;

use super::{Input, Project};
use crate::diagnostic::{Code, Diagnostic, Report, did_you_mean};
use crate::locate::{Sources, package_of};
use crate::pipeline::Contracts;
use crate::read::{self, Compiled};
use crate::slashed::slashed;

/// The proto files of a project.
#[derive(Debug)]
pub(crate) struct Discovered {
    /// The text of all files below the roots.
    pub(crate) sources: Sources,
    /// The names of those that code is generated for.
    pub(crate) files: Vec<String>,
    /// The descriptors of all files, if they come compiled.
    pub(crate) compiled: Option<DescriptorPool>,
}

impl Project {
    /// The files that code is generated for, by their paths from the project's
    /// folder.
    pub fn files(&self) -> Result<Vec<PathBuf>, Report> {
        let discovered = self.discover()?;
        let files = discovered.files.iter();
        Ok(files
            .map(|name| PathBuf::from(&discovered.sources.file(name).path))
            .collect())
    }

    /// Compiles the contracts that code is generated for.
    pub(crate) fn contracts(&self) -> Result<Contracts, Report> {
        let discovered = self.discover()?;
        let compiled = match discovered.compiled {
            Some(pool) => Compiled::new(pool, &discovered.files),
            None => read::compile(&discovered.sources, &discovered.files),
        };
        Ok(Contracts {
            compiled,
            sources: discovered.sources,
        })
    }

    /// Finds all contracts, and those of the wanted packages.
    pub(crate) fn discover(&self) -> Result<Discovered, Report> {
        match &self.input {
            Input::Roots(roots) => self.discover_below(roots),
            Input::Descriptors(set) => self.discover_in(set),
        }
    }

    fn discover_in(&self, set: &Path) -> Result<Discovered, Report> {
        let bytes = fs::read(self.folder.join(set)).map_err(|error| unreadable(set, &error))?;
        let pool = read::set(&slashed(set), &bytes)?;
        let packages = pool
            .files()
            .map(|file| (file.name().to_owned(), file.package_name().to_owned()))
            .collect();
        Ok(Discovered {
            sources: Sources::new(),
            files: self.wanted(packages, Report::new())?,
            compiled: Some(pool),
        })
    }

    fn discover_below(&self, roots: &[PathBuf]) -> Result<Discovered, Report> {
        let mut report = Report::new();
        let sources = Sources::below(&self.folder, roots, &mut report);
        // The missing package may be that of the file that can't be read.
        report = report.into_result()?;
        let packages: BTreeMap<String, String> = sources
            .files()
            .map(|file| {
                (
                    file.name.clone(),
                    package_of(file.text.as_deref().unwrap_or_default()),
                )
            })
            .collect();
        Ok(Discovered {
            files: self.wanted(packages, report)?,
            sources,
            compiled: None,
        })
    }

    /// Those of these files whose packages are wanted.
    fn wanted(
        &self,
        packages: BTreeMap<String, String>,
        mut report: Report,
    ) -> Result<Vec<String>, Report> {
        let names: Vec<&str> = packages.values().map(String::as_str).collect();
        let unmatched = self.packages.unmatched(&names).into_iter();
        report.extend(unmatched.map(|pattern| no_package(pattern, &packages, self)));
        report.into_result()?;
        let files = packages.into_iter();
        Ok(files
            .filter(|(_, package)| self.packages.contains(package))
            .map(|(name, _)| name)
            .collect())
    }
}

impl Sources {
    /// All proto files below these folders, whose paths start in the project's.
    pub(crate) fn below(project: &Path, roots: &[PathBuf], report: &mut Report) -> Self {
        let mut sources = Self::new();
        for root in roots {
            let mut found = Vec::new();
            let folder = project.join(root);
            protos(&folder, &mut found, report);
            for path in found {
                let name = slashed(path.strip_prefix(&folder).unwrap_or(&path));
                // The first root that has a file wins, as for imports.
                if sources.contains(&name) {
                    continue;
                }
                match fs::read_to_string(&path) {
                    Ok(text) => sources.add(&name, &format!("{}/{name}", slashed(root)), &text),
                    Err(error) => report.push(unreadable(&path, &error)),
                }
            }
        }
        sources
    }
}

/// Finds all proto files in a folder and below.
pub(crate) fn protos(folder: &Path, found: &mut Vec<PathBuf>, report: &mut Report) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return report.push(unreadable(folder, &error)),
    };
    for entry in entries {
        let (path, kind) = match entry.and_then(|entry| Ok((entry.path(), entry.file_type()?))) {
            Ok(entry) => entry,
            Err(error) => {
                report.push(unreadable(folder, &error));
                continue;
            }
        };
        if kind.is_dir() {
            protos(&path, found, report);
        } else if path.extension().is_some_and(|ending| ending == "proto") {
            found.push(path);
        }
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("{} can't be read: {error}", path.display());
    Diagnostic::error(Code::FileUnreadable, message)
}

fn no_package(pattern: &str, packages: &BTreeMap<String, String>, project: &Project) -> Diagnostic {
    let message = format!("no proto file {} has a package `{pattern}`", project.input);
    let above = |name: &str| -> Vec<String> {
        let ends = name.match_indices('.');
        ends.map(|(dot, _)| format!("{}.*", &name[..dot])).collect()
    };
    let patterns: Vec<String> = packages.values().flat_map(|name| above(name)).collect();
    let known = packages.values().chain(&patterns);
    let guess = did_you_mean(pattern, known.map(String::as_str));
    let mut nameless = packages.iter().filter(|(_, package)| package.is_empty());
    let help = match (guess, nameless.next()) {
        (Some(guess), _) => format!("{guess} Correct `packages` in {}", Project::FILE),
        (None, Some((file, _))) => format!(
            "correct `packages` in {}, or write the `package` that {file} lacks",
            Project::FILE
        ),
        (None, None) => format!("correct `packages` in {}", Project::FILE),
    };
    Diagnostic::error(Code::NoPackage, message).help(help)
}
