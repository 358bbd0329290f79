//! What the service's process says and how it ends.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

/// The service's process with these flags, and no setting from outside.
fn category(flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_category"));
    command.args(flags).env_clear().stderr(Stdio::piped());
    command
}

/// How a process that can't start ends: its code, and its last line.
fn failure(flags: &[&str]) -> (Option<i32>, String) {
    let output = category(flags).output().expect("the process starts");
    let stderr = String::from_utf8(output.stderr).expect("text");
    assert!(!stderr.contains("secret"), "{stderr}");
    let last = stderr.lines().last().unwrap_or_default();
    (output.status.code(), last.to_owned())
}

#[test]
fn settings_that_cannot_be_end_with_2_and_one_line() {
    let store = "--store=memory:";
    let wrong: [(&[&str], &str); 6] = [
        (
            &["--bus=embedded"],
            "error: no store is given: use --store URL, or set COUNTERPART_STORE or COUNTERPART_STORE_FILE",
        ),
        (
            &[store],
            "error: no bus is given: use --bus URL, or set COUNTERPART_BUS or COUNTERPART_BUS_FILE",
        ),
        (
            &[store, "--bus=amqp://me:secret@host:99999/"],
            "error: \"amqp://me@host:99999/\" is no address of a bus: invalid port number; give `embedded` or `amqp://user:password@host:port/vhost`",
        ),
        (
            &["--bus=embedded", "--store=other://me:secret@host"],
            "error: store: \"other://me@host\" names no store: write sqlite:FOLDER or mongodb://HOSTS/?replicaSet=NAME",
        ),
        (
            &[store, "--bus-file=/none"],
            "error: /none can't be read: No such file or directory (os error 2)",
        ),
        (
            &[store, "--bus=embedded", "--bus-file=/none"],
            "error: --bus and --bus-file are both given, as flags or as variables: use one of them",
        ),
    ];
    for (flags, line) in wrong {
        assert_eq!(failure(flags), (Some(2), line.to_owned()), "{flags:?}");
    }
}

#[test]
fn a_port_in_use_ends_with_1_and_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let http = format!("--http={address}");
    let line = format!(
        "error: health and metrics can't listen on {address}: Address already in use (os error 98); \
         --http names another address"
    );
    assert_eq!(
        failure(&["--bus=embedded", "--store=memory:", &http]),
        (Some(1), line)
    );
}

#[test]
fn a_broker_that_does_not_come_up_ends_with_1_after_the_wait() {
    let (code, line) = failure(&[
        "--bus=amqp://me:secret@127.0.0.1:1/%2f",
        "--store=memory:",
        "--wait=1",
    ]);
    assert_eq!(code, Some(1));
    assert!(
        line.starts_with("error: no connection to the broker: amqp://me@127.0.0.1:1/%2f: "),
        "{line}"
    );
}

#[test]
fn each_signal_that_asks_to_stop_ends_the_process_with_0() {
    for signal in ["-TERM", "-INT"] {
        let mut process = category(&["--bus=embedded", "--store=memory:"])
            .spawn()
            .unwrap();
        until_serving(&mut process);
        let id = process.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
        assert_eq!(process.wait().unwrap().code(), Some(0), "{signal}");
    }
}

/// Reads the log until the service receives calls. The rest is drained by a
/// thread, so that the process is never kept waiting.
fn until_serving(process: &mut Child) {
    let mut lines = BufReader::new(process.stderr.take().expect("it is piped")).lines();
    let serving = lines.any(|line| line.expect("text").contains("is serving"));
    assert!(serving, "the service ended before it served");
    std::thread::spawn(move || lines.count());
}
