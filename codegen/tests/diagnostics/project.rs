//! The project file, the lock and the output folder.

use insta::assert_snapshot;

use counterpart_codegen::Project;
use counterpart_codegen::{Change, State};
use counterpart_codegen::{Mode, generate};

use crate::bench::{Bench, RIGHT};

fn run(bench: &Bench, mode: Mode) -> Vec<(String, State)> {
    let outcome = generate(&bench.project(), mode).expect("a right contract");
    let pair = |change: Change| (change.path, change.state);
    outcome.changes.into_iter().map(pair).collect()
}

#[test]
fn an_unknown_key_is_shown_in_its_line() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = "roots = [\"proto\"]\npackages = [\"test.*\"]\nouput = \"generated\"\n";
    let report = Project::parse(folder.path(), "counterpart.toml", text).expect_err("unknown key");
    assert_snapshot!(report.render(100, false));
}

#[test]
fn a_pattern_without_a_package_is_told() {
    let bench = Bench::new(RIGHT);
    bench.write(
        "counterpart.toml",
        "roots = [\"proto\"]\npackages = [\"test.*\", \"shop.*\"]\n",
    );
    assert_snapshot!(bench.told());
}

#[test]
fn a_file_without_a_package_is_named_where_no_package_is_found() {
    let bench = Bench::new(RIGHT).with("old/shop.proto", "syntax = \"proto3\";\n");
    bench.write(
        "counterpart.toml",
        "roots = [\"proto\"]\npackages = [\"old\"]\n",
    );
    assert_snapshot!(bench.told());
}

#[test]
fn a_check_names_what_a_run_brings_up_to_date() {
    let bench = Bench::new(RIGHT);
    let missing = run(&bench, Mode::Check);
    assert!(missing.iter().all(|(_, state)| *state == State::Missing));
    assert!(
        missing
            .iter()
            .any(|(path, _)| path == "generated/test-v1/src/messages.rs")
    );
    assert!(missing.iter().any(|(path, _)| path == "contract.lock"));
    assert_eq!(
        run(&bench, Mode::Write),
        missing,
        "a check and a run find the same"
    );
    assert_eq!(run(&bench, Mode::Check), []);
    assert_eq!(run(&bench, Mode::Write), []);

    bench.write("generated/test-v1/src/messages.rs", "pub struct Mine;\n");
    bench.write("generated/note.txt", "mine\n");
    let expected = [
        ("generated/note.txt".to_owned(), State::Foreign),
        (
            "generated/test-v1/src/messages.rs".to_owned(),
            State::Edited,
        ),
    ];
    assert_eq!(run(&bench, Mode::Check), expected);
}

#[test]
fn a_persons_file_is_never_written_over() {
    let bench = Bench::new(RIGHT);
    bench.write("generated/test-v1/src/messages.rs", "pub struct Mine;\n");
    let report = generate(&bench.project(), Mode::Write).expect_err("in the way");
    assert_snapshot!(report.render(100, false));
    assert_eq!(
        bench.read("generated/test-v1/src/messages.rs"),
        "pub struct Mine;\n"
    );
}

#[test]
fn a_vendored_copy_of_what_protobuf_itself_defines_is_not_read() {
    let newer = "syntax = \"proto2\";\npackage google.protobuf;\nmessage FileOptions {\n  \
        extensions 536000000 [declaration = {number: 536000000}];\n}\n";
    let bench = Bench::new(RIGHT).with("google/protobuf/descriptor.proto", newer);
    assert_eq!(bench.told(), "");
}
