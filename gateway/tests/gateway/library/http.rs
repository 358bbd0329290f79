//! Plain HTTP requests, as `curl` sends them.

use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

use super::Bed;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {:?} of {self:?}", self.body))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("headers are ASCII here"))
    }
}

pub(crate) async fn send(
    bed: &Bed,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> Answer {
    let mut request = Request::new(Full::new(body.into()));
    *request.method_mut() = method;
    *request.uri_mut() = bed
        .url(path)
        .parse::<Uri>()
        .expect("a path is part of a URL");
    for (name, value) in headers {
        request.headers_mut().insert(
            name.parse::<http::HeaderName>().expect("a header's name"),
            value.parse().expect("a header's value"),
        );
    }
    let client = Client::builder(TokioExecutor::new()).build_http();
    let response = client.request(request).await.expect("the gateway answers");
    let (head, body) = response.into_parts();
    Answer {
        status: head.status,
        headers: head.headers,
        body: body
            .collect()
            .await
            .expect("the answer is whole")
            .to_bytes(),
    }
}

pub(crate) async fn get(bed: &Bed, path: &str) -> Answer {
    send(bed, Method::GET, path, &[], "").await
}

pub(crate) async fn post(bed: &Bed, path: &str, json: &'static str) -> Answer {
    let headers = [("content-type", "application/json")];
    send(bed, Method::POST, path, &headers, json).await
}

pub(crate) async fn patch(bed: &Bed, path: &str, json: &'static str) -> Answer {
    let headers = [("content-type", "application/json")];
    send(bed, Method::PATCH, path, &headers, json).await
}
