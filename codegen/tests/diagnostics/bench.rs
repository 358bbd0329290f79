//! A small project in a temporary folder.

use std::fs;
use std::path::{Path, PathBuf};

use counterpart_codegen::{Mode, Project, Report, generate};
use tempfile::TempDir;

/// A contract in which nothing is wrong.
pub(crate) const RIGHT: &str = include_str!("right.proto");

/// A project with some contracts.
pub(crate) struct Bench {
    folder: TempDir,
}

impl Bench {
    /// A project whose only contract is `test/v1/test.proto`.
    pub(crate) fn new(contract: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let bench = Self { folder };
        let vendored = Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto");
        for file in [
            "buf/validate/validate.proto",
            "counterpart/v1/options.proto",
            "google/api/annotations.proto",
            "google/api/field_behavior.proto",
            "google/api/http.proto",
        ] {
            let text = fs::read_to_string(vendored.join(file)).expect("a vendored file");
            bench.write(&format!("proto/{file}"), &text);
        }
        bench.write("proto/test/v1/test.proto", contract);
        bench.write(
            "counterpart.toml",
            "roots = [\"proto\"]\npackages = [\"test.*\"]\n",
        );
        bench.write("Cargo.toml", "[workspace]\nmembers = [\"generated/*\"]\n");
        bench
    }

    /// Adds or changes a file.
    pub(crate) fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    /// Adds or changes a file that may be no text.
    pub(crate) fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.folder.path().join(path);
        let parent = path.parent().expect("a file stands in a folder");
        fs::create_dir_all(parent).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// Adds another contract.
    pub(crate) fn with(self, path: &str, text: &str) -> Self {
        self.write(&format!("proto/{path}"), text);
        self
    }

    /// The path of a file or folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// These contracts and all that they import, compiled.
    pub(crate) fn compile(&self, files: &[&str]) -> Vec<u8> {
        self.compiled(files, true)
    }

    /// A contract without what it imports, compiled.
    pub(crate) fn compile_alone(&self, file: &str) -> Vec<u8> {
        self.compiled(&[file], false)
    }

    fn compiled(&self, files: &[&str], has_imports: bool) -> Vec<u8> {
        let mut compiler = protox::Compiler::new([self.path("proto")]).expect("a folder");
        compiler
            .include_imports(has_imports)
            .include_source_info(true);
        compiler.open_files(files).expect("valid protobuf");
        compiler.encode_file_descriptor_set()
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).expect("a file")
    }

    pub(crate) fn project(&self) -> Project {
        Project::read(&self.folder.path().join("counterpart.toml")).expect("a right project")
    }

    /// All that a run tells; empty if nothing is wrong.
    pub(crate) fn report(&self) -> Report {
        match generate(&self.project(), Mode::Check) {
            Ok(outcome) => outcome.warnings,
            Err(report) => report,
        }
    }

    /// All that a run tells, as people read it; empty if nothing is wrong.
    pub(crate) fn told(&self) -> String {
        self.report().render(100, false)
    }
}

/// What is told of the right contract with one thing changed.
pub(crate) fn changed(from: &str, to: &str) -> String {
    assert!(RIGHT.contains(from), "the right contract has no {from:?}");
    Bench::new(&RIGHT.replacen(from, to, 1)).told()
}

/// Holds that a change of the right contract leaves it right.
#[track_caller]
pub(crate) fn assert_right(from: &str, to: &str) {
    assert_eq!(changed(from, to), "");
}
