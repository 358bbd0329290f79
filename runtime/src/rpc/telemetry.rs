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
    let side = Side::Client(method);
    observe(side, context.deadline(), span, call).await
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
    let side = Side::Server(service, method);
    observe(side, context.deadline(), span, handled).await
}

async fn observe<T>(
    side: Side,
    deadline: Option<Instant>,
    span: Span,
    call: impl Future<Output = Result<T>>,
) -> Result<T> {
    let mut observed = Observed {
        side,
        deadline,
        span: span.clone(),
        started: Instant::now(),
        code: None,
    };
    let result = call.instrument(span).await;
    observed.code = Some(code_of(&result));
    result
}

/// On which side of a call this process is.
enum Side {
    /// It makes the call.
    Client(&'static MethodDescriptor),
    /// It answers the call of this method, as the caller named it.
    Server(&'static ServiceDescriptor, String),
}

/// Reports a call when it ends, also if it is dropped: by a handler's panic, at
/// the deadline, or since nobody waits for it any more.
struct Observed {
    side: Side,
    deadline: Option<Instant>,
    span: Span,
    started: Instant,
    code: Option<Code>,
}

impl Observed {
    /// What a call that was dropped ended with.
    fn code_of_drop(&self) -> Code {
        if matches!(self.side, Side::Server(..)) && std::thread::panicking() {
            Code::Internal
        } else if self.deadline.is_some_and(|at| at <= Instant::now()) {
            Code::DeadlineExceeded
        } else {
            Code::Cancelled
        }
    }
}

impl Drop for Observed {
    fn drop(&mut self) {
        let code = self.code.unwrap_or_else(|| self.code_of_drop());
        let elapsed = self.started.elapsed();
        let elapsed_us = micros(elapsed);
        let Self { side, span, .. } = self;
        let duration = match side {
            Side::Client(method) => {
                tracing::debug!(parent: &*span, ?code, elapsed_us, "called");
                metrics::histogram!(
                    "rpc_client_duration_seconds",
                    "service" => method.service.name,
                    "method" => method.name(),
                    "code" => code_name(code),
                )
            }
            Side::Server(service, method) => {
                tracing::info!(parent: &*span, ?code, elapsed_us, "served");
                // A method that nobody knows would give the metric a label of the caller's choice.
                let method = match code {
                    Code::Unimplemented => String::new(),
                    _ => std::mem::take(method),
                };
                metrics::histogram!(
                    "rpc_server_duration_seconds",
                    "service" => service.name,
                    "method" => method,
                    "code" => code_name(code),
                )
            }
        };
        duration.record(elapsed.as_secs_f64());
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

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use futures::FutureExt as _;
    use metrics_exporter_prometheus::PrometheusBuilder;

    use super::super::{Method, Status};
    use super::*;

    static SERVICE: ServiceDescriptor = ServiceDescriptor::new("test.v1.Clock", "clock", 1);
    static TELL: Method<(), ()> = Method::new(&SERVICE, "test.v1.Clock/Tell");

    /// The codes that metrics of this name have while `run` runs.
    fn codes(name: &str, run: impl FnOnce()) -> Vec<String> {
        let recorder = PrometheusBuilder::new().build_recorder();
        metrics::with_local_recorder(&recorder, run);
        let rendered = recorder.handle().render();
        let counts = rendered
            .lines()
            .filter(|line| line.starts_with(&format!("{name}_count")));
        let codes = counts.filter_map(|line| line.split_once("code=\"")?.1.split_once('"'));
        codes.map(|(code, _)| code.to_owned()).collect()
    }

    /// Makes a call, looks once whether it is done, and drops it.
    fn call_and_leave(context: &Context, call: impl Future<Output = Result<()>>) {
        client(TELL.descriptor(), context, call).now_or_never();
    }

    #[test]
    fn every_call_counts_once_for_the_client_however_it_ends() {
        let name = "rpc_client_duration_seconds";
        let context = Context::root();
        let late = Context::root().with_timeout(Duration::ZERO);
        let answered = || call_and_leave(&context, ready(Ok(())));
        assert_eq!(codes(name, answered), ["OK"]);
        let failed = || call_and_leave(&context, ready(Err(Status::not_found("no"))));
        assert_eq!(codes(name, failed), ["NOT_FOUND"]);
        let given_up = || call_and_leave(&context, pending());
        assert_eq!(codes(name, given_up), ["CANCELLED"]);
        let overtaken = || call_and_leave(&late, pending());
        assert_eq!(codes(name, overtaken), ["DEADLINE_EXCEEDED"]);
    }
}
