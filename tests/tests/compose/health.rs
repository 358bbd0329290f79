//! `deploy/healthy`, the health check of our containers.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;
use std::thread;

use crate::file;

/// Whether a program that answers with this status is healthy.
fn healthy_when_answered(status: &'static str) -> bool {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("a bound port").port();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("the check connects");
        let lines: Vec<String> = BufReader::new(&stream)
            .lines()
            .map(|line| line.expect("the check asks in text"))
            .take_while(|line| !line.is_empty())
            .collect();
        assert_eq!(
            lines.first().map(String::as_str),
            Some("GET /healthz HTTP/1.1")
        );
        write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n")
            .expect("the check listens");
    });
    let healthy = check(port);
    server.join().expect("the check asked for /healthz");
    healthy
}

fn check(port: u16) -> bool {
    let script = file::root().join("deploy/healthy");
    Command::new(script)
        .arg(port.to_string())
        .output()
        .expect("bash runs the check")
        .status
        .success()
}

#[test]
fn a_program_that_says_so_is_healthy() {
    assert!(healthy_when_answered("200 OK"));
}

#[test]
fn a_program_that_lost_its_broker_is_not_healthy() {
    assert!(!healthy_when_answered("503 Service Unavailable"));
}

#[test]
fn a_program_that_does_not_listen_is_not_healthy() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("a bound port").port();
    drop(listener);
    assert!(!check(port));
}
