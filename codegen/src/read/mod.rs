//! Compiles `.proto` files and builds the [model](crate::model) from them.
//!
//! The compiler is `protox`, so nothing has to be installed. Its descriptors go
//! through bytes into a `prost-reflect` pool, because options that only
//! reflection knows (ours, `buf.validate`, `debug_redact`) survive no other way.

mod comments;
mod entity;
mod message;
mod options;
mod rules;
mod service;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use miette::Diagnostic;
use prost_reflect::{DescriptorPool, FileDescriptor, Syntax as ProtoSyntax};
use thiserror::Error;

use self::comments::Comments;
use crate::model::{Contract, File, Package, Syntax};
use crate::slashed::slashed;

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

/// Why contracts could not be read.
#[derive(Debug, Diagnostic, Error)]
pub enum ReadError {
    /// A file is no valid protobuf, or an import is missing.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Compile(#[from] protox::Error),
    /// What the compiler wrote can't be read.
    #[error("the compiled descriptors are not valid: {0}")]
    Descriptors(#[from] prost_reflect::DescriptorError),
    /// A file was there for the compiler, and is gone.
    #[error("{path} can't be read: {error}")]
    Source {
        /// The path of the file.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: std::io::Error,
    },
}

/// Compiles the files and builds the model of the packages that they declare.
pub fn read(inputs: &Inputs) -> Result<Reading, ReadError> {
    let roots = inputs.roots.iter().map(|root| inputs.project.join(root));
    let mut compiler = protox::Compiler::new(roots)?;
    compiler.include_imports(true).include_source_info(true);
    for file in &inputs.files {
        compiler.open_file(file)?;
    }
    let pool = DescriptorPool::decode(compiler.encode_file_descriptor_set().as_slice())?;
    let contract = contract(&pool, inputs)?;
    Ok(Reading { contract, pool })
}

fn contract(pool: &DescriptorPool, inputs: &Inputs) -> Result<Contract, ReadError> {
    let names: BTreeSet<&str> = inputs.files.iter().map(String::as_str).collect();
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
        add_file(package, &file, inputs)?;
    }
    let mut contract = Contract {
        packages: packages.into_values().collect(),
    };
    message::mark_recursive(&mut contract);
    service::mark_provided(&mut contract);
    Ok(contract)
}

fn add_file(
    package: &mut Package,
    file: &FileDescriptor,
    inputs: &Inputs,
) -> Result<(), ReadError> {
    let comments = Comments::of(file);
    package.files.push(source_file(file, inputs)?);
    package
        .enums
        .extend(file.enums().map(|e| message::enumeration(&e, &comments)));
    for descriptor in file.messages() {
        message::add(package, &descriptor, &comments);
    }
    package
        .services
        .extend(file.services().map(|s| service::service(&s, &comments)));
    Ok(())
}

fn source_file(file: &FileDescriptor, inputs: &Inputs) -> Result<File, ReadError> {
    let candidates = inputs.roots.iter().map(|root| root.join(file.name()));
    let path = candidates
        .clone()
        .find(|path| inputs.project.join(path).is_file())
        .or_else(|| candidates.clone().next())
        .unwrap_or_else(|| PathBuf::from(file.name()));
    let source =
        fs::read_to_string(inputs.project.join(&path)).map_err(|error| ReadError::Source {
            path: path.clone(),
            error,
        })?;
    Ok(File {
        name: file.name().to_owned(),
        path: slashed(&path),
        source,
        syntax: match file.syntax() {
            ProtoSyntax::Proto2 => Syntax::Proto2,
            ProtoSyntax::Proto3 => Syntax::Proto3,
        },
        imports: file.dependencies().map(|f| f.name().to_owned()).collect(),
        extensions: extensions(file),
    })
}

/// The full names of all extensions that a file declares, also inside messages.
fn extensions(file: &FileDescriptor) -> Vec<String> {
    file.parent_pool()
        .all_extensions()
        .filter(|extension| extension.parent_file() == *file)
        .map(|extension| extension.full_name().to_owned())
        .collect()
}
