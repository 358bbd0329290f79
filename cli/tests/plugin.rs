//! The plugin of protoc, started by a real `buf`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

fn repository() -> PathBuf {
    let cli = Path::new(env!("CARGO_MANIFEST_DIR"));
    cli.parent().expect("it stands in the workspace").to_owned()
}

/// Runs `buf generate` over the contracts of a folder.
fn buf(contracts: &Path, output: &Path, options: &str) -> Output {
    let buf = repository().join("storefront-client/node_modules/.bin/buf");
    assert!(buf.is_file(), "run: npm --prefix storefront-client ci");
    let template = format!(
        r#"{{"version": "v2", "inputs": [{{"directory": "{}"}}], "plugins": [
            {{"local": "{}", "out": "{}", "strategy": "all", "opt": [{options}]}}]}}"#,
        contracts.display(),
        env!("CARGO_BIN_EXE_protoc-gen-counterpart"),
        output.display(),
    );
    Command::new(buf)
        .current_dir(repository())
        .args(["generate", "--template", &template])
        .output()
        .expect("buf runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn buf_gets_the_same_bytes_as_the_command() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = r#""root=proto", "packages=shop.*", "lock=contract.lock""#;
    let output = buf(&repository().join("proto"), folder.path(), options);
    assert!(output.status.success(), "{}", told(&output));
    let generated = repository().join("generated");
    let mut compared = 0;
    let mut waiting = vec![generated.clone()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).expect("it is checked in") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path.strip_prefix(&generated).expect("it was found there");
            let there = fs::read_to_string(folder.path().join(name)).ok();
            match expected(name, &path) {
                Some(text) => assert_eq!(there, Some(text), "{}", name.display()),
                None => assert_eq!(there, None, "{}", name.display()),
            }
            compared += 1;
        }
    }
    assert!(compared > 50, "all files of the shop are compared");
}

/// What the plugin writes of a generated file: its crates aren't guarded by the
/// text of the contracts, which it doesn't know.
fn expected(name: &Path, path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).expect("it is text");
    let file = name.file_name().and_then(|name| name.to_str())?;
    if matches!(file, "fresh.rs" | "SHA256SUMS") {
        return None;
    }
    match text.split_once("\n/// Identifies this version") {
        Some((before, _)) if file == "lib.rs" => Some(before.replace("mod fresh;\n", "")),
        _ => Some(text),
    }
}

/// A contract in a folder of its own, which needs no options.
fn contract(text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = format!("syntax = \"proto3\";\npackage test.v1;\n{text}");
    fs::write(folder.path().join("note.proto"), text).expect("a file");
    folder
}

#[test]
fn fields_that_tell_absent_from_default_are_understood() {
    let folder = contract("message Note {\n  optional string text = 1;\n}\n");
    let output = buf(folder.path(), &folder.path().join("out"), "");
    assert!(output.status.success(), "{}", told(&output));
    let messages = fs::read_to_string(folder.path().join("out/test-v1/src/messages.rs"));
    assert!(
        messages
            .expect("it is generated")
            .contains("pub text: Option<String>")
    );
}

#[test]
fn what_is_wrong_is_told_by_buf() {
    let folder = contract(
        "import \"google/protobuf/api.proto\";\nmessage Note {\n  google.protobuf.Api api = 1;\n}\n",
    );
    let output = buf(folder.path(), &folder.path().join("out"), "\"root=proto\"");
    assert!(!output.status.success());
    let told = told(&output);
    assert!(
        told.contains("proto/note.proto:5:23: error[C0405]"),
        "{told}"
    );

    let output = buf(folder.path(), &folder.path().join("out"), "\"package=a\"");
    assert!(!output.status.success());
    let told = self::told(&output);
    assert!(told.contains("there is no option `package`"), "{told}");
}

#[test]
fn who_stores_something_names_a_lock() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = r#""root=proto", "packages=shop.*""#;
    let output = buf(&repository().join("proto"), folder.path(), options);
    assert!(!output.status.success());
    let told = told(&output);
    assert!(told.contains("C0506"), "{told}");
    assert!(told.contains("no lock is named"), "{told}");
}

#[test]
fn what_is_no_request_is_told() {
    let mut plugin = Command::new(env!("CARGO_BIN_EXE_protoc-gen-counterpart"));
    let file = repository().join("counterpart.toml");
    let output = plugin
        .stdin(fs::File::open(file).expect("it is checked in"))
        .output()
        .expect("the plugin runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).contains("no CodeGeneratorRequest"),
        "{}",
        told(&output)
    );
    assert_eq!(output.stdout, b"");
}
