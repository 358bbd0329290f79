//! How the shop ends when it can't start.

use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};

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
    assert_eq!(files, ["category.sqlite3", "product.sqlite3", "shop.lock"]);
}

#[test]
fn the_shop_stays_open_when_nobody_reads_its_summary() {
    let data = tempfile::tempdir().unwrap();
    let mut shop = Command::new(env!("CARGO_BIN_EXE_shop"))
        .env_clear()
        .args([
            "up",
            "--listen=127.0.0.1:0",
            "--bus=embedded",
            "--no-sample",
        ])
        .arg("--data")
        .arg(data.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(shop.stdout.take());
    // Its log says where health is asked, before the summary is printed.
    let log = BufReader::new(shop.stderr.take().unwrap());
    let mut addresses = log.lines().filter_map(|line| {
        let line = line.unwrap();
        let (_, rest) = line.split_once("health and metrics: http://")?;
        rest.split('/').next().map(str::to_owned)
    });
    let health = addresses.next().expect("it says where its health is asked");
    let is_serving = || {
        let mut stream = TcpStream::connect(&health).unwrap();
        write!(stream, "GET /healthz HTTP/1.0\r\n\r\n").unwrap();
        let answer = BufReader::new(stream).lines().next().unwrap().unwrap();
        answer.ends_with("200 OK")
    };
    while !is_serving() {
        assert_eq!(shop.try_wait().unwrap(), None, "it ended");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let id = shop.id().to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(told.success());
    assert_eq!(shop.wait().unwrap().code(), Some(0));
}
