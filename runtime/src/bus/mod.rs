//! What carries calls between services.
//!
//! A [`Bus`] is either [`Embedded`], inside one process, or [`Amqp`], over
//! RabbitMQ. Both keep the same promises, held by one suite of tests; the
//! bytes and rules on RabbitMQ are specified in `docs/wire-protocol.md`.

mod amqp;
mod embedded;
// Not part of what the crate promises to its users: public so that its tests can
// hold it against the proto file, and speak to a service as a foreign client does.
#[doc(hidden)]
pub mod envelope;
mod error;
mod execute;
mod serving;
mod settings;
mod transport;

pub use amqp::Amqp;
pub use embedded::Embedded;
pub use error::BusError;
pub use serving::{Drained, Serving};
pub use settings::{Identities, Limits, QueueType, ServeOptions, Settings};
pub use transport::{Bus, ConnectionState, Handler, IncomingCall, OutgoingCall};

use std::sync::Arc;

use crate::rpc::{MethodDescriptor, Reason, Status};

/// How many messages may wait in a request queue. One more ends in
/// `RESOURCE_EXHAUSTED`; over RabbitMQ at the latest a second after a caller has
/// seen the full queue, and before that at its deadline.
const QUEUE_CAPACITY: usize = 10_000;

/// Opens the bus that the settings name. RabbitMQ is connected to in the
/// background: see [`Bus::connection`]. Needs a Tokio runtime.
pub fn open(settings: Settings) -> Result<Arc<dyn Bus>, BusError> {
    if settings.is_embedded() {
        Ok(Arc::new(Embedded::new(settings.limits)))
    } else {
        Ok(Arc::new(Amqp::connect(settings)?))
    }
}

/// How a call ends whose request may have left and whose reply won't come.
fn lost(method: &MethodDescriptor, why: &str) -> Status {
    let message = format!("no answer from {}: {why}", method.path);
    if method.idempotency.is_safe_to_retry() {
        Reason::ReplyLost.status(message)
    } else {
        Reason::MayHaveRun.status(message)
    }
}
