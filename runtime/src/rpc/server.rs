//! The side that serves.

use std::sync::Arc;

use bytes::Bytes;
use futures::future::BoxFuture;

use super::{Call, Caller, Reply, Result, ServiceDescriptor, telemetry};
use crate::bus::{BusError, Handler, IncomingCall, ServeOptions, Serving};

/// A generated server: finds the method of a call.
pub trait Server: Send + Sync + 'static {
    /// The service that it serves.
    const SERVICE: &'static ServiceDescriptor;

    /// Answers one call. `UNIMPLEMENTED` for a method that it doesn't know.
    fn call(&self, call: Call) -> impl Future<Output = Result<Reply>> + Send;
}

/// Serves a service on the caller's bus, until the returned handle is drained.
///
/// Returns once the service receives calls. `caller` is what its handlers call
/// other services with.
pub async fn serve<S: Server>(
    caller: &Caller,
    server: S,
    options: ServeOptions,
) -> Result<Serving, BusError> {
    serve_as(caller, S::SERVICE, Arc::new(server), options).await
}

/// As [`serve`], under another address than the server's own: that of an older
/// epoch, beside the current one.
pub async fn serve_as<S: Server>(
    caller: &Caller,
    service: &'static ServiceDescriptor,
    server: Arc<S>,
    options: ServeOptions,
) -> Result<Serving, BusError> {
    let dispatcher = Dispatcher {
        service,
        server,
        caller: caller.clone(),
    };
    caller
        .bus()
        .serve(service, Arc::new(dispatcher), options)
        .await
}

/// Gives the calls of a bus to a server, each inside its own context.
struct Dispatcher<S> {
    service: &'static ServiceDescriptor,
    server: Arc<S>,
    caller: Caller,
}

impl<S: Server> Handler for Dispatcher<S> {
    fn handle(&self, incoming: IncomingCall) -> BoxFuture<'static, Result<Bytes>> {
        let server = Arc::clone(&self.server);
        let context = incoming.context.clone();
        let call = Call::new(incoming, self.service, self.caller.clone());
        let method = call.method().to_owned();
        let handled = context.clone().scope(async move {
            let reply = server.call(call).await?;
            Ok(reply.into_payload())
        });
        Box::pin(telemetry::server(self.service, method, context, handled))
    }
}
