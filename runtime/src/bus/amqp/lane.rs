//! Calls that wait for one service, and travel together.
//!
//! A lane sends one message at a time. Calls that arrive while it is busy leave
//! together in the next one; a lane that is free sends at once, so a lone call
//! waits for nobody.

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::super::ConnectionState;
use super::batch::{Batch, Waiting};
use super::client::Shared;
use super::line::Line;
use super::pending::no_consumers;
use super::presence::Presence;
use super::topology::{DIRECT_REPLY_TO, expiration, properties, short};
use crate::rpc::{Reason, Status};
use crate::wire::WireMessage;

/// The calls to one service of one idempotency class.
pub(super) struct Lane {
    shared: Arc<Shared>,
    presence: Arc<Presence>,
    service: &'static str,
    calls: mpsc::Receiver<Waiting>,
    /// A call that did not fit into the message before.
    held: Option<Waiting>,
}

impl Lane {
    /// Starts a lane, which ends when the sender is dropped.
    pub(super) fn start(
        shared: Arc<Shared>,
        presence: Arc<Presence>,
        service: &'static str,
    ) -> mpsc::Sender<Waiting> {
        let capacity = shared.link.settings.limits.calls_in_flight.max(1);
        let (sender, calls) = mpsc::channel(capacity);
        let lane = Self {
            shared,
            presence,
            service,
            calls,
            held: None,
        };
        tokio::spawn(lane.run());
        sender
    }

    async fn run(mut self) {
        while let Some(batch) = self.gather().await {
            let ids = batch.ids();
            if let Err(status) = self.send(batch).await {
                self.shared.pending.refuse(ids, &status);
            }
        }
    }

    /// The next message: everything that waits, up to a fair share.
    async fn gather(&mut self) -> Option<Batch> {
        let first = match self.held.take() {
            Some(held) => held,
            None => self.calls.recv().await?,
        };
        let waiting = 1 + self.calls.len();
        let mut batch = Batch::of(first);
        for _ in 1..self.presence.share_of(waiting) {
            let Ok(call) = self.calls.try_recv() else {
                break;
            };
            if let Err(call) = batch.join(call) {
                self.held = Some(call);
                break;
            }
        }
        Some(batch)
    }

    /// Sends a message. An error means that none of its calls left.
    async fn send(&self, mut batch: Batch) -> Result<(), Status> {
        let Some(deadline) = batch.latest_deadline() else {
            return Ok(());
        };
        let line = self.line(deadline).await?;
        if self.presence.nobody_serves(&line).await {
            return Err(no_consumers(self.service));
        }
        if batch.calls().len() > 1 && self.presence.is_stale() {
            self.count_consumers(&line);
        }
        let now = Instant::now();
        // What has no time left ends by its caller's own clock.
        batch.calls_mut().retain(|call| call.deadline > now);
        self.shared
            .pending
            .retain_leaving(batch.calls_mut(), |call| call.id, line.id);
        let Some(deadline) = batch.latest_deadline() else {
            return Ok(());
        };
        if line.is_closed() {
            return Err(Reason::NotConnected.status("the connection was just lost"));
        }
        let mut properties = properties(self.shared.link.user())
            .with_reply_to(DIRECT_REPLY_TO.into())
            .with_expiration(expiration(deadline.saturating_duration_since(now)));
        if let Some(kind) = batch.kind() {
            properties = properties.with_type(short(kind));
        }
        if let Some(first) = batch.calls().first() {
            properties = properties
                .with_app_id(short(&first.caller))
                .with_correlation_id(short(first.context.correlation_id()));
        }
        let body = batch.to_envelope(now).encode_to_vec();
        let queue = self.presence.queue().into();
        if let Err(why) = line.publish(queue, &body, properties, batch.ids()).await {
            self.shared.pending.lost(batch.ids(), &why);
        }
        Ok(())
    }

    /// The line to send on. Waits while a connection is being made, but not for
    /// a broker that is known to be away.
    async fn line(&self, deadline: Instant) -> Result<Arc<Line>, Status> {
        let mut lines = self.shared.lines.subscribe();
        let mut state = self.shared.link.state();
        loop {
            if let Some(line) = lines.borrow_and_update().clone() {
                return Ok(line);
            }
            if let Some(status) = refusal(&state.borrow_and_update()) {
                return Err(status);
            }
            tokio::select! {
                Ok(()) = lines.changed() => {}
                Ok(()) = state.changed() => {}
                () = tokio::time::sleep_until(deadline) => {
                    return Err(Status::deadline_exceeded("no connection in time"));
                }
                else => return Err(Reason::NotConnected.status("the bus is closed")),
            }
        }
    }

    /// Asks how many consumers there are, while calls go on.
    fn count_consumers(&self, line: &Arc<Line>) {
        let presence = Arc::clone(&self.presence);
        let line = Arc::clone(line);
        tokio::spawn(async move { presence.ask(&line).await });
    }
}

/// Why calls can't leave now, if they can't.
pub(super) fn refusal(state: &ConnectionState) -> Option<Status> {
    match state {
        ConnectionState::Connecting | ConnectionState::Connected => None,
        // Why, and where the broker is, is the log's: a status goes out to the world.
        _ => Some(Reason::NotConnected.status("the broker is out of reach")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_does_not_say_where_the_broker_is() {
        let state = ConnectionState::Disconnected("amqp://guest@broker.internal:5672".to_owned());
        let status = refusal(&state).expect("no call can leave");
        assert_eq!(status.code(), crate::rpc::Code::Unavailable);
        assert!(!status.message().contains("broker.internal"), "{status}");
        assert!(refusal(&ConnectionState::Connected).is_none());
    }
}
