//! Compiles `.proto` files and builds the [model](crate::model) from them.
//!
//! All ways in meet at [`Reading::new`]: contracts are descriptors there, and
//! the text of their files as far as it is known.

mod comments;
mod compile;
mod editions;
mod entity;
mod message;
mod options;
mod rules;
mod service;
mod set;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use prost_reflect::{DescriptorPool, FileDescriptor};

use self::comments::Comments;
pub(crate) use self::compile::{Compiled, compile};
pub(crate) use self::set::set;
use crate::diagnostic::Report;
use crate::locate::Sources;
use crate::model::{Contract, File, Package};
use crate::names;

/// Which files are read.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The project's folder, which all other paths are relative to.
    pub project: PathBuf,
    /// The folders in which imports are looked up, the first one first.
    pub roots: Vec<PathBuf>,
    /// The files that code is generated for, by the names that imports use.
    /// What they import is read too.
    pub files: Vec<String>,
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What the contracts say.
    pub contract: Contract,
    /// The descriptors of all files, imported ones included, with source info
    /// and options.
    pub pool: DescriptorPool,
}

/// Compiles the files and builds the model of the packages that they declare.
pub fn read(inputs: &Inputs) -> Result<Reading, Report> {
    let mut report = Report::new();
    let sources = Sources::below(&inputs.project, &inputs.roots, &mut report);
    let compiled = compile(&sources, &inputs.files);
    report.extend(Report::from_compiler(&compiled.errors, &sources));
    report.into_result()?;
    Ok(Reading::new(compiled.pool, &compiled.files, &sources))
}

impl Reading {
    /// Builds the model of the packages that these files declare. What compiled
    /// them makes no difference; the text of a file is known or isn't.
    pub(crate) fn new(pool: DescriptorPool, files: &[String], sources: &Sources) -> Self {
        let contract = contract(&pool, files, sources);
        Self { contract, pool }
    }
}

fn contract(pool: &DescriptorPool, files: &[String], sources: &Sources) -> Contract {
    let names: BTreeSet<&str> = files.iter().map(String::as_str).collect();
    let mut packages: BTreeMap<String, Package> = BTreeMap::new();
    for name in names {
        let Some(file) = pool.get_file_by_name(name) else {
            continue;
        };
        let package = packages
            .entry(file.package_name().to_owned())
            .or_insert_with(|| Package {
                name: file.package_name().to_owned(),
                files: Vec::new(),
                messages: Vec::new(),
                enums: Vec::new(),
                services: Vec::new(),
            });
        add_file(package, &file, sources);
    }
    packages.values_mut().for_each(names::tell_apart);
    let mut contract = Contract::new(packages.into_values().collect());
    message::mark_recursive(&mut contract);
    service::mark_provided(&mut contract);
    contract
}

fn add_file(package: &mut Package, file: &FileDescriptor, sources: &Sources) {
    let comments = Comments::of(file);
    package.files.push(source_file(file, sources));
    package
        .enums
        .extend(file.enums().map(|e| message::enumeration(&e, &comments)));
    for descriptor in file.messages() {
        message::add(package, &descriptor, &comments);
    }
    package
        .services
        .extend(file.services().map(|s| service::service(&s, &comments)));
}

fn source_file(file: &FileDescriptor, sources: &Sources) -> File {
    let source = sources.file(file.name());
    File {
        name: file.name().to_owned(),
        path: source.path.clone(),
        source: source.text.clone(),
        imports: file.dependencies().map(|f| f.name().to_owned()).collect(),
        extensions: extensions(file),
    }
}

/// The full names of all extensions that a file declares, also inside messages.
fn extensions(file: &FileDescriptor) -> Vec<String> {
    file.parent_pool()
        .all_extensions()
        .filter(|extension| extension.parent_file() == *file)
        .map(|extension| extension.full_name().to_owned())
        .collect()
}
