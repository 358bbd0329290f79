//! The side that calls.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use tokio::time::Instant;

use super::{Context, Method, MethodDescriptor, Result, ServiceDescriptor, Status, telemetry};
use crate::bus::{Bus, OutgoingCall};
use crate::message::Payload;

/// Sends calls of one service over a bus. Cheap to clone.
#[derive(Clone)]
pub struct Caller {
    bus: Arc<dyn Bus>,
    name: Arc<str>,
}

impl Caller {
    /// Calls in the name of a service, such as `product`; the name is what logs
    /// and the broker's tools show.
    pub fn new(bus: Arc<dyn Bus>, name: impl Into<Arc<str>>) -> Self {
        Self {
            bus,
            name: name.into(),
        }
    }

    /// Calls a method and waits for its response.
    ///
    /// The call ends after the method's timeout, or when the current [`Context`]
    /// has no time left, with `DEADLINE_EXCEEDED`. `UNAVAILABLE` means that it
    /// surely did not start or is safe to send again; [`Reason`](super::Reason)
    /// tells the platform's other failures apart.
    pub async fn unary<Request: Payload, Response: Payload>(
        &self,
        method: &'static Method<Request, Response>,
        request: Request,
    ) -> Result<Response> {
        let descriptor = method.descriptor();
        let response = self.raw(descriptor, request.encode_to_vec().into()).await?;
        Response::decode(response).map_err(|error| {
            Status::internal(format!(
                "the response of {} does not decode: {error}",
                descriptor.path
            ))
        })
    }

    /// Calls a method with an encoded request, and returns the encoded response.
    ///
    /// Deadline, token and trace come from the current [`Context`]; a gateway
    /// gives them by `context.scope(caller.raw(method, request))`.
    pub async fn raw(&self, method: &'static MethodDescriptor, request: Bytes) -> Result<Bytes> {
        let context = Context::current()
            .map_or_else(Context::root, |context| context.child())
            .with_deadline(Instant::now() + method.timeout);
        let call = OutgoingCall {
            method,
            caller: Arc::clone(&self.name),
            payload: request,
            context: context.clone(),
        };
        telemetry::client(method, &context, self.bus.call(call)).await
    }

    /// A caller over the same bus in another name. Where each service has its own
    /// user at the broker, the name of that user counts.
    #[must_use]
    pub fn named(&self, name: impl Into<Arc<str>>) -> Self {
        Self::new(Arc::clone(&self.bus), name)
    }

    /// The bus that calls travel over.
    pub fn bus(&self) -> &Arc<dyn Bus> {
        &self.bus
    }

    /// The service in whose name calls are made.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller")
            .field("name", &self.name)
            .field("bus", &self.bus)
            .finish()
    }
}

/// A generated client.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no client of a service",
    label = "not a client",
    note = "a contract crate exports a client for each service: `ProductClient` for `ProductService`"
)]
pub trait Client: Clone + Send + Sync + 'static {
    /// The service that the client calls.
    const SERVICE: &'static ServiceDescriptor;

    /// A client that calls through this caller.
    fn new(caller: Caller) -> Self;
}
