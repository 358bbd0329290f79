//! What a call hands on to the calls that its handler makes.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::trace;
use crate::identity::Identity;

tokio::task_local! {
    static CURRENT: Context;
}

/// What travels along a chain of calls: the deadline, who asked, and which
/// trace it belongs to.
///
/// A handler runs inside the context of its call, so that every client called
/// in it inherits the time left, the correlation id, the trace and the token.
/// Tasks that a handler spawns don't inherit it; wrap them in [`Self::scope`].
#[derive(Clone)]
pub struct Context(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    deadline: Option<Instant>,
    correlation_id: String,
    traceparent: String,
    tracestate: String,
    token: String,
    identity: Option<Arc<Identity>>,
}

/// What of a context comes over the wire. By name, since a token in the place of
/// a trace state would go into the headers of every trace.
#[derive(Default)]
pub(crate) struct Received {
    /// Empty for none.
    pub(crate) correlation_id: String,
    /// W3C Trace Context's `traceparent`; empty for none.
    pub(crate) traceparent: String,
    /// W3C Trace Context's `tracestate`; empty for none.
    pub(crate) tracestate: String,
    /// The end user's token; empty for nobody.
    pub(crate) token: String,
}

impl Context {
    /// The start of a chain: a fresh correlation id (a random UUID), a fresh
    /// trace, no deadline, nobody's token.
    pub fn root() -> Self {
        Self::received(Received::default())
    }

    /// A context from what came over the wire. An empty correlation id or a
    /// malformed `traceparent` is replaced by a fresh one.
    pub(crate) fn received(received: Received) -> Self {
        let Received {
            correlation_id,
            traceparent,
            tracestate,
            token,
        } = received;
        let correlation_id = if correlation_id.is_empty() {
            uuid::Uuid::new_v4().to_string()
        } else {
            correlation_id
        };
        // A trace state belongs to its parent; without one it means nothing.
        let (traceparent, tracestate) = if trace::trace_id(&traceparent).is_some() {
            (traceparent, tracestate)
        } else {
            (trace::start(), String::new())
        };
        Self(Arc::new(Inner {
            deadline: None,
            correlation_id,
            traceparent,
            tracestate,
            token,
            identity: None,
        }))
    }

    /// The context of the call that is being handled; `None` outside of one.
    pub fn current() -> Option<Self> {
        CURRENT.try_with(Self::clone).ok()
    }

    /// Runs a future inside this context.
    pub async fn scope<F: Future>(self, future: F) -> F::Output {
        CURRENT.scope(self, future).await
    }

    /// The same context with at most this much time left.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        self.with_deadline(Instant::now() + timeout)
    }

    /// The same context that ends at this moment, or earlier if it did before.
    #[must_use]
    pub fn with_deadline(mut self, deadline: Instant) -> Self {
        let inner = Arc::make_mut(&mut self.0);
        inner.deadline = Some(inner.deadline.map_or(deadline, |own| own.min(deadline)));
        self
    }

    /// The same context on behalf of the user that this token names.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        let inner = Arc::make_mut(&mut self.0);
        inner.token = token.into();
        inner.identity = None;
        self
    }

    /// The same context, whose token was verified and names this user.
    pub(crate) fn with_identity(mut self, identity: Option<Arc<Identity>>) -> Self {
        Arc::make_mut(&mut self.0).identity = identity;
        self
    }

    /// The same context under this correlation id.
    #[must_use]
    pub fn with_correlation_id(mut self, correlation_id: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0).correlation_id = correlation_id.into();
        self
    }

    /// The same context in the trace that a peer sent in W3C's headers; nothing
    /// changes if `traceparent` is malformed.
    #[must_use]
    pub fn with_trace(mut self, traceparent: &str, tracestate: &str) -> Self {
        if trace::trace_id(traceparent).is_some() {
            let inner = Arc::make_mut(&mut self.0);
            traceparent.clone_into(&mut inner.traceparent);
            tracestate.clone_into(&mut inner.tracestate);
        }
        self
    }

    /// When the chain ends, on this process's monotonic clock; `None` for never.
    pub fn deadline(&self) -> Option<Instant> {
        self.0.deadline
    }

    /// The time left until the deadline; `None` if there is no deadline.
    pub fn time_left(&self) -> Option<Duration> {
        let deadline = self.0.deadline?;
        Some(deadline.saturating_duration_since(Instant::now()))
    }

    /// Joins everything that one outside request caused, in logs of all services.
    pub fn correlation_id(&self) -> &str {
        &self.0.correlation_id
    }

    /// W3C Trace Context's `traceparent`.
    pub fn traceparent(&self) -> &str {
        &self.0.traceparent
    }

    /// W3C Trace Context's `tracestate`; empty for none.
    pub fn tracestate(&self) -> &str {
        &self.0.tracestate
    }

    /// The id of the trace: 32 hex digits.
    pub fn trace_id(&self) -> &str {
        trace::trace_id(&self.0.traceparent).unwrap_or_default()
    }

    /// The end user's token; empty for nobody.
    pub fn token(&self) -> &str {
        &self.0.token
    }

    /// The end user, inside a call whose token was verified; `None` for nobody.
    pub fn identity(&self) -> Option<&Identity> {
        self.0.identity.as_deref()
    }

    /// The context of a call that is made inside this one: a span of its own.
    pub(super) fn child(&self) -> Self {
        let mut child = Inner::clone(&self.0);
        child.traceparent = trace::child_of(&child.traceparent);
        Self(Arc::new(child))
    }
}

/// Without the token: whoever reads it in a log could act as the user.
impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("time_left", &self.time_left())
            .field("correlation_id", &self.correlation_id())
            .field("traceparent", &self.traceparent())
            .field("tracestate", &self.tracestate())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_deadline_never_moves_further_away() {
        let near = Context::root().with_timeout(Duration::from_secs(1));
        let far = near.clone().with_timeout(Duration::from_mins(1));
        assert_eq!(far.deadline(), near.deadline());
    }

    #[tokio::test]
    async fn what_runs_inside_sees_the_context() {
        assert!(Context::current().is_none());
        let context = Context::root().with_token("alice");
        let seen = context.clone().scope(async { Context::current() }).await;
        let seen = seen.expect("a context is in scope");
        assert_eq!(seen.token(), "alice");
        assert_eq!(seen.correlation_id(), context.correlation_id());
    }

    #[test]
    fn a_token_is_not_shown() {
        let context = Context::root().with_token("secret");
        assert!(!format!("{context:?}").contains("secret"), "{context:?}");
    }

    #[test]
    fn each_part_that_was_received_is_in_its_place() {
        let traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let context = Context::received(Received {
            correlation_id: "order-1".to_owned(),
            traceparent: traceparent.to_owned(),
            tracestate: "vendor=1".to_owned(),
            token: "alice".to_owned(),
        });
        assert_eq!(context.correlation_id(), "order-1");
        assert_eq!(context.traceparent(), traceparent);
        assert_eq!(context.tracestate(), "vendor=1");
        assert_eq!(context.token(), "alice");
    }

    #[test]
    fn a_malformed_trace_from_a_peer_is_replaced() {
        let context = Context::received(Received {
            traceparent: "nonsense".to_owned(),
            tracestate: "vendor=1".to_owned(),
            ..Received::default()
        });
        assert_eq!(context.trace_id().len(), 32);
        assert_eq!(context.tracestate(), "");
        assert!(!context.correlation_id().is_empty());
    }
}
