//! A small project, and the command to run in it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

pub(crate) const CONTRACT: &str =
    "syntax = \"proto3\";\npackage test.v1;\nmessage Note {\n  string text = 1;\n}\n";

/// A project without services, which needs no options.
pub(crate) fn project(settings: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir_all(folder.path().join("proto/test")).expect("a folder");
    fs::write(folder.path().join("proto/test/note.proto"), CONTRACT).expect("a file");
    fs::write(folder.path().join("counterpart.toml"), settings).expect("a file");
    folder
}

pub(crate) const SETTINGS: &str = "roots = [\"proto\"]\npackages = [\"test.*\"]\n";

pub(crate) fn counterpart(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterpart"));
    command.current_dir(folder);
    command
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = counterpart(folder);
    command.args(arguments).output().expect("the command runs")
}

pub(crate) fn told(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(both).expect("text")
}

/// A folder with the options that contracts may import, in `proto`.
pub(crate) fn vendored() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto");
    for file in [
        "buf/validate/validate.proto",
        "counterpart/v1/options.proto",
        "google/api/annotations.proto",
        "google/api/field_behavior.proto",
        "google/api/http.proto",
    ] {
        let to = folder.path().join("proto").join(file);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(from.join(file), to).expect("a vendored file");
    }
    folder
}
