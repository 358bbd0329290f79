//! What a service is given to run with.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use tokio::sync::watch;

use super::health::State;
use super::launcher::Launcher;
use super::{Contract, Result, Stop};
use crate::bus::ServeOptions;
use crate::rpc::{self, Caller, Client, Server};
use crate::store::{Database, OwnedBy};

/// What a service is given to run with: its repositories, clients of other
/// services, and a bus to serve on.
///
/// `C` marks the service's contract, so that a service can only open the
/// repositories that its own contract owns.
pub struct Host<C> {
    pub(super) caller: Caller,
    pub(super) database: Database,
    pub(super) options: ServeOptions,
    pub(super) drain_timeout: Duration,
    pub(super) stop: Stop,
    pub(super) state: watch::Sender<State>,
    pub(super) contract: PhantomData<fn() -> C>,
}

impl<C: Contract> Host<C> {
    /// Reads flags and environment; [`Launcher::run`] runs the service.
    pub fn from_args() -> Launcher<C> {
        Launcher::new()
    }

    /// A repository of the contract's own.
    pub fn repository<R: OwnedBy<C>>(&self) -> R {
        R::open(&self.database)
    }

    /// A client of another service.
    pub fn client<K: Client>(&self) -> K {
        K::new(self.caller.clone())
    }

    /// Serves until the process is told to stop, and then finishes what is
    /// under way.
    pub async fn serve<S: Server>(self, server: S) -> Result<()> {
        let name = C::SERVICE.name;
        let serving = rpc::serve(&self.caller, server, self.options).await?;
        self.state.send_replace(State::Serving);
        tracing::info!(queue = C::SERVICE.request_queue(), "{name} is serving");

        self.stop.told().await;
        self.state.send_replace(State::Draining);
        let drained = serving.drain(self.drain_timeout).await;
        if drained.interrupted > 0 {
            tracing::warn!(
                interrupted = drained.interrupted,
                handed_back = drained.handed_back,
                "{name} ran out of time to finish its calls"
            );
        } else {
            tracing::info!(handed_back = drained.handed_back, "{name} has stopped");
        }
        Ok(())
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
