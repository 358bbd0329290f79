//! Services in tests.

use std::future::Future;

use futures::future::BoxFuture;

use super::{Contract, Host, Process, Result, Settings, Stop};
use crate::identity::{Identity, Issuer};
use crate::rpc::{Caller, Client, Context, GATEWAY, Server, ServiceDescriptor};

type Start = Box<dyn FnOnce(&mut Process) -> BoxFuture<'_, Result<()>> + Send>;

/// Services on a bus and a store of their own, inside the test: the real code
/// paths, without servers.
///
/// ```ignore
/// let bed = TestBed::new()
///     .serve(product::serve)
///     .stub(CategoryStub::new())
///     .start()
///     .await;
/// let products: ProductClient = bed.client();
/// let carts: CartClient = bed.client();
/// let cart = bed.signed_in(&Identity::new("alice"), carts.get_cart(request)).await?;
/// ```
///
/// Everything ends when the bed is dropped, and the data is removed.
#[must_use = "`start` starts it"]
#[derive(Default)]
pub struct TestBed {
    stubs: Vec<Start>,
    services: Vec<Start>,
}

impl TestBed {
    /// Nothing is served yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Serves a service.
    pub fn serve<C, F, Fut>(mut self, serve: F) -> Self
    where
        C: Contract,
        F: FnOnce(Host<C>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        self.services
            .push(Box::new(move |process| Box::pin(process.service(serve))));
        self
    }

    /// Serves a stand-in for a service. Stand-ins start before all services and
    /// stop after them.
    pub fn stub<S: Server>(mut self, stub: S) -> Self {
        self.stubs
            .push(Box::new(move |process| Box::pin(process.stub(stub))));
        self
    }

    /// Starts everything; returns once all services receive calls.
    ///
    /// # Panics
    ///
    /// If a service doesn't start, with its error.
    pub async fn start(self) -> RunningBed {
        match start(self).await {
            Ok(bed) => bed,
            Err(error) => panic!("the test bed doesn't start: {error}"),
        }
    }
}

impl std::fmt::Debug for TestBed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TestBed")
            .field("stubs", &self.stubs.len())
            .field("services", &self.services.len())
            .finish()
    }
}

async fn start(bed: TestBed) -> Result<RunningBed> {
    let mut process = Process::start("test", Settings::embedded()).await?;
    let issuer = Issuer::generate();
    process.believe(issuer.tokens()?);
    for start in bed.stubs.into_iter().chain(bed.services) {
        start(&mut process).await?;
    }
    process.ready().await?;
    let (caller, stop) = (process.caller(GATEWAY), process.stop());
    let run = tokio::spawn(process.run());
    Ok(RunningBed {
        caller,
        issuer,
        stop,
        run: Some(run),
    })
}

/// A test bed whose services receive calls.
#[derive(Debug)]
pub struct RunningBed {
    caller: Caller,
    issuer: Issuer,
    stop: Stop,
    run: Option<tokio::task::JoinHandle<Result<()>>>,
}

impl RunningBed {
    /// A client of one of the services, which calls as a gateway does.
    pub fn client<K: Client>(&self) -> K {
        K::new(self.caller.clone())
    }

    /// A client of one of the services, which calls in the name of another: where
    /// the contract says who may call.
    ///
    /// ```ignore
    /// let products: ProductClient = bed.client_of(OrderClient::SERVICE);
    /// ```
    pub fn client_of<K: Client>(&self, service: &ServiceDescriptor) -> K {
        K::new(self.caller.named(service.queue))
    }

    /// Makes calls as this user, whose token the services believe.
    pub async fn signed_in<F: Future>(&self, user: &Identity, calls: F) -> F::Output {
        let context = Context::current().unwrap_or_else(Context::root);
        let token = self.issuer.token(user);
        context.with_token(token).scope(calls).await
    }

    /// What clients call through.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Tells all services to stop, and returns how the process ended.
    pub async fn close(mut self) -> Result<()> {
        self.stop.now();
        match self.run.take() {
            Some(run) => run.await.map_err(std::io::Error::from)?,
            None => Ok(()),
        }
    }
}

impl Drop for RunningBed {
    fn drop(&mut self) {
        self.stop.now();
    }
}
