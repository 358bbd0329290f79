//! The connection to the broker, made again whenever it is lost.
//!
//! lapin's own recovery is off: it doesn't come back after a restart of the
//! broker (amqp-rs/lapin#450).

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use lapin::uri::AMQPUri;
use lapin::{Connection, ConnectionProperties, Event};
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::super::{BusError, ConnectionState, Settings};
use crate::redact;

/// How long one attempt to connect may take.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);

/// How long the broker has to say goodbye.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);

/// Seconds between heartbeats unless the URL says otherwise; a silent broker is
/// given up after two.
const HEARTBEAT_SECONDS: u16 = 10;

/// How often a connection is looked at beside listening to its events.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The connection to the broker.
pub(super) struct Link {
    pub(super) settings: Settings,
    uri: AMQPUri,
    state: watch::Sender<ConnectionState>,
    connection: watch::Sender<Option<Arc<Connection>>>,
    closing: CancellationToken,
    ended: CancellationToken,
}

impl Link {
    /// Starts to connect.
    pub(super) fn open(settings: Settings) -> Result<Arc<Self>, BusError> {
        let mut uri: AMQPUri = settings.url.parse().map_err(|reason| BusError::Url {
            url: redact::url(&settings.url),
            reason,
        })?;
        uri.query.heartbeat.get_or_insert(HEARTBEAT_SECONDS);
        let link = Arc::new(Self {
            settings,
            uri,
            state: watch::Sender::new(ConnectionState::Connecting),
            connection: watch::Sender::new(None),
            closing: CancellationToken::new(),
            ended: CancellationToken::new(),
        });
        tokio::spawn(Arc::clone(&link).supervise());
        Ok(link)
    }

    /// Whether there is a connection.
    pub(super) fn state(&self) -> watch::Receiver<ConnectionState> {
        self.state.subscribe()
    }

    /// The connection itself, whenever there is a new one.
    pub(super) fn connections(&self) -> watch::Receiver<Option<Arc<Connection>>> {
        self.connection.subscribe()
    }

    /// The broker's user that this process logs in as.
    pub(super) fn user(&self) -> &str {
        &self.uri.authority.userinfo.username
    }

    /// Completes when the bus is to be closed.
    pub(super) async fn closing(&self) {
        self.closing.cancelled().await;
    }

    /// Asks for the end of the connection.
    pub(super) fn start_closing(&self) {
        self.closing.cancel();
    }

    /// Ends the connection.
    pub(super) async fn close(&self) {
        self.closing.cancel();
        self.ended.cancelled().await;
    }

    async fn supervise(self: Arc<Self>) {
        let mut backoff = Backoff::new(Duration::from_millis(100), Duration::from_secs(5));
        while !self.closing.is_cancelled() {
            self.state.send_replace(ConnectionState::Connecting);
            let connected = tokio::select! {
                connected = self.connect() => connected,
                () = self.closing.cancelled() => break,
            };
            match connected {
                Ok(connection) => {
                    let since = Instant::now();
                    tracing::info!(broker = %self, "connected");
                    let connection = Arc::new(connection);
                    let reason = self.watch(&connection).await;
                    self.connection.send_replace(None);
                    if self.closing.is_cancelled() {
                        say_goodbye(&connection).await;
                        break;
                    }
                    tracing::warn!(broker = %self, reason, "connection lost");
                    backoff.reset_if_stable(since);
                }
                Err(state) => {
                    tracing::warn!(%state, "no connection to the broker");
                    self.state.send_replace(state);
                }
            }
            tokio::select! {
                () = tokio::time::sleep(backoff.next()) => {}
                () = self.closing.cancelled() => {}
            }
        }
        self.state.send_replace(ConnectionState::Closed);
        self.ended.cancel();
    }

