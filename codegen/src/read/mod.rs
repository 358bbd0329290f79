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
mod standard;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use prost_reflect::{DescriptorPool, FileDescriptor};

use self::comments::Comments;
pub(crate) use self::compile::{Compiled, compile};
pub(crate) use self::set::set;
use crate::diagnostic::Report;
use crate::locate::Sources;
use crate::model::{Contract, File, Package};
use crate::names;
use crate::parallel;

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
    let mut by_package: BTreeMap<String, Vec<FileDescriptor>> = BTreeMap::new();
    for file in names.iter().filter_map(|name| pool.get_file_by_name(name)) {
        let name = file.package_name().to_owned();
        by_package.entry(name).or_default().push(file);
    }
    let by_package: Vec<_> = by_package.into_iter().collect();
    let extensions = extensions(pool);
    let packages = parallel::map(&by_package, |(name, files)| {
        package(name, files, &extensions, sources)
    });
    let mut contract = Contract::new(packages);
    message::mark_recursive(&mut contract);
    contract
}

/// The package that these files declare.
fn package(
    name: &str,
    files: &[FileDescriptor],
    extensions: &Extensions,
    sources: &Sources,
) -> Package {
    let mut package = Package {
        name: name.to_owned(),
        files: Vec::new(),
        messages: Vec::new(),
        enums: Vec::new(),
        services: Vec::new(),
    };
    for file in files {
        let source = source_file(file, extensions, sources);
        package.files.push(source);
        add_file(&mut package, file);
    }
    standard::mark_provided(&mut package);
    names::tell_apart(&mut package);
    package
}

fn add_file(package: &mut Package, file: &FileDescriptor) {
    let comments = Comments::of(file);
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

fn source_file(file: &FileDescriptor, extensions: &Extensions, sources: &Sources) -> File {
    let source = sources.file(file.name());
    File {
        name: file.name().to_owned(),
        path: source.path.clone(),
        source: source.text.clone(),
        imports: file.dependencies().map(|f| f.name().to_owned()).collect(),
        extensions: extensions.get(file.name()).cloned().unwrap_or_default(),
    }
}

/// The full names of the extensions that each file declares, also inside messages.
type Extensions = HashMap<String, Vec<String>>;

fn extensions(pool: &DescriptorPool) -> Extensions {
    let mut by_file = Extensions::new();
    for extension in pool.all_extensions() {
        let file = extension.parent_file().name().to_owned();
        let declared = by_file.entry(file).or_default();
        declared.push(extension.full_name().to_owned());
    }
    by_file
}
