//! Formatting, completions, and arguments that mean nothing.

use crate::bench::{SETTINGS, counterpart, project, run, told};

#[test]
fn wrong_arguments_end_with_their_own_code() {
    let folder = project(SETTINGS);
    for arguments in [
        ["generate", "--cheque"].as_slice(),
        &["genrate"],
        &["check", "--message-format", "xml"],
        &["check", "--deny", "everything"],
        &["check", "--project", "nowhere"],
        &["completions", "tcsh"],
        &["fmt", "--buf", "no/such/buf"],
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{arguments:?}: {}",
            told(&output)
        );
    }
    assert!(told(&run(folder.path(), &["genrate"])).contains("'generate'"));
}

#[test]
fn every_shell_gets_a_script_that_knows_the_commands() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(folder.path(), &["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        assert!(told(&output).contains("message-format"), "{shell}");
    }
}

#[test]
fn every_command_teaches_with_examples() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let overview = told(&run(folder.path(), &["--help"]));
    let commands: Vec<&str> = overview
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| *word != "help")
        .collect();
    assert!(
        commands.contains(&"generate") && commands.len() > 4,
        "{overview}"
    );
    for command in commands {
        let help = told(&run(folder.path(), &[command, "--help"]));
        let example = format!("Examples:\n  counterpart {command}");
        assert!(help.contains(&example), "{help}");
    }
}

/// Runs `counterpart fmt` with a buf that prints its arguments.
#[cfg(unix)]
#[test]
fn only_files_of_the_projects_packages_are_formatted() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    let folder = project(SETTINGS);
    let other = "syntax = \"proto3\";\npackage vendored.v1;\n";
    fs::write(folder.path().join("proto/vendored.proto"), other).expect("a file");
    let buf = folder.path().join("buf");
    fs::write(&buf, "#!/bin/sh\necho \"$@\"\nexit $CODE\n").expect("a file");
    fs::set_permissions(&buf, fs::Permissions::from_mode(0o755)).expect("permissions");
    let fmt = |arguments: &[&str], code: &str| {
        let mut command = counterpart(folder.path());
        command.arg("fmt").args(arguments).env("CODE", code);
        command.env("COUNTERPART_BUF", "./buf");
        let output = command.output().expect("the command runs");
        (output.status.code(), told(&output))
    };
    let file = "--path proto/test/note.proto\n";
    assert_eq!(
        fmt(&[], "0"),
        (Some(0), format!("format proto --write {file}"))
    );
    assert_eq!(
        fmt(&["--check"], "100"),
        (Some(1), format!("format proto --diff --exit-code {file}"))
    );
}

#[test]
fn where_buf_is_missing_it_is_said_how_to_get_it() {
    let folder = project(SETTINGS);
    let mut command = counterpart(folder.path());
    command
        .arg("fmt")
        .env("PATH", folder.path())
        .env_remove("COUNTERPART_BUF");
    let output = command.output().expect("the command runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("https://buf.build/docs/cli/installation"));
}

/// `/dev/full` takes nothing.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cant_be_written_is_told() {
    let folder = project(SETTINGS);
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("a device");
    let mut command = counterpart(folder.path());
    let output = command.args(["completions", "bash"]).stdout(full).output();
    let output = output.expect("the command runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        told(&output).contains("standard output can't be written"),
        "{}",
        told(&output)
    );
}