    /// One attempt; the error is the state that it leaves.
    async fn connect(&self) -> Result<Connection, ConnectionState> {
        let properties = ConnectionProperties::default()
            .with_connection_name(self.settings.name.as_str().into());
        let connecting = Connection::connect_uri(self.uri.clone(), properties);
        match tokio::time::timeout(CONNECT_WITHIN, connecting).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(error)) => Err(match refusal(&error) {
                Some(words) => ConnectionState::Refused(format!("{self}: {words}")),
                None => ConnectionState::Disconnected(format!("{self}: {error}")),
            }),
            Err(_elapsed) => Err(ConnectionState::Disconnected(format!(
                "{self}: no answer within {CONNECT_WITHIN:?}"
            ))),
        }
    }

    /// Offers the connection to everyone until it is lost; returns why it was.
    async fn watch(&self, connection: &Arc<Connection>) -> String {
        let mut events = std::pin::pin!(connection.events_listener());
        self.connection.send_replace(Some(Arc::clone(connection)));
        self.state.send_replace(ConnectionState::Connected);
        let mut look = tokio::time::interval(LOOK_EVERY);
        loop {
            tokio::select! {
                event = events.next() => match event {
                    Some(Event::ConnectionBlocked(reason)) => {
                        tracing::warn!(broker = %self, reason, "blocked by the broker");
                        self.state.send_replace(ConnectionState::Blocked(reason));
                    }
                    Some(Event::ConnectionUnblocked) => {
                        tracing::info!(broker = %self, "unblocked by the broker");
                        self.state.send_replace(ConnectionState::Connected);
                    }
                    // Errors of channels arrive here too; only the connection's end counts.
                    Some(Event::Error(error)) if !connection.status().connected() => {
                        return error.to_string();
                    }
                    Some(_) => {}
                    None => return "its events ended".to_owned(),
                },
                _ = look.tick() => {
                    if !connection.status().connected() {
                        return "the connection is closed".to_owned();
                    }
                }
                () = self.closing.cancelled() => return "the bus is being closed".to_owned(),
            }
        }
    }
}

/// The words of a broker that is there but won't have this user
/// (`ACCESS_REFUSED`), or has no such virtual host for it (`NOT_ALLOWED`).
fn refusal(error: &lapin::Error) -> Option<&str> {
    const ACCESS_REFUSED: u16 = 403;
    const NOT_ALLOWED: u16 = 530;
    match error.kind() {
        lapin::ErrorKind::ProtocolError(error)
            if matches!(error.get_id(), ACCESS_REFUSED | NOT_ALLOWED) =>
        {
            Some(error.get_message().as_str())
        }
        _ => None,
    }
}

async fn say_goodbye(connection: &Connection) {
    let closing = connection.close(200, "closed".into());
    match tokio::time::timeout(CLOSE_WITHIN, closing).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "the connection did not close well"),
        Err(_elapsed) => tracing::debug!("the broker did not answer the close"),
    }
}

/// Shown without the password.
impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redact::url(&self.settings.url))
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link")
            .field("settings", &self.settings)
            .field("state", &*self.state.borrow())
            .finish_non_exhaustive()
    }
}

/// Waits that double up to a limit, each somewhere between half of it and all,
/// so that many clients don't come back at the same moment.
pub(super) struct Backoff {
    first: Duration,
    longest: Duration,
    next: Duration,
}

impl Backoff {
    pub(super) fn new(first: Duration, longest: Duration) -> Self {
        Self {
            first,
            longest,
            next: first,
        }
    }

    /// How long to wait now.
    pub(super) fn next(&mut self) -> Duration {
        let wait = self.next;
        self.next = (wait * 2).min(self.longest);
        let (random, _) = uuid::Uuid::new_v4().as_u64_pair();
        let half = wait / 2;
        let nanos = u64::try_from(half.as_nanos()).unwrap_or(u64::MAX).max(1);
        half + Duration::from_nanos(random % nanos)
    }

    /// Begins anew if what was waited for has held for a while.
    pub(super) fn reset_if_stable(&mut self, since: Instant) {
        if since.elapsed() > Duration::from_secs(1) {
            self.next = self.first;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_with_jitter_up_to_a_limit() {
        let mut backoff = Backoff::new(Duration::from_millis(100), Duration::from_millis(400));
        for limit in [100, 200, 400, 400] {
            let wait = backoff.next().as_millis();
            assert!((limit / 2..=limit).contains(&wait), "{wait} of {limit}");
        }
    }
}
