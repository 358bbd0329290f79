//! The examples of the documentation are parts of contracts that are compiled.
//!
//! A block of ```` ```proto ```` in `docs/` stands, line by line, in a contract of
//! `tests/contracts/documented`. The tests of `generated` compile what is
//! generated from these; here they are found, and have nothing to be told.

use std::fs;
use std::path::{Path, PathBuf};

use counterpart_codegen::{Mode, Project, generate};

/// Where examples are proven elsewhere: those of wrong contracts.
const OTHERS: &str = "diagnostics.md";

fn repository() -> PathBuf {
    let codegen = Path::new(env!("CARGO_MANIFEST_DIR"));
    codegen
        .parent()
        .expect("codegen stands in the workspace")
        .to_owned()
}

/// The files of a folder with this ending, by name.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(repository().join(folder))
        .expect("the folder is checked in")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .map(|path| {
            let name = path.file_name().expect("it is a file").to_string_lossy();
            let text = fs::read_to_string(&path).expect("it is text");
            (name.into_owned(), text)
        })
        .collect();
    files.sort();
    files
}

fn contracts() -> Vec<(String, String)> {
    files("codegen/tests/contracts/documented", "proto")
}

/// The blocks of protobuf in a page, each with the number of its first line.
fn examples(page: &str) -> Vec<(usize, Vec<&str>)> {
    let mut examples = Vec::new();
    let mut open: Option<(usize, Vec<&str>)> = None;
    for (number, line) in page.lines().enumerate() {
        match &mut open {
            None if line == "```proto" => open = Some((number + 2, Vec::new())),
            None => {}
            Some(_) if line == "```" => examples.extend(open.take()),
            Some((_, lines)) => lines.push(line),
        }
    }
    examples
}

/// The lines with the indentation that they have among each other.
fn outdented<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let depth = filled
        .map(|line| line.len() - line.trim_start().len())
        .min();
    let depth = depth.unwrap_or_default();
    lines
        .iter()
        .map(|line| line.get(depth..).unwrap_or_default().trim_end())
        .collect()
}

fn holds(contract: &str, example: &[&str]) -> bool {
    let lines: Vec<&str> = contract.lines().collect();
    let example = outdented(example);
    lines
        .windows(example.len())
        .any(|part| outdented(part) == example)
}

#[test]
fn every_example_stands_in_a_contract_that_is_compiled() {
    let contracts = contracts();
    let mut missing = Vec::new();
    let mut found = 0;
    let pages = files("docs", "md");
    for (page, text) in pages.iter().filter(|(page, _)| page != OTHERS) {
        for (line, example) in examples(text) {
            if contracts.iter().any(|(_, text)| holds(text, &example)) {
                found += 1;
            } else {
                missing.push(format!("docs/{page}:{line}"));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "examples that nothing compiles: {missing:?}. \
         Write the same lines into a contract of codegen/tests/contracts/documented"
    );
    assert!(found > 10, "only {found} examples were found");
}

#[test]
fn nothing_is_to_be_told_of_the_examples() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it stands in a folder"))
            .and_then(|()| fs::write(path, text))
            .expect("a file");
    };
    for (name, text) in contracts() {
        write(&format!("proto/documented/{name}"), &text);
    }
    for path in [
        "buf/validate",
        "counterpart/v1",
        "google/api",
        "shop/category/v1",
        "shop/type/v1",
    ] {
        for (name, text) in files(&format!("proto/{path}"), "proto") {
            write(&format!("proto/{path}/{name}"), &text);
        }
    }
    write(
        "counterpart.toml",
        "roots = [\"proto\"]\npackages = [\"documented.*\", \"shop.*\"]\n",
    );
    let project = Project::read(&folder.path().join("counterpart.toml"));
    let project = project.expect("the project file is right");
    let outcome = generate(&project, Mode::Check).expect("the examples are right");
    assert!(outcome.warnings.is_empty(), "{}", outcome.warnings.short());
}
