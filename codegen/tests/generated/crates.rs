//! Generated crates compile, and write the same bytes as prost.

use std::fs;

use counterpart_codegen::steps::Reading;

use crate::rendered::{reading, repository};
use crate::theirs;
use crate::workspace::Workspace;

/// Lints that speak of what a contract says, not of how it is rendered: how many
/// fields a message has, what they are called, how comments are written.
const OF_THE_CONTRACT: [&str; 4] = [
    "--allow=clippy::doc_markdown",
    "--allow=clippy::similar_names",
    "--allow=clippy::too_many_lines",
    "--allow=clippy::zero_sized_map_values",
];

/// Also with those of clippy's lints that this workspace turns on.
#[test]
fn generated_crates_compile_without_warnings() {
    let workspace = with_oracle("contracts-check", &reading());
    let mut arguments = vec![
        "clippy",
        "--quiet",
        "--keep-going",
        "--workspace",
        "--all-targets",
        "--",
        "--deny=warnings",
        "--warn=clippy::pedantic",
        "--allow=clippy::missing_errors_doc",
        "--allow=clippy::module_name_repetitions",
        "--allow=clippy::must_use_candidate",
        "--warn=missing_docs",
        "--warn=rust_2018_idioms",
        "--warn=unreachable_pub",
    ];
    arguments.extend(OF_THE_CONTRACT);
    workspace.cargo(&arguments);
}

/// prost-build is the oracle: whatever bytes come, both sides accept or refuse
/// them alike, and write the same bytes afterwards.
#[test]
fn generated_messages_and_those_of_prost_write_the_same_bytes() {
    let workspace = with_oracle("contracts-run", &reading());
    workspace.cargo(&["run", "--quiet", "--package", "oracle"]);
}

/// Comments of contracts hold links, addresses, HTML and code, and rustdoc is
/// content with what becomes of them.
#[test]
fn the_documentation_of_generated_crates_has_no_broken_link() {
    let workspace = with_oracle("contracts-check", &reading());
    let arguments = [
        "doc",
        "--quiet",
        "--no-deps",
        "--workspace",
        "--exclude=oracle",
    ];
    workspace.cargo_with(&arguments, &[("RUSTDOCFLAGS", "--deny=warnings")]);
}

#[test]
fn the_examples_in_generated_documentation_compile() {
    let workspace = with_oracle("contracts-run", &reading());
    let examples = [
        "test",
        "--quiet",
        "--doc",
        "--workspace",
        "--exclude=oracle",
    ];
    workspace.cargo(&examples);
}

/// The generated crates, and the program in `tests/oracle` over them.
fn with_oracle(name: &str, reading: &Reading) -> Workspace {
    let workspace = Workspace::new(name, "oracle", reading);
    let sources = repository().join("codegen/tests/oracle/src");
    for entry in fs::read_dir(&sources).expect("it is checked in") {
        let path = entry.expect("it can be read").path();
        let file = path.file_name().and_then(|name| name.to_str());
        let file = file.expect("the name is ASCII");
        let content = fs::read(&path).expect("it is checked in");
        workspace.write(&format!("oracle/src/{file}"), &content);
    }
    let theirs = tempfile::tempdir().expect("there is room for temporary files");
    theirs::render(reading, theirs.path());
    for entry in fs::read_dir(theirs.path()).expect("prost-build wrote it") {
        let path = entry.expect("it can be read").path();
        let file = path.file_name().and_then(|name| name.to_str());
        let file = file.expect("the name is ASCII");
        let content = fs::read(&path).expect("prost-build wrote it");
        workspace.write(&format!("oracle/src/theirs/{file}"), &content);
    }
    let pairs = theirs::pairs(&reading.contract);
    workspace.write("oracle/src/pairs.rs", pairs.as_bytes());
    workspace.write(
        "oracle/src/descriptors.binpb",
        &reading.pool.encode_to_vec(),
    );
    workspace.write("oracle/Cargo.toml", manifest(reading).as_bytes());
    workspace
}

fn manifest(reading: &Reading) -> String {
    let mut manifest = String::from(
        "[package]\nname = \"oracle\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n",
    );
    let libraries = [
        "counterpart",
        "proptest",
        "prost",
        "prost-reflect",
        "prost-types",
    ];
    let contracts =
        theirs::packages(&reading.contract).map(|package| package.name.replace(['.', '_'], "-"));
    for name in libraries.map(str::to_owned).into_iter().chain(contracts) {
        manifest.push_str(&format!("{name}.workspace = true\n"));
    }
    manifest
}
