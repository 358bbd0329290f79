//! The forms in which errors and warnings are told.

use std::fs;

use serde_json::Value;

use crate::bench::{CONTRACT, SETTINGS, project, run, told};

fn wrong() -> tempfile::TempDir {
    let folder = project(SETTINGS);
    let wrong = CONTRACT.replace("string text = 1;", "strin text = 1;");
    fs::write(folder.path().join("proto/test/note.proto"), wrong).expect("a file");
    folder
}

/// The objects on standard output; nothing else may be told.
fn objects(folder: &std::path::Path, arguments: &[&str]) -> Vec<Value> {
    let output = run(folder, arguments);
    assert!(output.stderr.is_empty(), "{}", told(&output));
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect()
}

#[test]
fn every_command_that_reads_a_project_tells_editors_the_line() {
    let line = "proto/test/note.proto:4:3: error[C0005]: name 'strin' is not defined (did you mean \"string\"?)\n";
    for command in ["generate", "check"] {
        let output = run(wrong().path(), &[command, "--message-format", "short"]);
        assert!(told(&output).starts_with(line), "{}", told(&output));
        assert_eq!(output.status.code(), Some(1));
    }
    for command in ["generate", "check", "fmt", "up"] {
        let folder = project("roots = [\"protos\"]\npackages = [\"test.*\"]\n");
        let output = run(folder.path(), &[command, "--message-format", "short"]);
        assert!(
            told(&output).contains("counterpart.toml:1:10: error[C0002]: "),
            "{command}: {}",
            told(&output)
        );
        assert_eq!(output.status.code(), Some(1), "{command}");
    }
}

#[test]
fn programs_read_objects_and_nothing_else() {
    let folder = wrong();
    let told = objects(folder.path(), &["check", "--message-format", "json"]);
    assert_eq!(told.len(), 2);
    assert_eq!(told[0]["reason"], "diagnostic");
    assert_eq!(told[0]["code"], "C0005");
    assert_eq!(told[0]["labels"][0]["line_start"], 4);
    assert_eq!(
        told[1],
        serde_json::json!({"reason": "finished", "success": false, "errors": 1, "warnings": 0})
    );
}

#[test]
fn programs_are_told_of_files_and_missing_lines() {
    let folder = project(SETTINGS);
    for (arguments, success) in [
        (["generate", "--check"].as_slice(), false),
        (&["check"], false),
        (&["generate"], true),
    ] {
        let told = objects(
            folder.path(),
            &[arguments, &["--message-format", "json"]].concat(),
        );
        let of = |reason: &str| {
            told.iter()
                .filter(|object| object["reason"] == reason)
                .count()
        };
        assert!(of("file") > 5, "{told:?}");
        assert!(
            told.iter()
                .any(|object| object["path"] == "contract.lock" && object["state"] == "missing"),
            "{told:?}"
        );
        assert_eq!(of("workspace"), 1, "{told:?}");
        assert_eq!(told.last().expect("a line")["success"], success);
    }
}
