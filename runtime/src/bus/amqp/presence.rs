//! How many consumers a service has, and how much waits for them.
//!
//! A `mandatory` message to a queue without consumers isn't returned: it waits
//! and expires in silence; one to a full queue is refused in silence. So the
//! queue is counted, on a channel of its own since a missing queue closes the
//! channel that asks, and at most once a second.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::super::QUEUE_CAPACITY;
use super::super::envelope::MAX_FRAMES;
use super::line::Line;
use super::pending::no_consumers;
use crate::rpc::{Reason, Status};

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
    count: Option<Count>,
    at: Option<Instant>,
}

/// What the broker has counted in a queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) consumers: u32,
    /// Messages that wait for a consumer.
    pub(super) messages: u32,
    /// Whether there is such a queue at all.
    is_there: bool,
}

impl Count {
    /// Whether a call that was sent waits in vain. Where nobody consumes and no
    /// message waits, who received the call is draining, and answers it: what an
    /// ended consumer had is back in the queue.
    pub(super) fn abandons_calls(self) -> bool {
        self.consumers == 0 && (self.messages > 0 || !self.is_there)
    }

    fn is_full(self) -> bool {
        usize::try_from(self.messages).is_ok_and(|messages| messages >= QUEUE_CAPACITY)
    }
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
        self.note(Some(Count::default()));
    }

    fn note(&self, count: Option<Count>) {
        *self.seen() = Seen {
            count,
            at: Some(Instant::now()),
        };
    }

    /// Why a call must not be sent, if so. Asks the broker only if nothing is
    /// known, or if the service could not take calls a while ago: a service that
    /// is well costs nothing.
    pub(super) async fn refusal(&self, line: &Line, service: &str) -> Option<Status> {
        let known = self.seen().count;
        let is_well = known.is_some_and(|count| count.consumers > 0 && !count.is_full());
        if is_well {
            return None;
        }
        match self.ask(line).await? {
            Count { consumers: 0, .. } => Some(no_consumers(service)),
            count if count.is_full() => Some(
                Reason::QueueFull.status(format!("{} messages wait for {service}", count.messages)),
            ),
            _ => None,
        }
    }

    /// What is in the queue, at most a second old; `None` if the broker did not
    /// say.
    pub(super) async fn ask(&self, line: &Line) -> Option<Count> {
        let _one_at_a_time = self.asking.lock().await;
        let seen = *self.seen();
        if seen.is_fresh() {
            return seen.count;
        }
        let count = match line.count(&self.queue).await {
            Ok(queue) => Some(queue.map_or_else(Count::default, |queue| Count {
                consumers: queue.consumer_count(),
                messages: queue.message_count(),
                is_there: true,
            })),
            Err(error) => {
                tracing::debug!(queue = self.queue, error, "the queue could not be counted");
                None
            }
        };
        self.note(count);
        count
    }

    /// Whether it is time to ask again.
    pub(super) fn is_stale(&self) -> bool {
        !self.seen().is_fresh()
    }

    /// How many of the calls that wait may travel in one message: an even share
    /// for each consumer, so that none gets all the work of a burst.
    pub(super) fn share_of(&self, waiting: usize) -> usize {
        match self.seen().count {
            Some(Count { consumers, .. }) if consumers > 0 => {
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
            presence.note(Some(Count {
                consumers,
                messages: 0,
                is_there: true,
            }));
            assert_eq!(presence.share_of(waiting), share, "{consumers} consumers");
        }
    }
}
