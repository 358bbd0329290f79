//! The side that serves.

use std::sync::Arc;

use bytes::Bytes;
use futures::future::BoxFuture;

use super::{Call, Caller, Reply, Result, ServiceDescriptor, telemetry};
use crate::bus::{BusError, Handler, IncomingCall, ServeOptions, Serving};
use crate::identity::Tokens;

/// A generated server: finds the method of a call.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no server",
    label = "not a server",
    note = "the generated server goes around what implements the service: `ProductServer::new(products)`"
)]
pub trait Server: Send + Sync + 'static {
    /// The service that it serves.
    const SERVICE: &'static ServiceDescriptor;

    /// Answers one call. `UNIMPLEMENTED` for a method that it doesn't know.
    fn call(&self, call: Call) -> impl Future<Output = Result<Reply>> + Send;
}

/// How a service is served.
#[derive(Clone, Debug, Default)]
pub struct ServerOptions {
    /// How its calls come in.
    pub serve: ServeOptions,
    /// Which users' tokens are believed. Without keys, methods that need a user
    /// answer `UNAUTHENTICATED`.
    pub tokens: Tokens,
}

impl From<ServeOptions> for ServerOptions {
    fn from(serve: ServeOptions) -> Self {
        Self {
            serve,
            tokens: Tokens::none(),
        }
    }
}

/// Serves a service on the caller's bus, until the returned handle is drained.
///
/// Returns once the service receives calls. `caller` is what its handlers call
/// other services with.
pub async fn serve<S: Server>(
    caller: &Caller,
    server: S,
    options: impl Into<ServerOptions>,
) -> Result<Serving, BusError> {
    serve_as(caller, S::SERVICE, Arc::new(server), options).await
}

/// As [`serve`], under another address than the server's own: that of an older
/// epoch, beside the current one.
pub async fn serve_as<S: Server>(
    caller: &Caller,
    service: &'static ServiceDescriptor,
    server: Arc<S>,
    options: impl Into<ServerOptions>,
) -> Result<Serving, BusError> {
    let ServerOptions { serve, tokens } = options.into();
    if service.has_callers && !caller.bus().knows_senders() {
        tracing::warn!(
            service = service.name,
            "all services share one user of the broker: which of them calls isn't known, so every \
             one may call methods that name their callers"
        );
    }
    let dispatcher = Dispatcher {
        service,
        server,
        caller: caller.clone(),
        tokens,
    };
    caller
        .bus()
        .serve(service, Arc::new(dispatcher), serve)
        .await
}

/// Gives the calls of a bus to a server, each inside its own context.
struct Dispatcher<S> {
    service: &'static ServiceDescriptor,
    server: Arc<S>,
    caller: Caller,
    tokens: Tokens,
}

impl<S: Server> Handler for Dispatcher<S> {
    fn handle(&self, incoming: IncomingCall) -> BoxFuture<'static, Result<Bytes>> {
        let server = Arc::clone(&self.server);
        let context = incoming.context.clone();
        let (caller, tokens) = (self.caller.clone(), self.tokens.clone());
        let call = Call::new(incoming, self.service, caller, tokens);
        let method = call.method().to_owned();
        let handled = context.clone().scope(async move {
            let reply = server.call(call).await?;
            Ok(reply.into_payload())
        });
        Box::pin(telemetry::server(self.service, method, context, handled))
    }
}
