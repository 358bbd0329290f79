//! Whether a process works, and why not.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::watch;

use crate::bus::Bus;
use crate::store::Store;

/// How long the store may take to answer whether it is there.
const STORE_CHECK: Duration = Duration::from_secs(2);

/// Gathers whether the parts of a process work.
#[derive(Clone, Debug)]
pub(super) struct Health {
    bus: Arc<dyn Bus>,
    store: Option<Arc<dyn Store>>,
    services: Arc<Mutex<BTreeMap<String, watch::Receiver<State>>>>,
}

/// Where a service stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It doesn't receive calls yet.
    Starting,
    /// It receives calls.
    Serving,
    /// It finishes what it has, and receives no more.
    Draining,
}

/// What `/healthz` says.
#[derive(Debug, Serialize)]
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
            services: Arc::default(),
        }
    }

    /// Watches a service.
    pub(super) fn watch(&self, name: &str, state: watch::Receiver<State>) {
        self.services
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
        if let Some(store) = &self.store {
            match tokio::time::timeout(STORE_CHECK, store.check()).await {
                Ok(Ok(())) => {}
                Ok(Err(status)) => {
                    reasons.insert("store".to_owned(), status.message().to_owned());
                }
                Err(_) => {
                    reasons.insert("store".to_owned(), "it doesn't answer".to_owned());
                }
            }
        }
        let services = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, state) in services.iter() {
            match *state.borrow() {
                State::Serving => {}
                State::Starting => {
                    reasons.insert(name.clone(), "it is starting".to_owned());
                }
                State::Draining => {
                    reasons.insert(name.clone(), "it is stopping".to_owned());
                }
            }
        }
        Report {
            live: true,
            ready: reasons.is_empty(),
            reasons,
        }
    }
}
