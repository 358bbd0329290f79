//! `counterpart check`

use std::fs;
use std::path::Path;

use crate::bench::{CONTRACT, SETTINGS, project, run, told, vendored};

/// A project whose crates are up to date.
fn generated() -> tempfile::TempDir {
    let folder = project(SETTINGS);
    let manifest = "[workspace]\nmembers = [\"generated/*\"]\n[workspace.dependencies]\ncounterpart = \"0.1\"\n\
        ids = { path = \"generated/ids\" }\nroutes = { path = \"generated/routes\" }\ntest-v1 = { path = \"generated/test-v1\" }\n";
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("a file");
    let written = run(folder.path(), &["generate"]);
    assert_eq!(written.status.code(), Some(0), "{}", told(&written));
    folder
}

/// The exit code and all that is told.
fn check(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = run(folder, &[&["check"], arguments].concat());
    (output.status.code(), told(&output))
}

#[test]
fn a_project_that_is_up_to_date_is_fine() {
    let (code, told) = check(generated().path(), &["--deny", "warnings"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.ends_with("all up to date\n"), "{told}");
}

#[test]
fn a_warning_fails_only_where_it_is_denied() {
    let folder = generated();
    // What is no longer in the contract stays in the lock, with a warning.
    let entity = "syntax = \"proto3\";\npackage test.v1;\nimport \"counterpart/v1/options.proto\";\n\
        import \"google/api/field_behavior.proto\";\nmessage Note {\n\
        option (counterpart.v1.entity) = {collection: \"notes\"};\n\
        string id = 1 [(counterpart.v1.field).id = \"Note\", (google.api.field_behavior) = IDENTIFIER];\n}\n";
    let options = vendored();
    for folder_name in ["counterpart", "google"] {
        fs::rename(
            options.path().join("proto").join(folder_name),
            folder.path().join("proto").join(folder_name),
        )
        .expect("a folder");
    }
    fs::write(folder.path().join("proto/test/note.proto"), entity).expect("a file");
    let written = run(folder.path(), &["generate"]);
    assert_eq!(written.status.code(), Some(0), "{}", told(&written));

    let (code, told) = check(folder.path(), &[]);
    assert!(told.contains("C0109"), "{told}");
    assert_eq!(code, Some(0), "{told}");
    let (code, told) = check(folder.path(), &["--deny", "warnings"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("1 warning, which --deny refuses"), "{told}");
}

#[test]
fn planned_methods_are_listed_where_that_is_asked_for_and_are_no_warnings() {
    let folder = generated();
    let contract = "syntax = \"proto3\";\npackage test.v1;\nimport \"counterpart/v1/options.proto\";\n\
        message Note {}\nservice NoteService {\n  rpc Sing(Note) returns (Note) {\n    \
        option (counterpart.v1.method).planned = true;\n  }\n}\n";
    let options = vendored();
    fs::rename(
        options.path().join("proto/counterpart"),
        folder.path().join("proto/counterpart"),
    )
    .expect("a folder");
    fs::write(folder.path().join("proto/test/note.proto"), contract).expect("a file");
    run(folder.path(), &["generate"]);

    let (_, told) = check(folder.path(), &["--deny", "warnings"]);
    assert!(!told.contains("planned"), "{told}");
    let (_, told) = check(folder.path(), &["--planned"]);
    let line = "proto/test/note.proto:6:7: planned: test.v1.NoteService/Sing\n";
    assert!(told.contains(line), "{told}");
    let (_, told) = check(folder.path(), &["--planned", "--message-format", "json"]);
    let object = "{\"reason\":\"planned\",\"method\":\"test.v1.NoteService/Sing\",\
        \"file\":\"proto/test/note.proto\",\"line\":6,\"column\":7}\n";
    assert!(told.contains(object), "{told}");
}

#[test]
fn what_isnt_up_to_date_fails_and_nothing_is_written() {
    let folder = generated();
    let contract = CONTRACT.replace("text = 1", "words = 1");
    fs::write(folder.path().join("proto/test/note.proto"), contract).expect("a file");
    let messages = folder.path().join("generated/test-v1/src/messages.rs");
    let before = fs::read_to_string(&messages).expect("a file");
    let (code, told) = check(folder.path(), &[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("stale          generated/test-v1/src/messages.rs"),
        "{told}"
    );
    assert_eq!(fs::read_to_string(&messages).expect("a file"), before);
}

#[test]
fn line_ends_of_another_system_are_no_change() {
    let folder = generated();
    for path in [
        "generated/test-v1/src/messages.rs",
        "generated/SHA256SUMS",
        "contract.lock",
    ] {
        let path = folder.path().join(path);
        let text = fs::read_to_string(&path)
            .expect("a file")
            .replace('\n', "\r\n");
        fs::write(&path, text).expect("a file");
    }
    let (code, told) = check(folder.path(), &[]);
    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn what_is_up_to_date_keeps_its_time_stamp_and_orphans_are_removed() {
    let folder = generated();
    let modified = |path: &str| {
        let data = fs::metadata(folder.path().join(path)).expect("a file");
        data.modified().expect("this system keeps times")
    };
    let kept = "generated/ids/src/lib.rs";
    let before = modified(kept);
    fs::remove_file(folder.path().join("proto/test/note.proto")).expect("a file");
    let other = CONTRACT.replace("test.v1", "test.v2");
    fs::write(folder.path().join("proto/test/note2.proto"), other).expect("a file");
    let (code, told) = check(folder.path(), &[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("superfluous    generated/test-v1/Cargo.toml"),
        "{told}"
    );
    assert!(
        told.contains("missing        generated/test-v2/Cargo.toml"),
        "{told}"
    );
    run(folder.path(), &["generate"]);
    assert!(!folder.path().join("generated/test-v1").exists());
    assert!(
        folder
            .path()
            .join("generated/test-v2/src/messages.rs")
            .exists()
    );
    assert_eq!(modified(kept), before);
}
