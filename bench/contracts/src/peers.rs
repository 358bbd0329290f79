//! The same contracts through `prost-build` and `tonic-prost-build`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Result;
use prost_types::FileDescriptorSet;

use crate::Contracts;

/// Compiles all contracts, and renders messages alone into a folder. Its
/// `mod.rs` includes them.
pub fn prost(contracts: &Contracts, output: &Path) -> Result<()> {
    fs::create_dir_all(output)?;
    prost_build::Config::new()
        .out_dir(output)
        .include_file("mod.rs")
        .compile_fds(compile(contracts)?)?;
    Ok(())
}

/// Compiles all contracts, and renders messages, clients and servers into a
/// folder. Its `mod.rs` includes them.
pub fn tonic(contracts: &Contracts, output: &Path) -> Result<()> {
    fs::create_dir_all(output)?;
    tonic_prost_build::configure()
        .out_dir(output)
        .include_file("mod.rs")
        .compile_fds(compile(contracts)?)?;
    Ok(())
}

/// What the options say is nothing to these generators, so the files that
/// declare them are left out.
fn compile(contracts: &Contracts) -> Result<FileDescriptorSet> {
    let mut compiler = protox::Compiler::new([contracts.folder().join("proto")])?;
    compiler.include_imports(true).include_source_info(true);
    let files: BTreeSet<String> = contracts.files().collect();
    for file in &files {
        compiler.open_file(file)?;
    }
    let mut set = compiler.file_descriptor_set();
    set.file
        .retain(|file| files.contains(file.name()) || file.package() == "google.protobuf");
    Ok(set)
}
