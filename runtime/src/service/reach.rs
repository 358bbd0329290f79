//! Waiting at the start for servers that aren't there yet.

use std::time::Duration;

use tokio::time::Instant;

use super::health::check;
use super::{Result, ServiceError};
use crate::bus::{Bus, BusError, ConnectionState};
use crate::rpc::Code;
use crate::store::Store;

/// The pauses between attempts to reach a store grow from here …
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// … to here.
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// Waits until the store answers, with growing pauses between attempts, each of
/// which is logged. Fails at once if waiting can't help.
pub(super) async fn store(store: &dyn Store, wait: Duration) -> Result<()> {
    let deadline = Instant::now() + wait;
    let mut pause = FIRST_PAUSE;
    let mut known = None;
    loop {
        let Err(status) = check(store, deadline).await else {
            return Ok(());
        };
        let status = match status.code() {
            Code::Unavailable => known.insert(status).clone(),
            // An attempt that was cut short says less than the one before.
            Code::DeadlineExceeded => known.clone().unwrap_or(status),
            _ => return Err(ServiceError::Store(status)),
        };
        if Instant::now() + pause > deadline {
            return Err(ServiceError::StoreUnreachable {
                waited: wait,
                status,
            });
        }
        let reason = status.message();
        tracing::warn!("the store is not reachable yet: {reason}; trying again in {pause:?}");
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Waits until calls can travel; the bus itself tries and logs. Fails at once
/// if waiting can't help.
pub(super) async fn bus(bus: &dyn Bus, wait: Duration) -> Result<(), BusError> {
    let mut connection = bus.connection();
    let mut reason = "it has not answered yet".to_owned();
    let settled = async {
        loop {
            match &*connection.borrow_and_update() {
                ConnectionState::Connected => return Ok(()),
                ConnectionState::Closed => return Err(BusError::Closed),
                ConnectionState::Refused(words) => {
                    return Err(BusError::Refused {
                        reason: words.clone(),
                    });
                }
                ConnectionState::Disconnected(why) | ConnectionState::Blocked(why) => {
                    reason.clone_from(why);
                }
                ConnectionState::Connecting => {}
            }
            if connection.changed().await.is_err() {
                return Err(BusError::Closed);
            }
        }
    };
    match tokio::time::timeout(wait, settled).await {
        Ok(settled) => settled,
        Err(_elapsed) => Err(BusError::NotConnected { reason }),
    }
}
