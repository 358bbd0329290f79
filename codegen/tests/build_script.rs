//! The generator in a build script.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use counterpart_codegen::{Mode, Project, configure, generate};
use tempfile::TempDir;
use toml::{Table, Value};

const SETTINGS: &str = "roots = [\"proto\"]\npackages = [\"notes.*\"]\n";

fn repository() -> PathBuf {
    let codegen = Path::new(env!("CARGO_MANIFEST_DIR"));
    codegen
        .parent()
        .expect("it stands in a workspace")
        .to_owned()
}

/// Copies the example, and the options that it imports.
fn example(folder: &Path) {
    copy(&repository().join("codegen/tests/build_script"), folder);
    for name in ["buf", "counterpart", "google"] {
        copy(
            &repository().join("proto").join(name),
            &folder.join("proto").join(name),
        );
    }
    write(&folder.join("counterpart.toml"), SETTINGS);
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the folder is checked in") {
        let path = entry.expect("it can be read").path();
        let target = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            write(&target, &fs::read_to_string(&path).expect("it is text"));
        }
    }
}

/// Writes what differs, so that Cargo builds only that.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
    fs::write(path, text).expect("it can be written");
}

/// All files in a folder, by their paths in it.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).expect("it is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("it was found there");
            let text = fs::read_to_string(&path).expect("it is text");
            found.insert(name.display().to_string(), text);
        }
    }
    found
}

fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    example(folder.path());
    let project = Project::read(&folder.path().join("counterpart.toml")).expect("it is right");
    generate(&project, Mode::Write).expect("the contract is right");
    folder
}

#[test]
fn a_build_script_writes_the_same_bytes_as_the_command() {
    let folder = project();
    let builder = configure()
        .folder(folder.path())
        .root("proto")
        .packages(["notes.*"])
        .lock("contract.lock");
    builder
        .clone()
        .out_dir("out")
        .generate()
        .expect("the contract is right");
    let built = files(&folder.path().join("out"));
    for (path, text) in files(&folder.path().join("generated")) {
        if path.ends_with("fresh.rs") {
            assert_eq!(built.get(&path), None, "every build is fresh");
        } else if path == "notes-v1/src/lib.rs" {
            let (before, _) = text.split_once("\n/// Identifies").expect("a fingerprint");
            assert_eq!(built[&path], before.replace("mod fresh;\n", ""));
        } else if path != "SHA256SUMS" {
            assert_eq!(built[&path], text, "{path}");
        }
    }
    let stamp = |path: &str| {
        fs::metadata(folder.path().join(path))
            .expect("a file")
            .modified()
    };
    let before = stamp("out/notes-v1/src/messages.rs").expect("a time");
    builder
        .out_dir("out")
        .generate()
        .expect("the contract is right");
    let after = stamp("out/notes-v1/src/messages.rs").expect("a time");
    assert_eq!(before, after, "what is unchanged isn't written");
}

#[test]
fn a_build_script_tells_all_that_is_wrong() {
    let folder = project();
    let told = |builder: counterpart_codegen::Builder| {
        let builder = builder.folder(folder.path()).out_dir("out");
        builder
            .generate()
            .expect_err("something is wrong")
            .to_string()
    };
    let notes = || configure().root("proto").packages(["notes.*"]);
    assert!(told(configure().packages(["a"])).contains("no `root` is named"));
    assert!(
        told(configure().root("protos").packages(["a"])).contains("there is no folder `protos`")
    );
    assert!(
        told(configure().root("proto").packages(["shop.*"])).contains("has a package `shop.*`")
    );
    assert!(told(notes().lock("new.lock")).contains("new.lock lacks"));
    assert!(told(notes()).contains("C0506"), "{}", told(notes()));
    fs::create_dir(folder.path().join("folder.lock")).expect("a new folder");
    assert!(told(notes().lock("folder.lock")).contains("folder.lock can't be read"));
    let contract = "proto/notes/v1/notes.proto";
    let text = fs::read_to_string(folder.path().join(contract)).expect("it is there");
    write(
        &folder.path().join(contract),
        &text.replace("string text", "strin text"),
    );
    assert!(
        told(notes()).contains("proto/notes/v1/notes.proto:23:3"),
        "{}",
        told(notes())
    );
}

#[test]
fn crates_that_a_build_script_generates_compile() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script");
    example(&folder);
    let project = Project::read(&folder.join("counterpart.toml")).expect("it is right");
    generate(&project, Mode::Write).expect("the contract is right");
    fs::remove_dir_all(folder.join("generated")).expect("only the lock is kept");
    write(&folder.join("Cargo.toml"), &manifest());
    let lock = fs::read_to_string(repository().join("Cargo.lock")).expect("it is checked in");
    write(&folder.join("Cargo.lock"), &lock);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("it stands in `target`");
    let output = Command::new(env!("CARGO"))
        .current_dir(&folder)
        .args(["check", "--quiet", "--workspace"])
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("Cargo runs this test");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(told.is_empty(), "{told}");
}

/// This workspace's versions and profiles, with the example's members.
fn manifest() -> String {
    let text = fs::read_to_string(repository().join("Cargo.toml")).expect("it is checked in");
    let ours: Table = text.parse().expect("Cargo reads it too");
    let table = ours["workspace"]["dependencies"]
        .as_table()
        .expect("it is a table");
    let mut dependencies: Table = table
        .iter()
        .filter(|(_, dependency)| dependency.get("path").is_none())
        .map(|(name, dependency)| (name.clone(), dependency.clone()))
        .collect();
    let paths = [
        ("counterpart", repository().join("runtime")),
        ("counterpart-codegen", repository().join("codegen")),
        ("ids", PathBuf::from("ids")),
        ("notes-v1", PathBuf::from("notes-v1")),
        ("notes-v1-service", PathBuf::from("notes-v1-service")),
    ];
    for (name, path) in paths {
        let path = Value::from(path.to_str().expect("the path is text"));
        dependencies.insert(
            name.to_owned(),
            Value::Table(Table::from_iter([("path".to_owned(), path)])),
        );
    }
    let members = ["ids", "notes-v1", "notes-v1-service", "notes"].map(Value::from);
    let workspace = Table::from_iter([
        ("resolver".to_owned(), ours["workspace"]["resolver"].clone()),
        ("members".to_owned(), Value::Array(members.to_vec())),
        ("dependencies".to_owned(), Value::Table(dependencies)),
    ]);
    let manifest = Table::from_iter([
        ("workspace".to_owned(), Value::Table(workspace)),
        ("profile".to_owned(), ours["profile"].clone()),
    ]);
    manifest.to_string()
}
