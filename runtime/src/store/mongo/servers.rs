//! What the driver last heard of the servers.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use mongodb::error::{Error, ErrorKind};
use mongodb::event::EventHandler;
use mongodb::event::sdam::{SdamEvent, TopologyDescription};
use mongodb::options::ClientOptions;
use mongodb::{ServerInfo, ServerType};

use crate::store::StoreError;

/// The servers of a replica set, each with what is known of it, in one line:
/// the driver's own account of them is long, and not for reading.
#[derive(Clone, Debug, Default)]
pub(super) struct Servers {
    known: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Servers {
    /// Hears of changes from the client that is made with these options.
    pub(super) fn listen(&self, options: &mut ClientOptions) {
        let known = Arc::clone(&self.known);
        options.sdam_event_handler = Some(EventHandler::callback(move |event| {
            if let SdamEvent::TopologyDescriptionChanged(event) = event {
                let servers = states(&event.new_description);
                *known.lock().unwrap_or_else(PoisonError::into_inner) = servers;
            }
        }));
    }

    /// The error, with the servers if it is about reaching them.
    pub(super) fn explain(&self, error: StoreError) -> StoreError {
        match error {
            StoreError::Unavailable(reason) => {
                StoreError::Unavailable(format!("{reason} ({self})"))
            }
            other => other,
        }
    }
}

impl fmt::Display for Servers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.is_empty() {
            return f.write_str("none of the servers is a member of the replica set");
        }
        for (index, (address, state)) in known.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(f, "{separator}{address}: {state}")?;
        }
        Ok(())
    }
}

fn states(topology: &TopologyDescription) -> BTreeMap<String, String> {
    topology
        .servers()
        .iter()
        .map(|(address, server)| (address.to_string(), state(server)))
        .collect()
}

fn state(server: &ServerInfo<'_>) -> String {
    match (server.error(), server.server_type()) {
        (Some(error), _) => reason(error),
        (None, ServerType::RsPrimary) => "is the primary".to_owned(),
        (None, ServerType::RsSecondary) => "is a secondary".to_owned(),
        (None, ServerType::Unknown) => "has not answered yet".to_owned(),
        (None, other) => format!("is no primary, but {other:?}"),
    }
}

fn reason(error: &Error) -> String {
    match error.kind.as_ref() {
        ErrorKind::Io(error) => error.to_string(),
        other => other.to_string(),
    }
}
