//! How many consumers a service has.
//!
//! A `mandatory` message to a queue without consumers isn't returned: it waits
//! and expires in silence. So the queue is asked, on a channel of its own since
//! a missing queue closes the channel that asks, and at most once a second.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::super::envelope::MAX_FRAMES;
use super::line::Line;

/// How long an answer of the broker is taken for true.
const ASK_EVERY: Duration = Duration::from_secs(1);

/// How many calls travel together while the number of consumers is unknown.
const CAUTIOUS_FRAMES: usize = 16;

/// What is known of the consumers of one queue.
pub(super) struct Presence {
    queue: String,
    seen: Mutex<Seen>,
    asking: tokio::sync::Mutex<()>,
}

#[derive(Clone, Copy, Default)]
struct Seen {
    consumers: Option<u32>,
    at: Option<Instant>,
}

impl Seen {
    fn is_fresh(&self) -> bool {
        self.at.is_some_and(|at| at.elapsed() < ASK_EVERY)
    }
}

impl Presence {
    pub(super) fn new(queue: String) -> Self {
        Self {
            queue,
            seen: Mutex::default(),
            asking: tokio::sync::Mutex::default(),
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The queue whose consumers are counted.
    pub(super) fn queue(&self) -> &str {
        &self.queue
    }

    /// Forgets what is known, because it is no longer true.
    pub(super) fn forget(&self) {
        *self.seen() = Seen::default();
    }

    /// Notes that the queue is gone.
    pub(super) fn gone(&self) {
        *self.seen() = Seen {
            consumers: Some(0),
            at: Some(Instant::now()),
        };
    }

    /// Whether nobody serves. Asks the broker only if nothing is known, or if
    /// nobody served a while ago: a busy service costs nothing.
    pub(super) async fn nobody_serves(&self, line: &Line) -> bool {
        let seen = *self.seen();
        match seen.consumers {
            Some(0) | None => self.ask(line).await == Some(0),
            Some(_) => false,
        }
    }

    /// The number of consumers, at most a second old; `None` if the broker did
    /// not say.
    pub(super) async fn ask(&self, line: &Line) -> Option<u32> {
        let _one_at_a_time = self.asking.lock().await;
        let seen = *self.seen();
        if seen.is_fresh() {
            return seen.consumers;
        }
        let consumers = match line.consumers(&self.queue).await {
            Ok(consumers) => Some(consumers),
            Err(error) => {
                tracing::debug!(queue = self.queue, error, "consumers could not be counted");
                None
            }
        };
        *self.seen() = Seen {
            consumers,
            at: Some(Instant::now()),
        };
        consumers
    }

    /// Whether it is time to ask again.
    pub(super) fn is_stale(&self) -> bool {
        !self.seen().is_fresh()
    }

    /// How many of the calls that wait may travel in one message: an even share
    /// for each consumer, so that none gets all the work of a burst.
    pub(super) fn share_of(&self, waiting: usize) -> usize {
        match self.seen().consumers {
            Some(consumers) if consumers > 0 => {
                let consumers = usize::try_from(consumers).unwrap_or(usize::MAX);
                waiting.div_ceil(consumers).clamp(1, MAX_FRAMES)
            }
            _ => waiting.clamp(1, CAUTIOUS_FRAMES),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_shared_evenly_among_the_consumers() {
        let presence = Presence::new("rpc.cart.1".to_owned());
        assert_eq!(presence.share_of(64), CAUTIOUS_FRAMES, "nothing is known");
        for (consumers, waiting, share) in [(1, 64, 64), (1, 500, 64), (10, 64, 7), (4, 1, 1)] {
            *presence.seen() = Seen {
                consumers: Some(consumers),
                at: None,
            };
            assert_eq!(presence.share_of(waiting), share, "{consumers} consumers");
        }
    }
}
