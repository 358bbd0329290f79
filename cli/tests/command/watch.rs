//! `counterpart generate --watch`, as a process that somebody ends.

use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::bench::{CONTRACT, SETTINGS, counterpart, project};

/// Far more than a run takes, on the slowest machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A command that watches a project.
struct Watch {
    process: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Path) -> Self {
        let mut process = counterpart(folder)
            .args(["generate", "--watch", "--message-format", "short"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let (sender, lines) = mpsc::channel();
        read(process.stdout.take().expect("it is piped"), sender.clone());
        read(process.stderr.take().expect("it is piped"), sender);
        Self { process, lines }
    }

    /// Waits for a line with this text.
    #[track_caller]
    fn told(&self, text: &str) {
        self.told_all(&[text]);
    }

    /// Waits until the run is over that told this.
    #[track_caller]
    fn told_and_waits(&self, text: &str) {
        self.told_all(&[text, "waiting for changes"]);
    }

    /// Waits for a line with each of these texts: the two streams have no order.
    #[track_caller]
    fn told_all(&self, texts: &[&str]) {
        let deadline = Instant::now() + PATIENCE;
        let (mut missing, mut told) = (texts.to_vec(), Vec::new());
        while !missing.is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) => {
                    missing.retain(|text| !line.contains(text));
                    told.push(line);
                }
                Err(error) => panic!("{error}: {missing:?} isn't among {told:#?}"),
            }
        }
    }

    /// Ends it as Ctrl-C does.
    fn interrupt(mut self) -> ExitStatus {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(sent.expect("there is `kill`").success());
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.process.try_wait().expect("it can be waited for") {
                return status;
            }
            assert!(Instant::now() < deadline, "it goes on");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn read(stream: impl Read + Send + 'static, lines: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if lines.send(line).is_err() {
                break;
            }
        }
    });
}

#[cfg(unix)]
#[test]
fn whatever_people_do_to_contracts_is_followed_until_they_end_it() {
    let folder = project(SETTINGS);
    let path = |path: &str| folder.path().join(path);
    let put = |name: &str, text: &str| fs::write(path(name), text).expect("writable");
    let note = "proto/test/note.proto";
    let watch = Watch::start(folder.path());
    watch.told_and_waits("changed");

    put(note, &CONTRACT.replace("text", "title"));
    watch.told("updated    generated/test-v1/src/messages.rs");

    put(
        note,
        "syntax = \"proto3\";\npackage test.v1;\nmessage Note {",
    );
    watch.told_and_waits("error[C0005]");
    put(note, CONTRACT);
    watch.told("updated    generated/test-v1/src/messages.rs");

    fs::create_dir_all(path("proto/test/deep")).expect("writable");
    let other = CONTRACT.replace("test.v1", "test.deep.v1");
    put("proto/test/deep/other.proto", &other);
    watch.told("wrote      generated/test-deep-v1/src/messages.rs");
    fs::remove_dir_all(path("proto/test/deep")).expect("writable");
    watch.told("removed    generated/test-deep-v1/src/messages.rs");

    put("counterpart.toml", "roots = [");
    watch.told_and_waits("error[C0002]");
    put(
        "counterpart.toml",
        &format!("{SETTINGS}output = \"made\"\n"),
    );
    watch.told_and_waits("wrote      made/test-v1/src/messages.rs");

    let status = watch.interrupt();
    assert_eq!(status.code(), Some(0));
    let mut hidden = fs::read_dir(path("made")).expect("it is there");
    let is_hidden = |name: std::ffi::OsString| name.to_string_lossy().starts_with('.');
    assert!(
        hidden.all(|entry| !is_hidden(entry.expect("readable").file_name())),
        "nothing is left half done"
    );
}

#[test]
fn there_is_nothing_to_watch_without_a_project() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = crate::bench::run(folder.path(), &["generate", "--watch"]);
    assert_eq!(output.status.code(), Some(2));
}
