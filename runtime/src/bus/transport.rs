//! The seam between calls and what carries them.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use futures::future::BoxFuture;
use tokio::sync::watch;
use tokio::time::Instant;

use super::{BusError, ServeOptions, Serving};
use crate::rpc::{Context, MethodDescriptor, Result, ServiceDescriptor};
use crate::sealed::Sealed;

/// Carries calls to whoever serves them, and their results back.
///
/// Every transport promises the same:
/// - a call ends at its deadline at the latest, and does not start after it;
/// - nobody serves: `UNAVAILABLE`, at once;
/// - `UNAVAILABLE` means that the call did not start or is safe to send again;
///   a call that isn't and may have run ends in `UNKNOWN` with the reason
///   `MAY_HAVE_RUN`;
/// - too much under way, or too large: `RESOURCE_EXHAUSTED`;
/// - a handler that panics: `INTERNAL`, and the service goes on.
///
/// Only the crate's own transports implement it: its methods may grow, and a
/// [`Serving`] can't be made elsewhere. Tests use [`Embedded`](super::Embedded).
pub trait Bus: Sealed + fmt::Debug + Send + Sync + 'static {
    /// Sends a call and waits for its result. Dropping the future gives up the
    /// call; the handler may run nevertheless.
    fn call(&self, call: OutgoingCall) -> BoxFuture<'static, Result<Bytes>>;

    /// Serves a service until the returned handle is drained. Returns once the
    /// service receives calls. Several servers of one service share its calls.
    fn serve(
        &self,
        service: &'static ServiceDescriptor,
        handler: Arc<dyn Handler>,
        options: ServeOptions,
    ) -> BoxFuture<'static, Result<Serving, BusError>>;

    /// Whether a call that arrives says reliably who sent it.
    fn knows_senders(&self) -> bool;

    /// Whether calls can travel, now and whenever that changes.
    fn connection(&self) -> watch::Receiver<ConnectionState>;

    /// Ends the connection. Calls in flight end as when it is lost, and what is
    /// served ends as in a crash: drain servers first.
    fn close(&self) -> BoxFuture<'static, ()>;
}

/// Whether calls can travel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectionState {
    /// A connection is being made.
    Connecting,
    /// Calls travel.
    Connected,
    /// The broker takes no messages for now, and says why.
    Blocked(String),
    /// The last attempt failed for this reason; the next one comes by itself.
    Disconnected(String),
    /// The broker refuses the user, its password or the virtual host. It is
    /// tried again, but only people can mend it.
    Refused(String),
    /// The bus was closed.
    Closed,
}

impl ConnectionState {
    /// Whether calls can travel.
    pub fn is_connected(&self) -> bool {
        *self == Self::Connected
    }

    /// The state in fixed words, which may be told to anyone. The reason, which
    /// [`Display`](fmt::Display) adds, may not: it says where the broker is.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Connected => "connected",
            Self::Blocked(_) => "blocked by the broker",
            Self::Disconnected(_) => "disconnected",
            Self::Refused(_) => "refused",
            Self::Closed => "closed",
        }
    }
}

impl fmt::Display for ConnectionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())?;
        match self {
            Self::Blocked(reason) | Self::Disconnected(reason) | Self::Refused(reason) => {
                write!(f, ": {reason}")
            }
            Self::Connecting | Self::Connected | Self::Closed => Ok(()),
        }
    }
}

/// A call on its way out.
pub struct OutgoingCall {
    /// The method.
    pub method: &'static MethodDescriptor,
    /// The calling service's name.
    pub caller: Arc<str>,
    /// The encoded request.
    pub payload: Bytes,
    /// Deadline, trace and token.
    pub context: Context,
}

/// A call that has arrived.
#[derive(Clone)]
pub struct IncomingCall {
    /// The method's full name as the caller wrote it.
    pub method: Arc<str>,
    /// The encoded request.
    pub payload: Bytes,
    /// Deadline, trace and token.
    pub context: Context,
    /// The sender as the broker has verified it; `None` where it can't.
    pub user: Option<Arc<str>>,
    /// 1 the first time, 2 after one consumer was given the call and ended
    /// before it answered, 3 after two did.
    pub attempt: u32,
}

impl OutgoingCall {
    /// When the call ends: at the context's deadline, or after the method's
    /// timeout if the context has none.
    pub(super) fn deadline(&self) -> Instant {
        let deadline = self.context.deadline();
        deadline.unwrap_or_else(|| Instant::now() + self.method.timeout)
    }
}

// The payloads hold what fields marked with `debug_redact` keep out of logs.
impl fmt::Debug for OutgoingCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingCall")
            .field("method", &self.method.path)
            .field("caller", &self.caller)
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for IncomingCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncomingCall")
            .field("method", &self.method)
            .field("context", &self.context)
            .field("user", &self.user)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

/// Answers the calls that a bus delivers.
pub trait Handler: Send + Sync + 'static {
    /// Answers one call with the encoded response.
    fn handle(&self, call: IncomingCall) -> BoxFuture<'static, Result<Bytes>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_state_keep_its_reason_to_themselves() {
        let reason = || "amqp://keeper@broker.internal:5672/%2f: refused".to_owned();
        for (state, words) in [
            (ConnectionState::Connecting, "connecting"),
            (ConnectionState::Connected, "connected"),
            (ConnectionState::Blocked(reason()), "blocked by the broker"),
            (ConnectionState::Disconnected(reason()), "disconnected"),
            (ConnectionState::Refused(reason()), "refused"),
            (ConnectionState::Closed, "closed"),
        ] {
            assert_eq!(state.words(), words);
            assert!(state.to_string().starts_with(words), "{state}");
        }
    }
}
