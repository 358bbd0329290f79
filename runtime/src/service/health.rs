//! Whether a process works, and why not.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::bus::Bus;
use crate::rpc::{Context, Result};
use crate::store::Store;

/// How long the store may take to answer whether it is there.
const STORE_CHECK: Duration = Duration::from_secs(2);

/// Gathers whether the parts of a process work.
#[derive(Clone, Debug)]
pub(super) struct Health {
    bus: Arc<dyn Bus>,
    store: Option<Arc<dyn Store>>,
    parts: Arc<Mutex<BTreeMap<String, watch::Receiver<State>>>>,
}

/// Where a service, or the process, stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It doesn't receive calls yet.
    Starting,
    /// It receives calls.
    Serving,
    /// It received calls, and will when the bus is back.
    CutOff,
    /// It finishes what it has, and receives no more.
    Draining,
}

impl State {
    /// Why work can't be given to it; `None` if it can.
    fn reason(self) -> Option<&'static str> {
        match self {
            Self::Serving => None,
            Self::Starting => Some("it is starting"),
            Self::CutOff => Some("it receives no calls"),
            Self::Draining => Some("it is stopping"),
        }
    }
}

/// What `/healthz` says.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Report {
    /// Always true: a process that can't say so is dead.
    pub(super) live: bool,
    /// Whether it can do its work now.
    pub(super) ready: bool,
    /// Why it isn't ready: what is wrong, by part.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) reasons: BTreeMap<String, String>,
}

impl Health {
    pub(super) fn new(bus: Arc<dyn Bus>, store: Option<Arc<dyn Store>>) -> Self {
        Self {
            bus,
            store,
            parts: Arc::default(),
        }
    }

    /// Watches a service, or the process itself.
    pub(super) fn watch(&self, name: &str, state: watch::Receiver<State>) {
        self.parts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name.to_owned(), state);
    }

    pub(super) async fn report(&self) -> Report {
        let mut reasons = BTreeMap::new();
        let connection = self.bus.connection().borrow().clone();
        if !connection.is_connected() {
            reasons.insert("bus".to_owned(), connection.to_string());
        }
        if let Some(store) = &self.store
            && let Err(status) = check(store.as_ref(), Instant::now() + STORE_CHECK).await
        {
            reasons.insert("store".to_owned(), status.message().to_owned());
        }
        let parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        reasons.extend(parts.iter().filter_map(|(name, state)| {
            let reason = state.borrow().reason()?;
            Some((name.clone(), reason.to_owned()))
        }));
        Report {
            live: true,
            ready: reasons.is_empty(),
            reasons,
        }
    }
}

/// Whether the store can be used, looked at once; the answer comes until
/// `deadline`, or after a short time.
pub(super) async fn check(store: &dyn Store, deadline: Instant) -> Result<()> {
    let deadline = deadline.min(Instant::now() + STORE_CHECK);
    Context::root()
        .with_deadline(deadline)
        .scope(store.check())
        .await
}
