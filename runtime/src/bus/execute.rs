//! Running one call: what is the same whatever carried it.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use bytes::Bytes;
use futures::FutureExt;
use tokio::time::Instant;

use super::{Handler, IncomingCall, Limits};
use crate::rpc::{Reason, Result, Status};

/// Runs a call to its deadline: not at all if that has passed, and a panic of
/// its handler ends only the call.
pub(super) async fn execute(
    handler: &dyn Handler,
    call: IncomingCall,
    limits: Limits,
) -> Result<Bytes> {
    check_size("request", &call.method, call.payload.len(), limits)?;
    let method = call.method.clone();
    let deadline = call.context.deadline();
    if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
        return Err(Status::deadline_exceeded(format!(
            "{method} had no time left when it could start"
        )));
    }
    let running = AssertUnwindSafe(async { handler.handle(call).await }).catch_unwind();
    let outcome = match deadline {
        Some(deadline) => tokio::time::timeout_at(deadline, running).await,
        None => Ok(running.await),
    };
    match outcome {
        Ok(Ok(result)) => {
            let response = result?;
            check_size("response", &method, response.len(), limits)?;
            Ok(response)
        }
        Ok(Err(panic)) => {
            tracing::error!(%method, panic = panic_text(&*panic), "a handler panicked");
            Err(Reason::Panicked.status(format!("the handler of {method} panicked")))
        }
        Err(_elapsed) => Err(Status::deadline_exceeded(format!(
            "{method} took longer than its caller waits"
        ))),
    }
}

/// `RESOURCE_EXHAUSTED` for a message larger than the bus carries.
pub(super) fn check_size(what: &str, method: &str, bytes: usize, limits: Limits) -> Result<()> {
    if bytes <= limits.message_bytes {
        return Ok(());
    }
    Err(Reason::TooLarge.status(format!(
        "the {what} of {method} has {bytes} bytes, more than the {} that are allowed",
        limits.message_bytes
    )))
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("not a text")
}
