//! Which pages may call the shop.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

const ORIGIN: &str = "https://shop.example";

/// A running shop, which is killed when dropped.
struct Shop(Child);

impl Drop for Shop {
    fn drop(&mut self) {
        self.0.kill().expect("it runs");
        self.0.wait().expect("it ends");
    }
}

/// The origin that a gateway with these flags lets call.
fn allowed(flags: &[&str]) -> Option<String> {
    let data = tempfile::tempdir().expect("the test's system does as it is told");
    let mut process = Command::new(env!("CARGO_BIN_EXE_shop"))
        .args(flags)
        .args(["--listen=127.0.0.1:0", "--bus=embedded"])
        .env_clear()
        .env("COUNTERPART_DATA", data.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the test's system does as it is told");
    let stdout = process.stdout.take().expect("it is piped");
    let stderr = process.stderr.take().expect("it is piped");
    let _shop = Shop(process);
    // `up` says on standard output where the gateway is, `gateway` in its log.
    let (output, before): (Box<dyn Read>, _) = match flags[0] {
        "up" => (Box::new(stdout), "  gateway   http://"),
        _ => (Box::new(stderr), "the gateway listens on http://"),
    };
    // Kept open: the shop says more than that.
    let mut lines = BufReader::new(output).lines();
    let address = lines
        .find_map(|line| {
            Some(
                line.expect("the test's system does as it is told")
                    .split_once(before)?
                    .1
                    .to_owned(),
            )
        })
        .expect("it says where the gateway is");
    let address = address.split(' ').next().expect("a text has a first word");
    preflight(address)
}

/// What a browser is told before a page of another origin may call.
fn preflight(address: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).expect("the test's system does as it is told");
    write!(
        stream,
        "OPTIONS /v1/products HTTP/1.1\r\nhost: shop\r\norigin: {ORIGIN}\r\n\
         access-control-request-method: POST\r\nconnection: close\r\n\r\n"
    )
    .expect("the test's system does as it is told");
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .expect("the test's system does as it is told");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let mut headers = answer.lines().filter_map(|line| line.split_once(": "));
    let (_, origin) = headers.find(|(name, _)| *name == "access-control-allow-origin")?;
    Some(origin.to_owned())
}

#[test]
fn a_gateway_lets_pages_of_other_origins_call_only_if_asked_to() {
    assert_eq!(allowed(&["gateway"]), None);
    let other = "--allow-origin=https://other.example";
    assert_eq!(allowed(&["gateway", other]), None);
    let named = "--allow-origin=https://shop.example";
    assert_eq!(allowed(&["gateway", named]).as_deref(), Some(ORIGIN));
    let any = "--allow-origin=*";
    assert_eq!(allowed(&["gateway", any]).as_deref(), Some("*"));
}

#[test]
fn the_shop_on_a_laptop_lets_any_page_call_unless_told_otherwise() {
    assert_eq!(allowed(&["up", "--no-sample"]).as_deref(), Some("*"));
    let other = "--allow-origin=https://other.example";
    assert_eq!(allowed(&["up", "--no-sample", other]), None);
}
