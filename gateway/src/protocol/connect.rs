//! The Connect protocol's unary calls
//! (<https://connectrpc.com/docs/protocol#unary-rpcs>).

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::general_purpose::STANDARD_NO_PAD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use counterpart::message::json;
use counterpart::rpc::{
    Code, Context, ErasedPayload, Idempotency, Result, Route, Status, code_name,
};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use serde_json::{Value, json};
use tonic::body::Body;

use super::{JSON, respond, respond_error};
use crate::details;
use crate::edge::{Edge, time_for, within};
use crate::observe::with_outcome;
use crate::timeout;

const PROTO: HeaderValue = HeaderValue::from_static("application/proto");

/// How messages are written.
#[derive(Clone, Copy)]
enum Encoding {
    Json,
    Proto,
}

/// Whether a request for a method that isn't known is meant as a call.
pub(crate) fn is_call<B>(request: &Request<B>) -> bool {
    let is_rpc_path = request
        .uri()
        .path()
        .strip_prefix('/')
        .and_then(|path| path.split_once('/'))
        .is_some_and(|(service, method)| service.contains('.') && !method.contains('/'));
    request.headers().contains_key("connect-protocol-version")
        || (request.method() == Method::POST && is_rpc_path)
}

/// Answers a Connect request.
pub(crate) async fn serve(edge: &Edge, context: Context, request: Request<Body>) -> Response<Body> {
    let path = request.uri().path();
    let Some(route) = edge.method(path) else {
        let status = Status::unimplemented(format!("there is no method {path}"));
        return with_outcome(
            error_response(StatusCode::NOT_FOUND, &status),
            None,
            Code::Unimplemented,
        );
    };
    let method = route.method();
    let encoding = match encoding_of(route, &request) {
        Ok(encoding) => encoding,
        Err(refusal) => {
            return with_outcome(refusal.response(), Some(method), Code::InvalidArgument);
        }
    };
    let result = answer(edge, route, context, encoding, request).await;
    let code = result.as_ref().map_or_else(Status::code, |_| Code::Ok);
    let response = match result {
        Ok(body) => respond(StatusCode::OK, encoding.content_type(), body),
        Err(status) => error_response(details::http_status(status.code()), &status),
    };
    with_outcome(response, Some(method), code)
}

async fn answer(
    edge: &Edge,
    route: &Route,
    context: Context,
    encoding: Encoding,
    request: Request<Body>,
) -> Result<Bytes> {
    let _permit = edge.admit()?;
    let address = edge.address_of(&request);
    edge.let_in(route.method(), &context, address).await?;
    let time = time_for(route.method(), timeout::connect(request.headers())?);
    refuse_compression(request.headers())?;
    let context = context.with_timeout(time);
    within(time, async {
        let message = if request.method() == Method::GET {
            query_message(request.uri().query().unwrap_or_default())?
        } else {
            edge.read(request.into_body()).await?
        };
        let message = edge.types.scope(|| encoding.read(route, message))?;
        let response = edge.call(route.method(), message, context).await?;
        match encoding {
            Encoding::Proto => Ok(response),
            Encoding::Json => edge.response_json(route, response).map(Bytes::from),
        }
    })
    .await
}

impl Encoding {
    fn content_type(self) -> HeaderValue {
        match self {
            Self::Json => JSON,
            Self::Proto => PROTO,
        }
    }

    fn read(self, route: &Route, bytes: Bytes) -> Result<Box<dyn ErasedPayload>> {
        match self {
            Self::Proto => route.decode_request(bytes),
            Self::Json => {
                let mut request = route.new_request();
                json::read(&bytes, request.message_mut(), json::Unknown::Refuse)?;
                Ok(request)
            }
        }
    }
}

/// A request that the protocol answers in plain HTTP.
enum Refusal {
    /// Another HTTP method than these.
    Method(&'static str),
    /// Neither JSON in UTF-8 nor protobuf.
    ContentType,
}

impl Refusal {
    fn response(&self) -> Response<Body> {
        let (status, name, value) = match self {
            Self::Method(allowed) => (StatusCode::METHOD_NOT_ALLOWED, "allow", *allowed),
            Self::ContentType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "accept-post",
                "application/json, application/proto",
            ),
        };
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status;
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
        response
    }
}

