//! Services that share a process.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::drain::Drain;
use super::health::{Health, State};
use super::members::Members;
use super::{
    BusSettings, Contract, Host, Result, RunSettings, ServiceError, Settings, Shutdown, Stop,
};
use super::{http, reach};
use crate::bus::{self, Bus};
use crate::identity::Tokens;
use crate::rpc::{self, Caller, Server, ServerOptions};
use crate::store::{self, Database, Store};
use crate::telemetry::Metrics;

/// How much longer than its calls a service may take to say that it has stopped.
const GRACE: Duration = Duration::from_secs(2);

/// How long closing bus and store may take.
const CLOSE: Duration = Duration::from_secs(5);

/// Services that share a process, a bus and a store. Each has its own database.
///
/// ```ignore
/// let process = Process::start("shop", settings).await?;
/// process
///     .run_with(async |process| {
///         process.service(category::serve).await?;
///         process.service(product::serve).await
///     })
///     .await
/// ```
pub struct Process {
    settings: RunSettings,
    tokens: Tokens,
    bus: Arc<dyn Bus>,
    store: Option<Arc<dyn Store>>,
    health: Health,
    endpoints: Option<SocketAddr>,
    services: Members,
    /// The queues of the services, in the order in which they started.
    queues: Vec<&'static str>,
    tasks: Members,
    states: Vec<watch::Receiver<State>>,
    state: watch::Sender<State>,
    stop: Stop,
    closed: Stop,
    drain: Drain,
}

impl Process {
    /// Opens bus and store. Fails if they can't be what the settings say.
    ///
    /// Whether their servers are reachable shows later: [`Self::service`] and
    /// [`Self::ready`] wait for them.
    pub async fn start(name: &str, settings: Settings) -> Result<Self> {
        let store = store::open(&settings.store.resolve()?)
            .await
            .map_err(ServiceError::Store)?;
        match Self::with(name, &settings.bus, settings.run, Some(Arc::clone(&store))) {
            Ok(process) => Ok(process),
            Err(error) => {
                store.close().await;
                Err(error)
            }
        }
    }

    /// As [`Self::start`], for a process that stores nothing, such as a gateway
    /// on its own.
    pub fn start_without_store(
        name: &str,
        bus: &BusSettings,
        settings: RunSettings,
    ) -> Result<Self> {
        Self::with(name, bus, settings, None)
    }

    fn with(
        name: &str,
        bus: &BusSettings,
        settings: RunSettings,
        store: Option<Arc<dyn Store>>,
    ) -> Result<Self> {
        let tokens = settings.tokens.open()?;
        let bus = bus::open(bus.open_as(name)?)?;
        let health = Health::new(Arc::clone(&bus), store.clone());
        let (state, watched) = watch::channel(State::Starting);
        health.watch(name, watched);
        Ok(Self {
            drain: Drain::within(settings.drain_timeout),
            tokens,
            settings,
            bus,
            store,
            health,
            endpoints: None,
            services: Members::default(),
            queues: Vec::new(),
            tasks: Members::default(),
            states: Vec::new(),
            state,
            stop: Stop::new(),
            closed: Stop::new(),
        })
    }

    /// Serves `/healthz` and `/metrics` where the settings say, until all else
    /// has stopped.
    pub async fn serve_endpoints(&mut self) -> Result<SocketAddr> {
        let (health, metrics) = (self.health.clone(), Metrics::install());
        let address = http::serve(self.settings.http, health, metrics, self.closed.clone()).await?;
        tracing::info!("health and metrics: http://{address}/healthz and /metrics");
        self.endpoints = Some(address);
        Ok(address)
    }

