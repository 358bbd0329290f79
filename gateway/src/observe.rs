//! What can be seen of each request: one line, its duration, and the id that
//! joins it with what it caused.

use std::sync::LazyLock;
use std::time::Instant;

use counterpart::rpc::{Code, Context, MethodDescriptor, code_name};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, header};
use tonic::body::Body;

/// The header that carries the correlation id, in both directions.
pub(crate) const CORRELATION_ID: HeaderName = HeaderName::from_static("x-correlation-id");

/// The longest correlation id that is taken from a client.
const MAX_CORRELATION_ID: usize = 128;

/// How a request came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Grpc,
    GrpcWeb,
    Connect,
    Rest,
    Probe,
}

impl Protocol {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Grpc => "grpc",
            Self::GrpcWeb => "grpc-web",
            Self::Connect => "connect",
            Self::Rest => "rest",
            Self::Probe => "probe",
        }
    }
}

/// How a request ended, attached to its response.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcome {
    pub(crate) method: Option<&'static MethodDescriptor>,
    pub(crate) code: Code,
}

/// Attaches how a request ended.
pub(crate) fn with_outcome(
    mut response: Response<Body>,
    method: Option<&'static MethodDescriptor>,
    code: Code,
) -> Response<Body> {
    response.extensions_mut().insert(Outcome { method, code });
    response
}

/// The start of the chain that a request causes: its id and trace, or new ones;
/// the user's token.
pub(crate) fn context(headers: &HeaderMap) -> Context {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let mut context = Context::root();
    if let Some(id) = text(CORRELATION_ID.as_str()).filter(|id| is_correlation_id(id)) {
        context = context.with_correlation_id(id);
    }
    if let Some(parent) = text("traceparent") {
        context = context.with_trace(parent, text("tracestate").unwrap_or_default());
    }
    let bearer = text(header::AUTHORIZATION.as_str()).and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token)
    });
    if let Some(token) = bearer {
        context = context.with_token(token.trim());
    }
    context
}

/// Ids go into logs: only short ones without spaces and controls are taken.
fn is_correlation_id(id: &str) -> bool {
    (1..=MAX_CORRELATION_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Observes one request, also if its client goes away before it is answered.
pub(crate) struct Observed {
    protocol: Protocol,
    verb: Method,
    path: String,
    context: Context,
    started: Instant,
    outcome: Outcome,
    http_status: u16,
}

impl Observed {
    pub(crate) fn start<B>(protocol: Protocol, request: &Request<B>, context: Context) -> Self {
        metrics::gauge!("gateway_requests_in_flight").increment(1);
        Self {
            protocol,
            verb: request.method().clone(),
            // Queries hold what people type; they stay out of logs.
            path: request.uri().path().to_owned(),
            context,
            started: Instant::now(),
            outcome: Outcome {
                method: None,
                code: Code::Cancelled,
            },
            http_status: 499,
        }
    }

    /// Notes how the request ended, and tells its id to the client.
    pub(crate) fn finish(mut self, mut response: Response<Body>) -> Response<Body> {
        self.http_status = response.status().as_u16();
        self.outcome = match response.extensions_mut().remove::<Outcome>() {
            Some(outcome) => outcome,
            None => Outcome {
                method: None,
                code: code_of(&response),
            },
        };
        if let Ok(id) = HeaderValue::from_str(self.context.correlation_id()) {
            response.headers_mut().insert(CORRELATION_ID, id);
        }
        response
    }
}

/// What a response says that no method of a contract gave.
fn code_of(response: &Response<Body>) -> Code {
    let grpc_status = response.headers().get("grpc-status");
    match grpc_status {
        Some(status) => Code::from_bytes(status.as_bytes()),
        None if response.status().is_success() => Code::Ok,
        None => Code::Unknown,
    }
}

impl Drop for Observed {
    fn drop(&mut self) {
        let elapsed = self.started.elapsed();
        let Outcome { method, code } = self.outcome;
        // Only methods that exist become labels; paths would be the clients' choice.
        let (service, name) =
            method.map_or(("", ""), |method| (method.service.name, method.name()));
        let code = code_name(code);
        tracing::info!(
            target: "counterpart_gateway::access",
            protocol = self.protocol.name(),
            http.method = %self.verb,
            http.path = self.path,
            http.status = self.http_status,
            rpc.method = method.map(|method| method.path),
            code,
            elapsed_us = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX),
            correlation_id = self.context.correlation_id(),
            trace_id = self.context.trace_id(),
            "request"
        );
        metrics::gauge!("gateway_requests_in_flight").decrement(1);
        metrics::histogram!(
            "gateway_request_duration_seconds",
            "protocol" => self.protocol.name(),
            "service" => service,
            "method" => name,
            "code" => code,
        )
        .record(elapsed.as_secs_f64());
    }
}

/// Describes the metrics, once for the process.
pub(crate) fn describe_metrics() {
    static DESCRIBED: LazyLock<()> = LazyLock::new(|| {
        metrics::describe_gauge!(
            "gateway_requests_in_flight",
            metrics::Unit::Count,
            "Requests that came in and are not answered yet."
        );
        metrics::describe_histogram!(
            "gateway_request_duration_seconds",
            metrics::Unit::Seconds,
            "How long requests took, by protocol, method and gRPC code."
        );
    });
    LazyLock::force(&DESCRIBED);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_spoil_a_log_is_replaced() {
        for (sent, is_kept) in [("order-7", true), ("", false), ("a b", false)] {
            let headers = HeaderMap::from_iter([(CORRELATION_ID, HeaderValue::from_static(sent))]);
            assert_eq!(
                context(&headers).correlation_id() == sent,
                is_kept,
                "{sent:?}"
            );
        }
        let long = "a".repeat(MAX_CORRELATION_ID + 1);
        let value = HeaderValue::from_str(&long).expect("letters are allowed");
        let headers = HeaderMap::from_iter([(CORRELATION_ID, value)]);
        assert_ne!(context(&headers).correlation_id(), long);
    }

    #[test]
    fn a_bearer_token_travels_on_without_its_scheme() {
        for (sent, token) in [
            ("Bearer abc", "abc"),
            ("bearer abc", "abc"),
            ("Basic abc", ""),
            ("abc", ""),
        ] {
            let headers =
                HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::from_static(sent))]);
            assert_eq!(context(&headers).token(), token, "{sent}");
        }
    }
}
