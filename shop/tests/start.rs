//! How the shop ends when it can't start.

use std::process::Command;

#[test]
fn a_start_that_fails_closes_the_stores_files() {
    let data = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_shop"))
        .env_clear()
        .args(["up", "--listen=127.0.0.1:0", "--wait=1"])
        .arg("--bus=amqp://me:secret@127.0.0.1:1/%2f")
        .arg("--data")
        .arg(data.path())
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    let last = stderr.lines().last().unwrap_or_default();
    assert!(
        last.starts_with("error: no connection to the broker: "),
        "{stderr}"
    );
    assert!(!stderr.contains("secret"), "{stderr}");
    let mut files: Vec<_> = std::fs::read_dir(data.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort_unstable();
    // SQLite removes the files of its log when the last connection is closed.
    assert_eq!(files, ["category.sqlite3", "product.sqlite3"]);
}
