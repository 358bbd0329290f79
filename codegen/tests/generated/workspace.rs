//! A workspace of generated crates, beside this one.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use counterpart_codegen::steps::Reading;
use toml::{Table, Value};

use crate::rendered;

/// A workspace of its own: it isn't a part of this one, since generated crates
/// of two projects have the same names. It shares this one's `target` folder and
/// lock file, so that no dependency is built or looked for a second time.
pub(crate) struct Workspace {
    folder: PathBuf,
    /// Tests that share a workspace take turns, also from processes of their own.
    _turn: File,
}

impl Workspace {
    /// Writes the crates, and of files that are there only what has changed, so
    /// that Cargo builds only that. The caller writes the program over them.
    pub(crate) fn new(name: &str, program: &str, reading: &Reading) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).expect("it stands in `target`");
        let turn = File::create(folder.join("turn.lock")).expect("it can be written");
        turn.lock().expect("the system locks files");
        let workspace = Self {
            folder,
            _turn: turn,
        };
        let files = rendered::files(reading);
        workspace.remove_others(&files.iter().map(|(path, _)| path).collect());
        for (path, content) in files.iter() {
            workspace.write(&format!("generated/{path}"), content.as_bytes());
        }
        for file in reading.contract.packages.iter().flat_map(|p| &p.files) {
            if let Some(source) = &file.source {
                workspace.write(&file.path, source.as_bytes());
            }
        }
        let crates: BTreeSet<&str> = files
            .iter()
            .filter_map(|(path, _)| crate_of(path))
            .collect();
        workspace.write("Cargo.toml", manifest(&crates, program).as_bytes());
        let lock = fs::read(rendered::repository().join("Cargo.lock")).expect("it is checked in");
        workspace.write("Cargo.lock", &lock);
        workspace
    }

    /// Writes a file unless it is there with the same content.
    pub(crate) fn write(&self, path: &str, content: &[u8]) {
        let path = self.folder.join(path);
        if fs::read(&path).is_ok_and(|present| present == content) {
            return;
        }
        fs::create_dir_all(path.parent().expect("it stands in the workspace"))
            .and_then(|()| fs::write(&path, content))
            .unwrap_or_else(|error| panic!("{} can't be written: {error}", path.display()));
    }

    /// Removes what an earlier run generated and this one doesn't.
    fn remove_others(&self, paths: &BTreeSet<&str>) {
        let generated = self.folder.join("generated");
        let mut folders = vec![generated.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                let name = path.strip_prefix(&generated).expect("it was found there");
                if path.is_dir() {
                    folders.push(path);
                } else if !paths.contains(name.to_str().expect("the name is ASCII")) {
                    fs::remove_file(&path).expect("the test wrote it");
                }
            }
        }
    }

    /// Runs Cargo, and panics with what it says if it fails.
    pub(crate) fn cargo(&self, arguments: &[&str]) {
        self.run(arguments, &[], "");
    }

    /// As [`Self::cargo`], with these variables in its environment.
    pub(crate) fn cargo_with(&self, arguments: &[&str], variables: &[(&str, &str)]) {
        self.run(arguments, variables, "");
    }

    /// As [`Self::cargo`], with something to read; what it prints.
    pub(crate) fn ask(&self, arguments: &[&str], input: &str) -> String {
        self.run(arguments, &[], input)
    }

    /// Runs Cargo, which fails, and returns what it says.
    pub(crate) fn cargo_fails(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments, &[], "");
        let command = arguments.join(" ");
        assert!(!output.status.success(), "cargo {command} finds nothing");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    fn run(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> String {
        let output = self.output(arguments, variables, input);
        assert!(
            output.status.success(),
            "cargo {} in {}:\n{}{}",
            arguments.join(" "),
            self.folder.display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("programs print text")
    }

    fn output(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Output {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .parent()
            .expect("it stands in `target`");
        let read = self.folder.join("input.txt");
        fs::write(&read, input).expect("it can be written");
        Command::new(env!("CARGO"))
            .current_dir(&self.folder)
            .args(arguments)
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TARGET_DIR", target)
            // Nobody edits these crates: incremental state would only cost disk.
            .env("CARGO_INCREMENTAL", "0")
            .envs(variables.iter().copied())
            .stdin(File::open(&read).expect("it was written"))
            .output()
            .expect("Cargo runs this test")
    }
}

fn crate_of(path: &str) -> Option<&str> {
    let (name, file) = path.split_once('/')?;
    (file == "Cargo.toml").then_some(name)
}

/// This workspace's versions and profiles, with other members.
fn manifest(crates: &BTreeSet<&str>, program: &str) -> String {
    let repository = rendered::repository();
    let text = fs::read_to_string(repository.join("Cargo.toml")).expect("it is checked in");
    let ours: Table = text.parse().expect("Cargo reads it too");
    let mut dependencies = Table::new();
    let table = ours["workspace"]["dependencies"].as_table();
    for (name, dependency) in table.expect("it is a table") {
        let is_ours = dependency.get("path").is_some();
        if !is_ours {
            dependencies.insert(name.clone(), dependency.clone());
        }
    }
    let runtime = repository.join("runtime");
    dependencies.insert("counterpart".to_owned(), path(&runtime));
    for name in crates {
        let folder = Path::new("generated").join(name);
        dependencies.insert((*name).to_owned(), path(&folder));
    }
    let mut workspace = Table::new();
    workspace.insert("resolver".to_owned(), ours["workspace"]["resolver"].clone());
    let members = ["generated/*", program].map(Value::from);
    workspace.insert("members".to_owned(), Value::Array(members.to_vec()));
    workspace.insert("dependencies".to_owned(), Value::Table(dependencies));
    let mut manifest = Table::new();
    manifest.insert("workspace".to_owned(), Value::Table(workspace));
    manifest.insert("profile".to_owned(), ours["profile"].clone());
    manifest.to_string()
}

fn path(folder: &Path) -> Value {
    let folder = folder.to_str().expect("the path is text");
    Value::Table(Table::from_iter([("path".to_owned(), Value::from(folder))]))
}
