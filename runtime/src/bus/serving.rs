//! A service that is being served.

use std::fmt;
use std::time::Duration;

use futures::future::BoxFuture;

/// How a transport ends the serving of a service.
pub(super) trait Stop: Send + Sync {
    /// Takes no more calls and finishes those it has.
    fn drain(self: Box<Self>, within: Duration) -> BoxFuture<'static, Drained>;

    /// Ends at once, as a crash would.
    fn abort(&self);

    /// How many calls were received and not answered yet.
    fn in_flight(&self) -> usize;

    /// Whether calls are being received.
    fn is_receiving(&self) -> bool;
}

/// A service that receives calls, until it is drained. Dropping it ends the
/// service as a crash would: calls under way are given to another instance.
#[must_use = "dropping it ends the service"]
pub struct Serving {
    stop: Option<Box<dyn Stop>>,
}

impl Serving {
    pub(super) fn new(stop: impl Stop + 'static) -> Self {
        Self {
            stop: Some(Box::new(stop)),
        }
    }

    /// Takes no more calls and finishes those that were received, for at most
    /// this long. Then calls that didn't start are handed back for another
    /// instance, and those that still run are stopped and treated as those of
    /// an instance that crashed.
    pub async fn drain(mut self, within: Duration) -> Drained {
        match self.stop.take() {
            Some(stop) => stop.drain(within).await,
            None => Drained::default(),
        }
    }

    /// How many calls were received and not answered yet.
    pub fn in_flight(&self) -> usize {
        self.stop.as_ref().map_or(0, |stop| stop.in_flight())
    }

    /// Whether calls are being received; `false` while the connection is lost.
    pub fn is_receiving(&self) -> bool {
        self.stop.as_ref().is_some_and(|stop| stop.is_receiving())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        if let Some(stop) = &self.stop {
            stop.abort();
        }
    }
}

impl fmt::Debug for Serving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serving")
            .field("in_flight", &self.in_flight())
            .field("is_receiving", &self.is_receiving())
            .finish()
    }
}

/// What was left when a service was drained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drained {
    /// Calls that had not started and were handed back for another instance: the
    /// broker has confirmed that it has them.
    pub handed_back: usize,
    /// Calls that still ran when the time was up, and were stopped and given to
    /// another instance in the same way.
    pub interrupted: usize,
}
