//! Calls that wait for their result.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::oneshot;

use super::super::lost;
use crate::rpc::{MethodDescriptor, Reason, Result, Status};

/// All calls of this process that have no result yet, by the id of their frame.
#[derive(Default)]
pub(super) struct Pending {
    calls: Mutex<HashMap<u64, Call>>,
}

struct Call {
    method: &'static MethodDescriptor,
    answer: oneshot::Sender<Result<Bytes>>,
    /// The line that the request may have left on.
    line: Option<u64>,
}

impl Pending {
    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Call>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a call.
    pub(super) fn insert(
        &self,
        id: u64,
        method: &'static MethodDescriptor,
    ) -> oneshot::Receiver<Result<Bytes>> {
        let (answer, answered) = oneshot::channel();
        let call = Call {
            method,
            answer,
            line: None,
        };
        self.lock().insert(id, call);
        answered
    }

    /// Forgets a call whose caller no longer waits.
    pub(super) fn forget(&self, id: u64) {
        self.lock().remove(&id);
    }

    /// Notes that these requests are about to leave on a line, and keeps only
    /// those whose callers still wait.
    pub(super) fn retain_leaving<T>(
        &self,
        waiting: &mut Vec<T>,
        id: impl Fn(&T) -> u64,
        line: u64,
    ) {
        let mut calls = self.lock();
        waiting.retain(|item| match calls.get_mut(&id(item)) {
            Some(call) => {
                call.line = Some(line);
                true
            }
            None => false,
        });
    }

    /// Keeps only calls whose callers still wait.
    pub(super) fn retain_awaited<T>(&self, waiting: &mut VecDeque<T>, id: impl Fn(&T) -> u64) {
        let calls = self.lock();
        waiting.retain(|item| calls.contains_key(&id(item)));
    }

    /// Answers calls. A second answer, or one that comes too late, is ignored.
    pub(super) fn answer(&self, results: impl IntoIterator<Item = (u64, Result<Bytes>)>) {
        let mut calls = self.lock();
        for (id, result) in results {
            if let Some(call) = calls.remove(&id) {
                // The caller may have gone a moment ago.
                let _ = call.answer.send(result);
            }
        }
    }

    /// Ends calls that surely did not start.
    pub(super) fn refuse(&self, ids: impl IntoIterator<Item = u64>, status: &Status) {
        self.answer(ids.into_iter().map(|id| (id, Err(status.clone()))));
    }

    /// Ends calls that may have left.
    pub(super) fn lost(&self, ids: impl IntoIterator<Item = u64>, why: &str) {
        let mut calls = self.lock();
        for call in ids.into_iter().filter_map(|id| calls.remove(&id)) {
            let _ = call.answer.send(Err(lost(call.method, why)));
        }
    }

    /// Ends all calls that a line carried when it was lost.
    pub(super) fn line_lost(&self, line: u64, why: &str) {
        let mut calls = self.lock();
        let carried: Vec<u64> = calls
            .iter()
            .filter(|(_, call)| call.line == Some(line))
            .map(|(id, _)| *id)
            .collect();
        for call in carried.iter().filter_map(|id| calls.remove(id)) {
            let _ = call.answer.send(Err(lost(call.method, why)));
        }
    }

    /// Ends a call that waits although its queue has no consumers.
    pub(super) fn nobody_serves(&self, id: u64) {
        if let Some(call) = self.lock().remove(&id) {
            let status = if call.line.is_some() && !call.method.idempotency.is_safe_to_retry() {
                // A consumer may have taken it before it went away.
                lost(call.method, "its queue has no consumers")
            } else {
                no_consumers(call.method.service.name)
            };
            let _ = call.answer.send(Err(status));
        }
    }
}

/// `UNAVAILABLE`, since no consumer is there.
pub(super) fn no_consumers(service: &str) -> Status {
    Reason::NoConsumers.status(format!("nobody serves {service}"))
}