/// The encoding that a request names. Calls are `POST`s; those that change
/// nothing may be `GET`s.
fn encoding_of(route: &Route, request: &Request<Body>) -> Result<Encoding, Refusal> {
    let may_get = route.method().idempotency == Idempotency::NoSideEffects;
    let name = match *request.method() {
        Method::POST => media_type(request.headers())
            .and_then(|name| Some(name.strip_prefix("application/")?.to_owned()))
            .map(Cow::from),
        Method::GET if may_get => {
            query_parameter(request.uri().query().unwrap_or_default(), "encoding")
        }
        _ if may_get => return Err(Refusal::Method("GET, POST")),
        _ => return Err(Refusal::Method("POST")),
    };
    match name.as_deref() {
        Some("json") => Ok(Encoding::Json),
        Some("proto") => Ok(Encoding::Proto),
        _ => Err(Refusal::ContentType),
    }
}

/// The content type in lower case and without its parameters, empty if there is
/// none. `None` if its text isn't UTF-8, the only one that JSON travels in.
pub(super) fn media_type(headers: &HeaderMap) -> Option<String> {
    let Some(value) = headers.get(header::CONTENT_TYPE) else {
        return Some(String::new());
    };
    let mut parts = value.to_str().ok()?.split(';').map(str::trim);
    let name = parts.next()?.to_ascii_lowercase();
    parts.all(is_not_foreign_charset).then_some(name)
}

fn is_not_foreign_charset(parameter: &str) -> bool {
    parameter.split_once('=').is_none_or(|(name, value)| {
        !name.trim_end().eq_ignore_ascii_case("charset")
            || value.trim_matches(['"', ' ']).eq_ignore_ascii_case("utf-8")
    })
}

fn refuse_compression(headers: &HeaderMap) -> Result<()> {
    match headers.get(header::CONTENT_ENCODING) {
        Some(encoding) if encoding != "identity" => Err(Status::unimplemented(format!(
            "the compression {encoding:?} is not supported; identity is"
        ))),
        _ => Ok(()),
    }
}

/// The message of a `GET`.
fn query_message(query: &str) -> Result<Bytes> {
    if query_parameter(query, "compression").is_some_and(|name| name != "identity") {
        return Err(Status::unimplemented(
            "compressed queries are not supported",
        ));
    }
    let message = query_parameter(query, "message")
        .ok_or_else(|| Status::invalid_argument("the query lacks its `message`"))?;
    if query_parameter(query, "base64").as_deref() != Some("1") {
        return Ok(message.into_owned().into_bytes().into());
    }
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&URL_SAFE, config)
        .decode(message.as_bytes())
        .or_else(|_| GeneralPurpose::new(&STANDARD, config).decode(message.as_bytes()))
        .map(Bytes::from)
        .map_err(|error| Status::invalid_argument(format!("the message is not base64: {error}")))
}

fn query_parameter<'q>(query: &'q str, name: &str) -> Option<Cow<'q, str>> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

/// An error as the protocol has it. The fields of known details stand in
/// `debug`, where people and simple clients read them.
fn error_response(http_status: StatusCode, status: &Status) -> Response<Body> {
    let mut error = json!({"code": code_name(status.code()).to_ascii_lowercase()});
    // The protocol's only code that is spelled otherwise than gRPC's.
    if status.code() == Code::Cancelled {
        error["code"] = "canceled".into();
    }
    if !status.message().is_empty() {
        error["message"] = status.message().into();
    }
    let details: Vec<_> = details::of(status)
        .iter()
        .map(|any| {
            let name = any.type_url.rsplit('/').next().unwrap_or(&any.type_url);
            let mut detail = json!({"type": name, "value": STANDARD_NO_PAD.encode(&any.value)});
            if let Some(fields) = details::fields_json(any) {
                detail["debug"] = Value::Object(fields);
            }
            detail
        })
        .collect();
    if !details.is_empty() {
        error["details"] = details.into();
    }
    respond_error(http_status, status, error.to_string())
}
