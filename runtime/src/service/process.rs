//! Services that share a process.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;

use super::health::{Health, State};
use super::{BusSettings, Contract, Host, Result, RunSettings, ServiceError, Settings, Stop, http};
use crate::bus::{self, Bus};
use crate::rpc::Caller;
use crate::store::{self, Store};
use crate::telemetry::Metrics;

/// The pauses between attempts to reach a store at the start grow from here …
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// … to here.
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// How long closing bus and store may take.
const CLOSE: Duration = Duration::from_secs(5);

/// Services that share a process, a bus and a store. Each has its own database.
///
/// ```ignore
/// let mut process = Process::start("shop", settings).await?;
/// process.service(category::serve).await?;
/// process.service(product::serve).await?;
/// process.run().await
/// ```
pub struct Process {
    settings: RunSettings,
    bus: Arc<dyn Bus>,
    store: Option<Arc<dyn Store>>,
    health: Health,
    endpoints: Option<std::net::SocketAddr>,
    services: Running,
    tasks: Running,
    states: Vec<watch::Receiver<State>>,
    stop: Stop,
}

/// A group of things that run, and how they are told to stop.
#[derive(Default)]
struct Running {
    set: JoinSet<Result<()>>,
    names: Vec<(Id, String)>,
    stop: Stop,
}

impl Process {
    /// Opens bus and store, and serves health and metrics.
    ///
    /// Servers that aren't reachable yet are waited for as the settings say,
    /// each attempt visible in the log.
    pub async fn start(name: &str, settings: Settings) -> Result<Self> {
        let store = store::open(&settings.store.resolve()?)
            .await
            .map_err(ServiceError::Store)?;
        wait_for(store.as_ref(), settings.run.wait).await?;
        Self::with(name, &settings.bus, settings.run, Some(store))
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
        let bus = bus::open(bus.open_as(name)?)?;
        let health = Health::new(Arc::clone(&bus), store.clone());
        let stop = Stop::new();
        Ok(Self {
            settings,
            bus,
            store,
            health,
            endpoints: None,
            services: Running::default(),
            tasks: Running::default(),
            states: Vec::new(),
            stop,
        })
    }

    /// Serves `/healthz` and `/metrics` where the settings say.
    pub async fn serve_endpoints(&mut self) -> Result<std::net::SocketAddr> {
        let address = http::serve(
            self.settings.http,
            self.health.clone(),
            Metrics::install(),
            self.services.stop.clone(),
        )
        .await?;
        tracing::info!("health and metrics: http://{address}/healthz and /metrics");
        self.endpoints = Some(address);
        Ok(address)
    }

    /// Starts a service: prepares its database and runs its `serve` function.
    pub async fn service<C, F, Fut>(&mut self, serve: F) -> Result<()>
    where
        C: Contract,
        F: FnOnce(Host<C>) -> Fut,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        let name = C::SERVICE.queue;
        let store = self.store.as_ref().ok_or(ServiceError::Missing {
            what: "store",
            flag: "--store URL",
            variable: "COUNTERPART_STORE",
        })?;
        let database = store.database(name).await.map_err(ServiceError::Store)?;
        let differences = database
            .apply(C::ENTITIES)
            .await
            .map_err(ServiceError::Store)?;
        for difference in differences {
            tracing::warn!(service = name, "{difference}");
        }
        let (state, watched) = watch::channel(State::Starting);
        self.health.watch(C::SERVICE.name, watched.clone());
        self.states.push(watched);
        let host = Host {
            caller: Caller::new(Arc::clone(&self.bus), name),
            database,
            options: self.settings.serve_options(),
            drain_timeout: self.settings.drain_timeout,
            stop: self.services.stop.clone(),
            state,
            contract: PhantomData,
        };
        self.services.spawn(C::SERVICE.name, serve(host));
        Ok(())
    }

    /// Starts something else, such as a gateway, which calls the services in
    /// its own name. It is told to stop before the services are.
    pub fn task<F, Fut, E>(&mut self, name: &str, run: F)
    where
        F: FnOnce(Caller, Stop) -> Fut,
        Fut: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let caller = self.caller(name);
        let task = run(caller, self.tasks.stop.clone());
        let named = name.to_owned();
        self.tasks.spawn(name, async move {
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

    /// Tells the process to stop.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Waits until every service receives calls. Fails if one ends before, and
    /// returns early when the process is told to stop.
    pub async fn ready(&mut self) -> Result<()> {
        let mut states = self.states.clone();
        let serving = async {
            for state in &mut states {
                // A sender that is gone belongs to a service that ended, which is seen below.
                let _ = state.wait_for(|state| *state != State::Starting).await;
            }
        };
        tokio::select! {
            biased;
            () = self.stop.told() => Ok(()),
            ended = self.services.ended() => Err(ended),
            () = serving => Ok(()),
        }
    }

    /// Stops at SIGTERM and SIGINT too.
    pub fn stop_at_signals(&self) -> Result<()> {
        self.stop.at_signals()
    }

    /// Runs until told to stop, or until something ends that should not. Then
    /// everything finishes what is under way: first what calls services, then
    /// the services, then bus and store.
    pub async fn run(mut self) -> Result<()> {
        let failure = tokio::select! {
            () = self.stop.told() => None,
            ended = self.services.ended() => Some(ended),
            ended = self.tasks.ended() => Some(ended),
        };
        let tasks = self.tasks.finish().await;
        let services = self.services.finish().await;
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

impl Running {
    fn spawn(&mut self, name: &str, future: impl Future<Output = Result<()>> + Send + 'static) {
        let handle = self.set.spawn(future);
        self.names.push((handle.id(), name.to_owned()));
    }

    /// Waits for the first one to end, which it should not. Never returns while
    /// there is none.
    async fn ended(&mut self) -> ServiceError {
        match self.set.join_next_with_id().await {
            None => std::future::pending().await,
            Some(Ok((id, Ok(())))) => ServiceError::Ended {
                name: self.name(id),
            },
            Some(Ok((_, Err(error)))) => error,
            Some(Err(error)) => self.crashed(&error),
        }
    }

    /// Tells all to stop, and waits until they have; the first failure counts.
    async fn finish(&mut self) -> Result<()> {
        self.stop.now();
        let mut result = Ok(());
        while let Some(joined) = self.set.join_next_with_id().await {
            let ended = match joined {
                Ok((_, ended)) => ended,
                Err(error) => Err(self.crashed(&error)),
            };
            result = result.and(ended);
        }
        result
    }

    fn crashed(&self, error: &JoinError) -> ServiceError {
        ServiceError::Panicked {
            name: self.name(error.id()),
        }
    }

    fn name(&self, id: Id) -> String {
        let known = self.names.iter().find(|(known, _)| *known == id);
        known.map_or_else(|| "a task".to_owned(), |(_, name)| name.clone())
    }
}

/// Waits until the store answers, with growing pauses between attempts.
async fn wait_for(store: &dyn Store, wait: Duration) -> Result<()> {
    let deadline = Instant::now() + wait;
    let mut pause = FIRST_PAUSE;
    loop {
        let Err(status) = store.check().await else {
            return Ok(());
        };
        if Instant::now() + pause > deadline {
            return Err(ServiceError::StoreUnreachable {
                waited: wait,
                status,
            });
        }
        tracing::warn!(
            reason = status.message(),
            "the store is not reachable yet; trying again in {pause:?}"
        );
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
