//! `counterpart generate` and `counterpart up`, and what every command does.

use std::fs;
use std::path::Path;

use crate::bench::{CONTRACT, SETTINGS, counterpart, project, run, told};

#[test]
fn a_folder_without_a_project_file_says_how_to_make_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = run(folder.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(2));
    let told = told(&output);
    assert!(
        told.contains("C0001") && told.contains("roots = [\"proto\"]"),
        "{told}"
    );
}

#[test]
fn a_check_fails_until_a_run_has_brought_all_up_to_date() {
    let folder = project(SETTINGS);
    let check = run(folder.path(), &["generate", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(
        told(&check).contains("missing        generated/test-v1/src/messages.rs"),
        "{}",
        told(&check)
    );
    assert!(
        told(&check).contains("Run: counterpart generate"),
        "{}",
        told(&check)
    );
    assert!(
        !folder.path().join("generated").exists(),
        "a check writes nothing"
    );

    let written = run(folder.path(), &["generate"]);
    assert_eq!(written.status.code(), Some(0), "{}", told(&written));
    assert!(
        told(&written).contains("test-v1 = { path = \"generated/test-v1\" }"),
        "{}",
        told(&written)
    );

    let manifest = "[workspace]\nmembers = [\"generated/*\"]\n[workspace.dependencies]\ncounterpart = \"0.1\"\n\
        ids = { path = \"generated/ids\" }\nroutes = { path = \"generated/routes\" }\ntest-v1 = { path = \"generated/test-v1\" }\n";
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("a file");
    let check = run(folder.path(), &["generate", "--check"]);
    assert_eq!(check.status.code(), Some(0), "{}", told(&check));
}

#[test]
fn the_project_file_is_found_from_a_folder_below_and_by_its_path() {
    let folder = project(SETTINGS);
    let below = run(&folder.path().join("proto/test"), &["generate"]);
    assert_eq!(below.status.code(), Some(0), "{}", told(&below));
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().to_str().expect("a path in UTF-8");
    for project in [path.to_owned(), format!("{path}/counterpart.toml")] {
        let output = run(elsewhere.path(), &["generate", "--project", &project]);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        assert!(
            told(&output).contains("all up to date"),
            "{}",
            told(&output)
        );
    }
}

#[test]
fn a_wrong_contract_is_told_with_its_line_and_writes_nothing() {
    let folder = project(SETTINGS);
    let wrong = CONTRACT.replace("string text = 1;", "strin text = 1;");
    fs::write(folder.path().join("proto/test/note.proto"), wrong).expect("a file");
    let output = run(folder.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(1));
    let told = told(&output);
    assert!(told.contains("proto/test/note.proto:4:3"), "{told}");
    assert!(told.contains("1 error; nothing was written"), "{told}");
    assert!(!folder.path().join("generated").exists());
}

/// As in `counterpart generate | head -0`.
#[test]
fn a_reader_who_has_gone_changes_no_outcome() {
    fn gone() -> std::io::PipeWriter {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        writer
    }
    let run = |folder: &Path, argument: Option<&str>| {
        let mut command = counterpart(folder);
        command.arg("generate").args(argument);
        command.stdout(gone()).stderr(gone());
        command.status().expect("the command runs").code()
    };
    let folder = project(SETTINGS);
    assert_eq!(run(folder.path(), Some("--check")), Some(1));
    assert_eq!(run(folder.path(), None), Some(0));
    assert!(folder.path().join("generated/SHA256SUMS").exists());
    assert_eq!(run(folder.path(), Some("--help")), Some(0));
}

#[test]
fn up_needs_a_package_in_the_project_file() {
    let output = run(project(SETTINGS).path(), &["up"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        told(&output).contains("up = \"PACKAGE\""),
        "{}",
        told(&output)
    );
}

/// Runs `counterpart up` with a `cargo` that prints its arguments.
#[cfg(unix)]
#[test]
fn up_runs_the_package_and_ends_with_its_exit_code() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = project(&format!("{SETTINGS}up = \"shop\"\n"));
    let cargo = folder.path().join("bin/cargo");
    fs::create_dir(folder.path().join("bin")).expect("a folder");
    fs::write(&cargo, "#!/bin/sh\necho \"$@\"\nexit 7\n").expect("a file");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).expect("permissions");

    let output = counterpart(folder.path())
        .args(["up", "--listen", "127.0.0.1:0"])
        .env("PATH", folder.path().join("bin"))
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(7));
    assert_eq!(
        told(&output),
        "run --release --package shop -- up --listen 127.0.0.1:0\n"
    );
}

#[test]
fn help_shows_examples_and_the_version_is_known() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let help = told(&run(folder.path(), &["generate", "--help"]));
    assert!(help.contains("counterpart generate --check"), "{help}");
    let version = told(&run(folder.path(), &["--version"]));
    assert_eq!(
        version,
        format!("counterpart {}\n", env!("CARGO_PKG_VERSION"))
    );
}
