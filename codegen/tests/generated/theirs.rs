//! The same contracts as prost-build renders them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use counterpart_codegen::steps::Reading;
use counterpart_codegen::steps::{Contract, Message, Package};
use heck::{ToSnakeCase, ToUpperCamelCase};
use prost_reflect::prost_types::FileDescriptorSet;

/// Packages whose names prost-build can't tell apart, or not from a crate of the
/// compiler.
const REFUSED: [&str; 3] = ["core", "twins.old.v1", "twins.v1"];

/// The packages that both sides render.
pub(crate) fn packages(contract: &Contract) -> impl Iterator<Item = &Package> {
    let packages = contract.packages.iter();
    packages.filter(|package| !REFUSED.contains(&package.name.as_str()))
}

/// Renders these packages into a folder, which `mod.rs` in it brings together.
pub(crate) fn render(reading: &Reading, folder: &Path) {
    let names: BTreeSet<&str> = packages(&reading.contract)
        .flat_map(|package| &package.files)
        .map(|file| file.name.as_str())
        .collect();
    let files = reading
        .pool
        .file_descriptor_protos()
        // prost-build looks well-known types up, too, for which it has types ready.
        .filter(|file| names.contains(file.name()) || file.package() == "google.protobuf")
        .cloned()
        .collect();
    fs::create_dir_all(folder).expect("the folder is new");
    prost_build::Config::new()
        .out_dir(folder)
        .include_file("mod.rs")
        // Equal maps must have equal bytes.
        .btree_map(["."])
        .disable_comments(["."])
        .compile_fds(FileDescriptorSet { file: files })
        .expect("prost-build renders the test contracts");
}

/// A list of all messages, each as both sides call it.
pub(crate) fn pairs(contract: &Contract) -> String {
    let mut pairs = String::from(
        "//! Each message as both sides call it.\n\n#![allow(deprecated, reason = \"some contracts call messages so\")]\n\nuse crate::agreement::Pair;\n\n\
         /// All messages.\npub(crate) fn all() -> Vec<Pair> {\n    vec![\n",
    );
    for package in packages(contract) {
        for message in &package.messages {
            pairs.push_str(&format!(
                "        Pair::new::<{}, {}>(\"{}\"),\n",
                ours(package, message),
                theirs(package, message),
                message.full_name
            ));
        }
    }
    pairs.push_str("    ]\n}\n");
    pairs
}

/// The path of a message in its generated crate.
pub(crate) fn ours(package: &Package, message: &Message) -> String {
    let name: String = message.name.split('.').map(capitalized).collect();
    format!("{}::{}", package.name.replace('.', "_"), not_self(name))
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// prost-build nests modules, and leaves words to `heck`.
fn theirs(package: &Package, message: &Message) -> String {
    let (outer, name) = match message.name.rsplit_once('.') {
        Some((outer, name)) => (outer, name),
        None => ("", message.name.as_str()),
    };
    let modules: Vec<String> = package
        .name
        .split('.')
        .chain(outer.split('.').filter(|part| !part.is_empty()))
        .map(|part| match part.to_snake_case().as_str() {
            "type" => "r#type".to_owned(),
            module => module.to_owned(),
        })
        .collect();
    let name = not_self(name.to_upper_camel_case());
    format!("crate::theirs::{}::{name}", modules.join("::"))
}

fn not_self(name: String) -> String {
    if name == "Self" {
        "Self_".to_owned()
    } else {
        name
    }
}