    /// Starts a service: prepares its database and runs its `serve` function.
    ///
    /// A store that isn't reachable yet is waited for as the settings say, each
    /// attempt visible in the log. Nothing is started if the process is told to
    /// stop meanwhile.
    pub async fn service<C, F, Fut>(&mut self, serve: F) -> Result<()>
    where
        C: Contract,
        F: FnOnce(Host<C>) -> Fut,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        let (state, watched) = watch::channel(State::Starting);
        self.health.watch(C::SERVICE.name, watched.clone());
        let database = tokio::select! {
            biased;
            () = self.stop.told() => return Ok(()),
            database = self.database::<C>() => database?,
        };
        self.states.push(watched);
        let stop = Stop::new();
        let host = Host {
            caller: self.caller(C::SERVICE.queue),
            database,
            options: self.server_options(),
            drain: self.drain.clone(),
            stop: stop.clone(),
            state,
            contract: PhantomData,
        };
        self.services.spawn(C::SERVICE.name, stop, serve(host));
        self.queues.push(C::SERVICE.queue);
        Ok(())
    }

    /// The database of a service, as its contract wants it.
    async fn database<C: Contract>(&self) -> Result<Database> {
        let store = self.store.as_ref().ok_or(ServiceError::Missing {
            what: "store",
            flag: "--store URL",
            variable: "COUNTERPART_STORE",
        })?;
        reach::store(store.as_ref(), self.settings.wait).await?;
        let database = store.database(C::SERVICE.queue).await;
        let database = database.map_err(ServiceError::Store)?;
        let differences = database.apply(C::ENTITIES).await;
        for difference in differences.map_err(ServiceError::Store)? {
            tracing::warn!(service = C::SERVICE.queue, "{difference}");
        }
        Ok(database)
    }

    /// Serves a stand-in for a service; returns once it receives calls.
    pub(super) async fn stub<S: Server>(&mut self, stub: S) -> Result<()> {
        let (stop, drain) = (Stop::new(), self.drain.clone());
        let caller = self.caller(S::SERVICE.queue);
        let serving = rpc::serve(&caller, stub, self.server_options()).await?;
        self.services
            .spawn(S::SERVICE.name, stop.clone(), async move {
                stop.told().await;
                serving.drain(drain.time_left()).await;
                Ok(())
            });
        Ok(())
    }

    fn server_options(&self) -> ServerOptions {
        ServerOptions {
            serve: self.settings.serve_options(),
            tokens: self.tokens.clone(),
        }
    }

    /// Starts something else, such as a gateway, which calls the services in
    /// its own name. It is told to stop before the services are, and until when
    /// it must be done.
    pub fn task<F, Fut, E>(&mut self, name: &str, run: F)
    where
        F: FnOnce(Caller, Shutdown) -> Fut,
        Fut: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let stop = Stop::new();
        let shutdown = Shutdown {
            stop: stop.clone(),
            drain: self.drain.clone(),
        };
        let task = run(self.caller(name), shutdown);
        let named = name.to_owned();
        self.tasks.spawn(name, stop, async move {
            task.await.map_err(|error| ServiceError::Task {
                name: named,
                error: error.into(),
            })
        });
    }

    /// Calls services in this name.
    pub fn caller(&self, name: &str) -> Caller {
        Caller::new(Arc::clone(&self.bus), name)
    }

    /// Which users' tokens are believed.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// From now on, these users' tokens are believed, by what starts later.
    pub(super) fn believe(&mut self, tokens: Tokens) {
        self.tokens = tokens;
    }

    /// The services that were started, by the names of their queues.
    pub fn services(&self) -> &[&'static str] {
        &self.queues
    }

    /// Tells the process to stop.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Waits until the bus is reachable and every service receives calls. Fails
    /// if one or a task ends before, or if the bus isn't reachable as long as the settings
    /// say. Returns early when the process is told to stop.
    pub async fn ready(&mut self) -> Result<()> {
        let mut states = self.states.clone();
        let (bus, wait) = (Arc::clone(&self.bus), self.settings.wait);
        let serving = async {
            reach::bus(bus.as_ref(), wait).await?;
            for state in &mut states {
                let started = state.wait_for(|state| *state != State::Starting).await;
                if started.is_err() {
                    // Its service has ended, which is about to be seen below.
                    std::future::pending::<()>().await;
                }
            }
            Ok(())
        };
        tokio::select! {
            biased;
            () = self.stop.told() => Ok(()),
            ended = self.services.ended() => Err(ended),
            ended = self.tasks.ended() => Err(ended),
            serving = serving => serving,
        }
    }

    /// Stops at SIGTERM and SIGINT too.
    pub fn stop_at_signals(&self) -> Result<()> {
        self.stop.at_signals()
    }

    /// Starts what `start` starts, and goes on as [`Self::run`] does. If it
    /// fails, what it has started finishes before its error is returned.
    pub async fn run_with(
        mut self,
        start: impl AsyncFnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        match start(&mut self).await {
            Ok(()) => self.run().await,
            Err(error) => self.finish(Some(error)).await,
        }
    }

    /// Runs until told to stop, or until something ends that should not. Then
    /// everything finishes what is under way: first what calls services, then
    /// the services, those that started last first, then bus and store.
    pub async fn run(mut self) -> Result<()> {
        self.state.send_replace(State::Serving);
        let failure = tokio::select! {
            () = self.stop.told() => None,
            ended = self.services.ended() => Some(ended),
            ended = self.tasks.ended() => Some(ended),
        };
        self.finish(failure).await
    }

    /// Ends everything, in order. The failure that came before counts.
    async fn finish(mut self, failure: Option<ServiceError>) -> Result<()> {
        self.state.send_replace(State::Draining);
        let tasks = self.tasks.finish(&self.drain, GRACE).await;
        let services = self.services.finish(&self.drain, GRACE).await;
        self.close().await;
        match failure {
            Some(error) => Err(error),
            None => tasks.and(services),
        }
    }

    async fn close(&self) {
        let closing = async {
            self.bus.close().await;
            if let Some(store) = &self.store {
                store.close().await;
            }
        };
        if tokio::time::timeout(CLOSE, closing).await.is_err() {
            tracing::warn!("bus and store did not close within {CLOSE:?}");
        }
        self.closed.now();
    }
}

impl fmt::Debug for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Process")
            .field("bus", &self.bus)
            .field("store", &self.store)
            .field("endpoints", &self.endpoints)
            .finish_non_exhaustive()
    }
}
