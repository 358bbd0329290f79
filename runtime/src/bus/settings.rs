//! How a bus is set up.

use std::fmt;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::redact;

/// How to open a bus.
#[derive(Clone)]
pub struct Settings {
    pub(super) url: String,
    pub(super) name: String,
    pub(super) queue_type: QueueType,
    pub(super) identities: Identities,
    pub(super) limits: Limits,
}

impl Settings {
    /// A bus at this URL: `embedded`, or `amqp://user:password@host:port/vhost`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            name: "counterpart".to_owned(),
            queue_type: QueueType::default(),
            identities: Identities::default(),
            limits: Limits::default(),
        }
    }

    /// What the broker's tools call the connection; a service gives its name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The type of request queues. All services of a deployment give the same.
    #[must_use]
    pub fn queue_type(mut self, queue_type: QueueType) -> Self {
        self.queue_type = queue_type;
        self
    }

    /// Whether the broker can tell services apart.
    #[must_use]
    pub fn identities(mut self, identities: Identities) -> Self {
        self.identities = identities;
        self
    }

    /// How much may be under way.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Whether the bus is inside this process.
    pub fn is_embedded(&self) -> bool {
        self.url == "embedded"
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("url", &redact::url(&self.url))
            .field("name", &self.name)
            .field("queue_type", &self.queue_type)
            .field("identities", &self.identities)
            .field("limits", &self.limits)
            .finish()
    }
}

/// The type of a request queue on RabbitMQ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueueType {
    /// For a single broker: the fastest.
    #[default]
    Classic,
    /// For a cluster: it outlives the loss of a node.
    Quorum,
}

/// Whether each service logs in to the broker as its own user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Identities {
    /// All services share one user; the broker can't tell who sent a message.
    #[default]
    Shared,
    /// Each service has its own user: requests without the verified user of
    /// their sender are refused.
    PerService,
}

/// How much may be under way at once on a bus.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Calls that this process has sent and waits for. One more ends in
    /// `RESOURCE_EXHAUSTED` at once.
    pub calls_in_flight: usize,
    /// The size of a request or a response, in bytes. A larger one ends in
    /// `RESOURCE_EXHAUSTED`. gRPC's default, 4 MiB.
    pub message_bytes: usize,
}

impl Limits {
    /// The same with this many calls that this process may wait for.
    #[must_use]
    pub fn calls_in_flight(mut self, calls: usize) -> Self {
        self.calls_in_flight = calls;
        self
    }

    /// The same with messages of at most this many bytes.
    #[must_use]
    pub fn message_bytes(mut self, bytes: usize) -> Self {
        self.message_bytes = bytes;
        self
    }

    /// One permit per call that this process may have in flight.
    pub(super) fn in_flight(self) -> Semaphore {
        Semaphore::new(self.calls_in_flight.min(Semaphore::MAX_PERMITS))
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            calls_in_flight: 8_192,
            message_bytes: 4 << 20,
        }
    }
}

/// How a service is served.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ServeOptions {
    /// Calls that run at once; others wait. 0 counts as 1: a service that
    /// receives calls runs them.
    pub concurrency: usize,
    /// How long to wait for the broker before serving fails.
    pub start_within: Duration,
}

impl ServeOptions {
    /// The same with this many calls that run at once.
    #[must_use]
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.concurrency = calls;
        self
    }

    /// The same with a start that waits this long for the broker.
    #[must_use]
    pub fn start_within(mut self, wait: Duration) -> Self {
        self.start_within = wait;
        self
    }

    /// How many calls run at once: at least one, and as many as can be counted.
    pub(super) fn at_once(self) -> usize {
        self.concurrency.clamp(1, Semaphore::MAX_PERMITS)
    }
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            concurrency: 256,
            start_within: Duration::from_secs(30),
        }
    }
}
