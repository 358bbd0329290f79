//! A copy of the workspace that a test may change.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What the copy leaves out: what is built or downloaded, and what belongs to no build.
const LEFT_OUT: [&str; 4] = [".git", "target", "node_modules", ".counterpart"];

const INSTALL_PACKAGES: &str = "npm --prefix storefront-client ci";

/// The only copy, held by one test at a time.
///
/// It stays in one place below `target/` from run to run, and each test starts by making it equal to the workspace
/// again, writing only files that differ. So Cargo finds what it has already compiled: a test costs the crates that it
/// touches, not the workspace.
pub(crate) struct Copy {
    root: PathBuf,
    original: PathBuf,
    target: PathBuf,
    /// Its lock goes when the file closes.
    _lock: File,
}

impl Copy {
    /// The copy, equal to the workspace. Waits until no other test has it.
    pub(crate) fn fresh() -> Self {
        let metadata = cargo_metadata::MetadataCommand::new()
            .no_deps()
            .exec()
            .expect("cargo describes the workspace");
        let target = metadata.target_directory.into_std_path_buf();
        let folder = target.join("contract-break");
        fs::create_dir_all(&folder).expect("a folder for the copy");
        let lock = File::create(folder.join("lock")).expect("a file to lock");
        lock.lock().expect("the lock of the copy");

        let copy = Self {
            root: folder.join("workspace"),
            original: metadata.workspace_root.into_std_path_buf(),
            target,
            _lock: lock,
        };
        copy.restore();
        copy
    }

    /// Makes the copy equal to the workspace again.
    pub(crate) fn restore(&self) {
        mirror(&self.original, &self.root);
        let packages = self.root.join("storefront-client/node_modules");
        if !packages.exists() {
            std::os::unix::fs::symlink(
                self.original.join("storefront-client/node_modules"),
                packages,
            )
            .expect("a link to the packages");
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The copy's crates are compiled into the workspace's own target folder, where the libraries are ready.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            // Each state is checked once: incremental state would only fill the disk.
            .env("CARGO_INCREMENTAL", "0");
        cargo
    }

    /// Replaces a text that occurs exactly once.
    pub(crate) fn replace(&self, file: &str, from: &str, to: &str) {
        let path = self.root.join(file);
        let text = fs::read_to_string(&path).expect("a text of the copy");
        assert_eq!(
            text.matches(from).count(),
            1,
            "{file} holds `{from}` once: this test has to follow the contract"
        );
        fs::write(&path, text.replace(from, to)).expect("a file of the copy");
    }

    /// Adds a text to the end of a file.
    pub(crate) fn append(&self, file: &str, text: &str) {
        let path = self.root.join(file);
        let before = fs::read_to_string(&path).expect("a text of the copy");
        fs::write(&path, before + text).expect("a file of the copy");
    }

    /// Regenerates everything that comes from the contracts, as a person does.
    pub(crate) fn generate(&self) {
        let counterpart = self.target.join("debug/counterpart");
        run(
            Command::new(&counterpart)
                .arg("generate")
                .current_dir(&self.root),
            "cargo build --workspace --bins",
        );
        let buf = self.root.join("storefront-client/node_modules/.bin/buf");
        run(
            Command::new(&buf).arg("generate").current_dir(&self.root),
            INSTALL_PACKAGES,
        );
    }

    /// What the TypeScript compiler says of the client, one line per error.
    pub(crate) fn typescript_errors(&self) -> Vec<String> {
        let folder = self.root.join("storefront-client");
        let mut tsc = Command::new(folder.join("node_modules/.bin/tsc"));
        tsc.args(["--noEmit", "--pretty", "false", "--project", "client"])
            .current_dir(&folder);
        let output = output(&mut tsc, INSTALL_PACKAGES);
        let text = String::from_utf8(output.stdout).expect("tsc speaks UTF-8");
        let errors: Vec<String> = text
            .lines()
            .filter(|line| line.contains("error TS"))
            .map(str::to_owned)
            .collect();
        assert_eq!(output.status.success(), errors.is_empty(), "{text}");
        errors
    }
}

/// Runs a command that has to succeed.
fn run(command: &mut Command, remedy: &str) {
    let output = output(command, remedy);
    assert!(
        output.status.success(),
        "{command:?}:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Runs a command; what to do if it isn't there is the `remedy`.
fn output(command: &mut Command, remedy: &str) -> Output {
    command.output().unwrap_or_else(|error| {
        panic!(
            "{}: {error}. Run: {remedy}",
            command.get_program().display()
        )
    })
}

/// Makes `to` hold the same files as `from`. A file that is the same already keeps its time, by which Cargo judges.
fn mirror(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder of the copy");
    for name in names_in(to)
        .into_iter()
        .filter(|name| !from.join(name).exists())
    {
        let stale = to.join(name);
        if stale.is_dir() {
            fs::remove_dir_all(stale)
        } else {
            fs::remove_file(stale)
        }
        .expect("a stale file goes");
    }
    for name in names_in(from) {
        let (source, target) = (from.join(&name), to.join(&name));
        if source.is_dir() {
            mirror(&source, &target);
        } else {
            let content = fs::read(&source).expect("a file of the workspace");
            if fs::read(&target).ok().as_ref() != Some(&content) {
                fs::write(&target, content).expect("a file of the copy");
            }
        }
    }
}

fn names_in(folder: &Path) -> Vec<OsString> {
    let entries = fs::read_dir(folder).expect("a folder of the workspace");
    let names = entries.map(|entry| entry.expect("an entry of the folder").file_name());
    names
        .filter(|name| LEFT_OUT.iter().all(|left_out| name != left_out))
        .collect()
}
