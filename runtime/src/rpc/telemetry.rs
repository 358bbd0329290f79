//! What can be seen of calls: a span, a line and a duration of each.

use std::time::Duration;

use tokio::time::Instant;
use tracing::{Instrument, Span};

use super::{Code, Context, MethodDescriptor, Result, ServiceDescriptor, code_name};

/// Observes a call that this process makes.
pub(super) async fn client<T>(
    method: &'static MethodDescriptor,
    context: &Context,
    call: impl Future<Output = Result<T>>,
) -> Result<T> {
    let span = tracing::debug_span!(
        "call",
        rpc.method = method.path,
        correlation_id = context.correlation_id(),
        trace_id = context.trace_id(),
    );
    let started = Instant::now();
    let result = call.instrument(span.clone()).await;
    let elapsed = started.elapsed();
    let code = code_of(&result);
    tracing::debug!(parent: &span, code = ?code, elapsed_us = micros(elapsed), "called");
    metrics::histogram!(
        "rpc_client_duration_seconds",
        "service" => method.service.name,
        "method" => method.name(),
        "code" => code_name(code),
    )
    .record(elapsed.as_secs_f64());
    result
}

/// Observes a call that this process answers.
pub(super) async fn server<T>(
    service: &'static ServiceDescriptor,
    method: String,
    context: Context,
    handled: impl Future<Output = Result<T>>,
) -> Result<T> {
    let span = tracing::info_span!(
        "serve",
        rpc.service = service.name,
        rpc.method = method,
        correlation_id = context.correlation_id(),
        trace_id = context.trace_id(),
    );
    let mut observed = Observed {
        service,
        method,
        context,
        span: span.clone(),
        started: Instant::now(),
        code: None,
    };
    let result = handled.instrument(span).await;
    observed.code = Some(code_of(&result));
    result
}

/// Reports a served call when it ends, also if its handler panics or is dropped
/// at the deadline.
struct Observed {
    service: &'static ServiceDescriptor,
    method: String,
    context: Context,
    span: Span,
    started: Instant,
    code: Option<Code>,
}

impl Drop for Observed {
    fn drop(&mut self) {
        let code = self.code.unwrap_or_else(|| {
            if std::thread::panicking() {
                Code::Internal
            } else if self.context.time_left() == Some(Duration::ZERO) {
                Code::DeadlineExceeded
            } else {
                Code::Cancelled
            }
        });
        let elapsed = self.started.elapsed();
        tracing::info!(parent: &self.span, code = ?code, elapsed_us = micros(elapsed), "served");
        // A method that nobody knows would give the metric a label of the caller's choice.
        let method = if code == Code::Unimplemented {
            String::new()
        } else {
            std::mem::take(&mut self.method)
        };
        metrics::histogram!(
            "rpc_server_duration_seconds",
            "service" => self.service.name,
            "method" => method,
            "code" => code_name(code),
        )
        .record(elapsed.as_secs_f64());
    }
}

fn code_of<T>(result: &Result<T>) -> Code {
    result
        .as_ref()
        .map_or_else(tonic::Status::code, |_| Code::Ok)
}

fn micros(elapsed: Duration) -> u64 {
    u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX)
}
