//! Asking a process for its health and metrics.

use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What an endpoint answers.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> (u16, Value) {
        let json = serde_json::from_str(&self.body).expect("the body is JSON");
        (self.status, json)
    }
}

/// Gets a path over HTTP/1.0, whose answer ends with the connection.
pub(crate) async fn get(address: SocketAddr, path: &str) -> Answer {
    let mut connection = TcpStream::connect(address).await.expect("somebody listens");
    let request = format!("GET {path} HTTP/1.0\r\n\r\n");
    connection
        .write_all(request.as_bytes())
        .await
        .expect("the request is taken");
    let mut answer = String::new();
    connection
        .read_to_string(&mut answer)
        .await
        .expect("the answer is text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).expect("a status");
    Answer {
        status: status.parse().expect("a number"),
        body: body.to_owned(),
    }
}
