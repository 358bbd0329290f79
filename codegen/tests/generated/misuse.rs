//! What the compiler says to those who take the wrong thing.
//!
//! Each file in `tests/misuse` is a mistake; a snapshot holds it with the message.
//! The mistakes are compiled beside the crates of the test contracts, whose
//! dependencies are there already: a tool with a target folder of its own would
//! build all of them anew.

use std::fs;
use std::path::Path;

use crate::rendered::{reading, repository};
use crate::workspace::Workspace;

const CRATES: [&str; 3] = [
    "documented-options-v1",
    "documented-options-v1-service",
    "documented-owners-v1",
];

#[test]
fn a_mistake_is_told_with_the_way_out() {
    let workspace = Workspace::new("contracts-misuse", "misuse", &reading());
    let mut manifest = String::from(
        "[package]\nname = \"misuse\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\ncounterpart.workspace = true\n",
    );
    for name in CRATES {
        manifest.push_str(&format!("{name}.workspace = true\n"));
    }
    workspace.write("misuse/Cargo.toml", manifest.as_bytes());
    let mistakes = mistakes(&repository().join("codegen/tests/misuse"));
    for (name, source) in &mistakes {
        workspace.write(&format!("misuse/src/bin/{name}.rs"), source.as_bytes());
    }
    for (name, source) in &mistakes {
        let arguments = ["check", "--quiet", "--package", "misuse", "--bin", name];
        let told = workspace.cargo_fails(&arguments);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(
                format!("misuse_{name}"),
                format!("{source}\n{}", essence(&told))
            );
        });
    }
}

/// The files of the folder, by their names without the ending.
fn mistakes(folder: &Path) -> Vec<(String, String)> {
    let mut mistakes: Vec<_> = fs::read_dir(folder)
        .expect("the mistakes are checked in")
        .map(|entry| entry.expect("the folder can be read").path())
        .map(|path| {
            let name = path.file_stem().expect("it is a file").to_string_lossy();
            (
                name.into_owned(),
                fs::read_to_string(&path).expect("it is text"),
            )
        })
        .collect();
    mistakes.sort();
    mistakes
}

/// Each error with its place and its notes, without what the compiler adds of the
/// runtime's own lines, which change with every edit there.
fn essence(told: &str) -> String {
    let mut essence = String::new();
    for error in told.split("\n\n") {
        if !error.starts_with("error[") {
            continue;
        }
        let mut is_own = true;
        for line in error.lines() {
            let is_note = line.trim_start().starts_with("= ");
            if line.starts_with("note: ") || line.starts_with("help: ") {
                is_own = false;
            } else if is_note {
                // What else implements a trait is a matter of the other contracts.
                is_own = !line.contains("= help: the following other types");
            }
            if is_own {
                essence.push_str(line);
                essence.push('\n');
            }
        }
        essence.push('\n');
    }
    essence
}
