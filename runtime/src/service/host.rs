//! What a service is given to run with.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use tokio::sync::watch;

use super::drain::Drain;
use super::health::State;
use super::launcher::Launcher;
use super::{Contract, Result, Serves, ServiceError, Stop, reach};
use crate::bus::{BusError, Serving};
use crate::rpc::{self, Caller, Client, Server, ServerOptions};
use crate::store::{Database, Open};

/// How often it is looked whether calls still arrive. The bus has no event for
/// it, and those who ask for health do so every few seconds.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What a service is given to run with: its repositories, clients of other
/// services, and a bus to serve on.
///
/// `C` marks the service's contract, so that a service can only open the
/// repositories that its own contract owns.
pub struct Host<C> {
    pub(super) caller: Caller,
    pub(super) database: Database,
    pub(super) options: ServerOptions,
    pub(super) drain: Drain,
    pub(super) stop: Stop,
    pub(super) state: watch::Sender<State>,
    pub(super) contract: PhantomData<fn() -> C>,
}

impl<C: Contract> Host<C> {
    /// Reads flags and environment; [`Launcher::run`] runs the service.
    pub fn from_args() -> Launcher<C> {
        Launcher::new()
    }

    /// The repository of one of the contract's own entities, under the type that
    /// is generated for it, such as `ProductRepository`.
    pub fn repository<R: Open<C>>(&self) -> R {
        R::open(&self.database)
    }

    /// A client of another service.
    pub fn client<K: Client>(&self) -> K {
        K::new(self.caller.clone())
    }

    /// Serves until the process is told to stop, and then finishes what is
    /// under way. Fails if that takes longer than it may.
    pub async fn serve<S: Serves<C>>(self, server: S) -> Result<()> {
        let name = C::SERVICE.name;
        let serving = tokio::select! {
            biased;
            () = self.stop.told() => return Ok(()),
            serving = self.start(server) => serving?,
        };
        self.state.send_replace(State::Serving);
        tracing::info!(queue = C::SERVICE.request_queue(), "{name} is serving");

        self.until_told(&serving).await;
        self.state.send_replace(State::Draining);
        let drained = serving.drain(self.drain.time_left()).await;
        if drained.interrupted > 0 {
            return Err(ServiceError::Interrupted {
                name: name.to_owned(),
                calls: drained.interrupted,
                timeout: self.drain.timeout(),
            });
        }
        tracing::info!(handed_back = drained.handed_back, "{name} has stopped");
        Ok(())
    }

    async fn start<S: Server>(&self, server: S) -> Result<Serving, BusError> {
        reach::bus(self.caller.bus().as_ref(), self.options.serve.start_within).await?;
        rpc::serve(&self.caller, server, self.options.clone()).await
    }

    /// Waits until told to stop; meanwhile the state says whether calls arrive.
    async fn until_told(&self, serving: &Serving) {
        let mut look = tokio::time::interval(LOOK_EVERY);
        loop {
            tokio::select! {
                () = self.stop.told() => return,
                _ = look.tick() => {}
            }
            let state = if serving.is_receiving() {
                State::Serving
            } else {
                State::CutOff
            };
            self.state
                .send_if_modified(|last| std::mem::replace(last, state) != state);
        }
    }
}

impl<C: Contract> fmt::Debug for Host<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host")
            .field("service", &C::SERVICE.name)
            .field("caller", &self.caller)
            .field("database", &self.database)
            .finish_non_exhaustive()
    }
}
