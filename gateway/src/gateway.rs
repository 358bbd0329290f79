//! The gateway, from its parts to a service over HTTP.

use std::convert::Infallible;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use counterpart::identity::Tokens;
use counterpart::rpc::{Access, Caller, GATEWAY, Route, Routes};
use futures::future::BoxFuture;
use http::{Request, Response};
use ipnet::IpNet;
use tokio::net::TcpListener;
use tokio::time::Instant;
use tonic::body::Body;
use tower::util::BoxCloneSyncService;
use tower::{Layer as _, service_fn};

use crate::builtin::Builtin;
use crate::edge::Edge;
use crate::observe::{self, Observed, Protocol};
use crate::{Cors, GatewayError, Limits, protocol, server};

/// The whole gateway as one HTTP service.
pub(crate) type HttpService = BoxCloneSyncService<Request<Body>, Response<Body>, Infallible>;

/// Serves the public methods of contracts on one port. See the
/// [crate's documentation](crate).
pub struct Gateway {
    edge: Arc<Edge>,
    cors: Cors,
}

/// What a [`Gateway`] is made of.
#[derive(Debug)]
pub struct GatewayBuilder {
    routes: Routes,
    caller: Caller,
    descriptors: Option<&'static [u8]>,
    cors: Cors,
    tokens: Tokens,
    proxies: Vec<IpNet>,
    limits: Limits,
}

impl Gateway {
    /// A gateway that serves these routes and sends calls by this caller, in the
    /// name of [`GATEWAY`].
    pub fn builder(routes: Routes, caller: Caller) -> GatewayBuilder {
        GatewayBuilder {
            routes,
            caller,
            descriptors: None,
            cors: Cors::none(),
            tokens: Tokens::none(),
            proxies: Vec::new(),
            limits: Limits::default(),
        }
    }

    /// Listens on an address; port 0 takes a free one.
    pub async fn listen(&self, address: SocketAddr) -> Result<TcpListener, GatewayError> {
        TcpListener::bind(address)
            .await
            .map_err(|source| GatewayError::Listen { address, source })
    }

    /// Serves until `shutdown` is done, then finishes what is under way until
    /// the moment that it gives. Requests that take longer are cut off.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = Instant> + Send,
    ) {
        observe::describe_metrics();
        let limits = self.edge.limits;
        let health = self.edge.builtin.health().clone();
        let following = health.clone().follow(self.edge.connection());
        let service = self.into_service();
        let serving = server::serve(listener, service, limits, async {
            let until = tokio::select! {
                until = shutdown => until,
                // Without a bus there is nothing to tell any more, and nothing to end either.
                never = async { following.await; std::future::pending().await } => never,
            };
            health.stop().await;
            until
        });
        serving.await;
    }

    fn into_service(self) -> HttpService {
        let edge = self.edge;
        let service = service_fn(move |request| {
            let edge = Arc::clone(&edge);
            async move { Ok::<_, Infallible>(answer(edge, request).await) }
        });
        BoxCloneSyncService::new(self.cors.layer().layer(service))
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway")
            .field("limits", &self.edge.limits)
            .field("cors", &self.cors)
            .finish_non_exhaustive()
    }
}

impl GatewayBuilder {
    /// The descriptors that reflection shows: an encoded
    /// `google.protobuf.FileDescriptorSet`, as `counterpart generate` writes one.
    /// Without, there is no reflection.
    #[must_use]
    pub fn descriptors(mut self, descriptors: &'static [u8]) -> Self {
        self.descriptors = Some(descriptors);
        self
    }

    /// Which web pages may call. Without, those of the same origin.
    #[must_use]
    pub fn cors(mut self, cors: Cors) -> Self {
        self.cors = cors;
        self
    }

    /// Which users' tokens are believed. Without, nobody is signed in, and methods
    /// that need a user answer `UNAUTHENTICATED`.
    #[must_use]
    pub fn tokens(mut self, tokens: Tokens) -> Self {
        self.tokens = tokens;
        self
    }

    /// The networks of proxies that are believed when `X-Forwarded-For` says whom
    /// they speak for. Without, a client is who connects, and behind a proxy
    /// everybody without a token shares the proxy's rate limits.
    #[must_use]
    pub fn trusted_proxies(mut self, networks: impl IntoIterator<Item = IpNet>) -> Self {
        self.proxies.extend(networks);
        self
    }

    /// How much the gateway takes on.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Puts the parts together. An error if the contracts contradict each other,
    /// or if a route leads to a method that only services call.
    pub fn build(self) -> Result<Gateway, GatewayError> {
        check_access(&self.routes)?;
        tell_missing_keys(&self.routes, &self.tokens);
        let builtin = Builtin::new(&self.routes, self.descriptors, self.limits)?;
        let edge = Edge::new(
            &self.routes,
            self.caller.named(GATEWAY),
            self.tokens,
            self.proxies,
            builtin,
            self.limits,
        )?;
        Ok(Gateway {
            edge: Arc::new(edge),
            cors: self.cors,
        })
    }
}

/// Nothing is served that its contract keeps among services.
fn check_access(routes: &Routes) -> Result<(), GatewayError> {
    let mut methods = routes.iter().map(Route::method);
    let internal = methods.find(|method| method.access == Access::Internal);
    internal.map_or(Ok(()), |method| {
        Err(GatewayError::InternalMethod(method.path))
    })
}

/// Says at the start what every such call would be told later.
fn tell_missing_keys(routes: &Routes, tokens: &Tokens) {
    let needs_user = |route: &&Route| !matches!(route.method().access, Access::Public);
    let count = routes.iter().filter(needs_user).count();
    if count > 0 && !tokens.can_verify() {
        tracing::warn!(
            "{count} methods need a signed-in user, and no keys verify tokens: \
             they answer UNAUTHENTICATED until --token-keys (COUNTERPART_TOKEN_KEYS) names a JWKS"
        );
    }
}

/// Answers one request in its protocol.
fn answer(edge: Arc<Edge>, request: Request<Body>) -> BoxFuture<'static, Response<Body>> {
    Box::pin(async move {
        let context = observe::context(request.headers());
        let protocol = protocol::of(&request, &edge);
        let observed = Observed::start(protocol, &request, context.clone());
        let response = match protocol {
            Protocol::Grpc | Protocol::GrpcWeb => {
                protocol::grpc::serve(edge, context, request).await
            }
            Protocol::Connect => protocol::connect::serve(&edge, context, request).await,
            Protocol::Rest => protocol::rest::serve(&edge, context, request).await,
            Protocol::Probe => protocol::probe(&edge),
        };
        observed.finish(response)
    })
}
