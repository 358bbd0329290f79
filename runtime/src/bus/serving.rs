//! A service that is being served.

use std::fmt;
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::time::Instant;

/// How long what was told to stop may take to do so, such as a handler that
/// computes without ever waiting. Less than what a process adds to the time of
/// its drain before it cuts off what has not stopped.
pub(super) const STOP_WITHIN: Duration = Duration::from_secs(1);

/// The most of a drain's time that is kept for handing calls back.
const HAND_BACK_WITHIN: Duration = Duration::from_secs(2);

/// When the parts of a drain must be done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    /// Calls may finish until then; what is left of the time is for handing back.
    pub(super) finish_by: Instant,
    /// Nothing is waited for any longer.
    pub(super) end: Instant,
}

impl Budget {
    /// A drain that begins now.
    pub(super) fn within(within: Duration) -> Self {
        let until = Instant::now() + within;
        Self {
            finish_by: until - HAND_BACK_WITHIN.min(within / 4),
            end: until + STOP_WITHIN,
        }
    }
}

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
    ///
    /// Over a broker the last quarter of the time, at most 2 s, is kept for
    /// handing back. What the broker has not confirmed by then goes back as from
    /// an instance that crashed. The drain is over at most 1 s after its time,
    /// which is how long what runs has to stop and the broker to say goodbye.
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
#[non_exhaustive]
pub struct Drained {
    /// Calls that had not started and were handed back for another instance: the
    /// broker has confirmed that it has them.
    pub handed_back: usize,
    /// Calls that still ran when the time was up, and were stopped; also those
    /// whose connection was lost before. Another instance is given them by the
    /// broker, as the calls of an instance that crashed.
    pub interrupted: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn part_of_a_drain_is_kept_for_handing_back() {
        for (within, finish) in [(0, 0), (400, 300), (8_000, 6_000), (60_000, 58_000)] {
            let within = Duration::from_millis(within);
            let before = Instant::now();
            let budget = Budget::within(within);
            let after = Instant::now();
            let finish = Duration::from_millis(finish);
            assert!((before + finish..=after + finish).contains(&budget.finish_by));
            let end = within + STOP_WITHIN;
            assert!((before + end..=after + end).contains(&budget.end));
        }
    }
}
