//! Calls that wait for their lane.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::batch::Waiting;
use super::pending::Pending;

/// The calls of one lane in the order of their arrival. It outlives a lane that
/// ends by a panic, for the next one.
pub(super) struct Backlog {
    state: Mutex<State>,
    arrived: Notify,
    capacity: usize,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Waiting>,
    /// A lane takes the calls.
    is_served: bool,
    is_closed: bool,
}

impl Backlog {
    /// For a process that may wait for this many calls at once. As many again
    /// whose callers went away may be in it before these are sorted out, so that
    /// it isn't done for each call.
    pub(super) fn new(calls_in_flight: usize) -> Self {
        Self {
            state: Mutex::default(),
            arrived: Notify::new(),
            capacity: calls_in_flight.saturating_mul(2),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a call. Those whose callers still wait are limited by the permits
    /// that they hold; the others lose their places when these run out.
    pub(super) fn push(&self, call: Waiting, pending: &Pending) {
        let mut state = self.lock();
        if state.waiting.len() >= self.capacity {
            pending.retain_awaited(&mut state.waiting, |call| call.id);
        }
        state.waiting.push_back(call);
        drop(state);
        self.arrived.notify_one();
    }

    /// Puts back a call that was taken too early.
    pub(super) fn put_back(&self, call: Waiting) {
        self.lock().waiting.push_front(call);
        self.arrived.notify_one();
    }

    /// Takes the next call, as soon as there is one; `None` once it is closed.
    pub(super) async fn next(&self) -> Option<Waiting> {
        loop {
            {
                let mut state = self.lock();
                if state.is_closed {
                    return None;
                }
                if let Some(call) = state.waiting.pop_front() {
                    return Some(call);
                }
            }
            self.arrived.notified().await;
        }
    }

    /// Takes the next call if there is one.
    pub(super) fn take(&self) -> Option<Waiting> {
        self.lock().waiting.pop_front()
    }

    /// How many calls wait.
    pub(super) fn len(&self) -> usize {
        self.lock().waiting.len()
    }

    /// Whether a lane takes the calls.
    pub(super) fn is_served(&self) -> bool {
        self.lock().is_served
    }

    /// Notes whether a lane takes the calls.
    pub(super) fn set_served(&self, is_served: bool) {
        self.lock().is_served = is_served;
    }

    /// Ends the lane: nobody can call any more.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.arrived.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use tokio::time::Instant;

    use super::*;
    use crate::rpc::{Context, Method, ServiceDescriptor};

    static SERVICE: ServiceDescriptor = ServiceDescriptor::new("test.Backlog", "test-backlog", 1);
    static METHOD: Method<(), ()> = Method::new(&SERVICE, "test.Backlog/Get");

    fn waiting(id: u64) -> Waiting {
        Waiting {
            id,
            method: METHOD.descriptor(),
            caller: "tester".into(),
            context: Context::root(),
            deadline: Instant::now() + Duration::from_secs(5),
            payload: Bytes::new(),
        }
    }

    #[tokio::test]
    async fn callers_that_went_away_lose_their_places() {
        let (backlog, pending) = (Backlog::new(2), Pending::default());
        let _answered = pending.insert(1, METHOD.descriptor());
        for id in 0..100 {
            backlog.push(waiting(id), &pending);
            assert!(backlog.len() <= 4, "{} wait", backlog.len());
        }
        let first = backlog.next().await.expect("it is open");
        assert_eq!(first.id, 1, "its caller still waits");
    }

    #[tokio::test]
    async fn a_closed_backlog_ends_its_lane() {
        let backlog = Backlog::new(1);
        let (next, ()) = tokio::join!(backlog.next(), async { backlog.close() });
        assert!(next.is_none());
    }
}
