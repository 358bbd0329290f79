//! Plain HTTP.

use std::net::SocketAddr;

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

/// Gets a page: its status and body, or nothing if nobody answers.
pub(crate) async fn get(address: SocketAddr, path: &str) -> Option<(u16, Bytes)> {
    let request = Request::get(format!("http://{address}{path}"));
    send(request.body(Full::default()).unwrap()).await
}

/// Posts JSON: the status and body of the answer, or nothing if nobody answers.
pub(crate) async fn post(address: SocketAddr, path: &str, body: &Value) -> Option<(u16, Bytes)> {
    let request = Request::post(format!("http://{address}{path}"))
        .header("content-type", "application/json")
        .body(Full::from(body.to_string()))
        .unwrap();
    send(request).await
}

async fn send(request: Request<Full<Bytes>>) -> Option<(u16, Bytes)> {
    let client: Client<HttpConnector, _> = Client::builder(TokioExecutor::new()).build_http();
    let response = client.request(request).await.ok()?;
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.ok()?.to_bytes();
    Some((status, body))
}
