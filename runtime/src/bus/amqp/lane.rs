//! Calls that wait for one service, and travel together.
//!
//! A lane sends one message at a time. Calls that arrive while it is busy leave
//! together in the next one; a lane that is free sends at once, so a lone call
//! waits for nobody.

use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::time::Instant;

use super::super::ConnectionState;
use super::backlog::Backlog;
use super::batch::{Batch, Waiting};
use super::client::Shared;
use super::line::Line;
use super::presence::Presence;
use super::topology::{DIRECT_REPLY_TO, expiration, properties, short};
use super::ways::Way;
use crate::rpc::{Reason, Status};
use crate::wire::WireMessage;

/// The calls to one service of one idempotency class.
pub(super) struct Lane {
    shared: Arc<Shared>,
    presence: Arc<Presence>,
    service: &'static str,
    backlog: Arc<Backlog>,
    /// A call that did not fit into the message before.
    held: Option<Waiting>,
    /// The calls of a message that is being made.
    sending: Vec<u64>,
    /// The message before, if it may not have left yet.
    leaving: Option<Leaving>,
}

/// A message on its way out of the process.
struct Leaving {
    ids: Vec<u64>,
    publishing: BoxFuture<'static, Result<(), String>>,
}

impl Lane {
    /// The lane of a way that has none.
    pub(super) fn new(shared: Arc<Shared>, way: &Way, service: &'static str) -> Self {
        way.backlog.set_served(true);
        Self {
            shared,
            presence: Arc::clone(&way.presence),
            service,
            backlog: Arc::clone(&way.backlog),
            held: None,
            sending: Vec::new(),
            leaving: None,
        }
    }

    /// Sends what waits, until the backlog is closed.
    pub(super) async fn run(mut self) {
        while let Some(batch) = self.gather().await {
            self.sending = batch.ids();
            let sent = self.send(batch).await;
            let ids = std::mem::take(&mut self.sending);
            if let Err(status) = sent {
                self.shared.pending.refuse(ids, &status);
            }
        }
    }

    /// The next message: everything that waits, up to a fair share.
    async fn gather(&mut self) -> Option<Batch> {
        let first = match self.held.take() {
            Some(held) => held,
            None => self.backlog.next().await?,
        };
        self.last_one_left().await;
        let waiting = 1 + self.backlog.len();
        let mut batch = Batch::of(first);
        for _ in 1..self.presence.share_of(waiting) {
            let Some(call) = self.backlog.take() else {
                break;
            };
            if let Err(call) = batch.join(call) {
                self.held = Some(call);
                break;
            }
        }
        Some(batch)
    }

    /// Waits until the message before has left.
    async fn last_one_left(&mut self) {
        if let Some(Leaving { ids, publishing }) = self.leaving.take()
            && let Err(why) = publishing.await
        {
            self.shared.pending.lost(ids, &why);
        }
    }

    /// Sends a message. An error means that none of its calls left.
    async fn send(&mut self, mut batch: Batch) -> Result<(), Status> {
        let Some(deadline) = batch.latest_deadline() else {
            return Ok(());
        };
        let line = self.shared.line(deadline).await?;
        if let Some(status) = self.presence.refusal(&line, self.service).await {
            return Err(status);
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
        let ids = batch.ids();
        let mut publishing = line.publish(queue, body, properties).boxed();
        // One poll hands the message to lapin. Whether it has left matters only
        // to the next one: to be woken for it would cost a lone call a change of
        // threads.
        match (&mut publishing).now_or_never() {
            Some(Ok(())) => {}
            Some(Err(why)) => self.shared.pending.lost(ids, &why),
            None => self.leaving = Some(Leaving { ids, publishing }),
        }
        Ok(())
    }

    /// Asks how many consumers there are, while calls go on.
    fn count_consumers(&self, line: &Arc<Line>) {
        let presence = Arc::clone(&self.presence);
        let line = Arc::clone(line);
        tokio::spawn(async move { presence.ask(&line).await });
    }
}

impl Drop for Lane {
    /// A lane that ends by a panic leaves nobody waiting for it: another one
    /// takes the backlog, and only the message in hand has an unknown end.
    fn drop(&mut self) {
        if let Some(held) = self.held.take() {
            self.backlog.put_back(held);
        }
        let leaving = self.leaving.take().map(|leaving| leaving.ids);
        let ids = self.sending.drain(..).chain(leaving.into_iter().flatten());
        self.shared.pending.lost(ids, "its lane ended");
        self.backlog.set_served(false);
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
        assert!(!state.words().contains("broker.internal"), "{state:?}");
        assert!(refusal(&ConnectionState::Connected).is_none());
    }
}
