//! A library behind a gateway, over the bus inside the process.

pub(crate) mod contract;
mod http;
mod service;

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use counterpart::bus::{Bus, Embedded, Serving};
use counterpart::identity::{Identity, Issuer};
use counterpart::rpc::{self, Caller, ServerOptions};
use counterpart_gateway::{Cors, Gateway, GatewayBuilder};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio::time::Instant;

pub(crate) use http::{Answer, get, patch, post, send};
pub(crate) use service::Library;

use prost::Message as _;

/// What reflection shows.
pub(crate) static DESCRIPTORS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    protox::compile(
        ["library.proto"],
        [concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/gateway/library"
        )],
    )
    .expect("the contract compiles")
    .encode_to_vec()
});

/// The origin whose pages may call.
pub(crate) const ORIGIN: &str = "https://library.example";

/// A gateway with a service behind it. Ends with the test's runtime.
pub(crate) struct Bed {
    pub(crate) address: SocketAddr,
    pub(crate) bus: Arc<dyn Bus>,
    /// Whose tokens gateway and service believe.
    pub(crate) issuer: Issuer,
    pub(crate) somebody_waits: Arc<Notify>,
    stop: Option<oneshot::Sender<Instant>>,
    gateway: JoinHandle<()>,
    _serving: Serving,
}

impl Bed {
    pub(crate) async fn start() -> Self {
        Self::with(|builder| builder).await
    }

    /// A gateway with other settings.
    pub(crate) async fn with(change: impl FnOnce(GatewayBuilder) -> GatewayBuilder) -> Self {
        let bus: Arc<dyn Bus> = Arc::new(Embedded::default());
        let caller = Caller::new(Arc::clone(&bus), "library");
        let library = Library::default();
        let somebody_waits = Arc::clone(&library.somebody_waits);
        let issuer = Issuer::generate();
        let options = ServerOptions {
            tokens: issuer.tokens().expect("a key of today"),
            ..ServerOptions::default()
        };
        let serving = rpc::serve(&caller, library, options)
            .await
            .expect("the bus is open");
        let builder =
            Gateway::builder(contract::routes(), Caller::new(Arc::clone(&bus), "gateway"))
                .descriptors(&DESCRIPTORS)
                .tokens(issuer.tokens().expect("a key of today"))
                .cors(Cors::origins([ORIGIN]).expect("an origin"));
        let gateway = change(builder).build().expect("the contract is right");
        let listener = gateway
            .listen(([127, 0, 0, 1], 0).into())
            .await
            .expect("a free port");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let (stop, stopped) = oneshot::channel();
        let gateway = tokio::spawn(gateway.serve(listener, async {
            // A bed that is dropped wants nothing finished.
            stopped.await.unwrap_or_else(|_dropped| Instant::now())
        }));
        Self {
            address,
            bus,
            issuer,
            somebody_waits,
            stop: Some(stop),
            gateway,
            _serving: serving,
        }
    }

    /// Begins the shutdown, and waits for its end.
    pub(crate) async fn shut_down(mut self, within: Duration) {
        self.begin_shutdown(within);
        self.gateway.await.expect("the gateway doesn't panic");
    }

    /// Tells the gateway to stop, and how long it has to finish.
    pub(crate) fn begin_shutdown(&mut self, within: Duration) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(Instant::now() + within);
        }
    }

    /// The `authorization` of a user with these roles.
    pub(crate) fn bearer(&self, subject: &str, roles: &[&str]) -> String {
        let user = Identity::new(subject);
        let user = roles.iter().fold(user, |user, role| user.role(*role));
        format!("Bearer {}", self.issuer.token(&user))
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A gRPC channel.
    pub(crate) async fn channel(&self) -> tonic::transport::Channel {
        tonic::transport::Endpoint::from_shared(self.url(""))
            .expect("an address is a URL")
            .connect()
            .await
            .expect("the gateway listens")
    }
}
