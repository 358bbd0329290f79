//! The protocols, each from an HTTP request to an HTTP response.

mod base64_body;
pub(crate) mod connect;
pub(crate) mod grpc;
pub(crate) mod rest;

use bytes::Bytes;
use counterpart::rpc::{Code, Status};
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::Full;
use tonic::body::Body;
use tonic_types::StatusExt as _;

use crate::edge::Edge;
use crate::observe::Protocol;

/// The path that says whether the gateway is of use.
pub(crate) const HEALTH: &str = "/healthz";

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The protocol that a request speaks. What is none of the RPC protocols is
/// plain HTTP.
pub(crate) fn of<B>(request: &Request<B>, edge: &Edge) -> Protocol {
    let media_type = connect::media_type(request.headers()).unwrap_or_default();
    if media_type.starts_with("application/grpc-web") {
        Protocol::GrpcWeb
    } else if media_type.starts_with("application/grpc") {
        Protocol::Grpc
    } else if request.uri().path() == HEALTH {
        Protocol::Probe
    } else if edge.method(request.uri().path()).is_some() || connect::is_call(request) {
        Protocol::Connect
    } else {
        Protocol::Rest
    }
}

fn respond(
    status: StatusCode,
    content_type: HeaderValue,
    body: impl Into<Bytes>,
) -> Response<Body> {
    let mut response = Response::new(Body::new(Full::new(body.into())));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, content_type);
    response
}

/// An error in JSON, with the headers of HTTP that go with it.
fn respond_error(http_status: StatusCode, status: &Status, body: String) -> Response<Body> {
    let mut response = respond(http_status, JSON, body);
    if status.code() == Code::Unauthenticated {
        // RFC 9110, 11.6.1: a 401 says how to do better.
        let bearer = HeaderValue::from_static("Bearer");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, bearer);
    }
    let retry = status.get_details_retry_info();
    if let Some(wait) = retry.and_then(|retry| retry.retry_delay) {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, wait.as_secs().into());
    }
    response
}

/// Whether the gateway is of use: 200 if calls can leave it, 503 otherwise. Why
/// they can't, and where the broker is, is the log's: anyone may ask.
pub(crate) fn probe(edge: &Edge) -> Response<Body> {
    let connection = edge.connection();
    let (is_connected, words) = {
        let state = connection.borrow();
        (state.is_connected(), state.words())
    };
    let status = if is_connected {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    respond(status, text, format!("{words}\n"))
}
