//! A call on its way to a consumer.

use bytes::Bytes;
use tokio::sync::oneshot;

use super::super::{IncomingCall, lost};
use crate::rpc::{MethodDescriptor, Reason, Result, Status};

/// A call with the way back to its caller.
pub(super) struct Delivery {
    pub(super) method: &'static MethodDescriptor,
    pub(super) call: IncomingCall,
    pub(super) answer: oneshot::Sender<Result<Bytes>>,
}

impl Delivery {
    pub(super) fn answer(self, result: Result<Bytes>) {
        // A caller that no longer waits has no use for the answer.
        let _ = self.answer.send(result);
    }

    /// Ends the call when there is nobody who could run it.
    pub(super) fn give_up(self) {
        let status = if self.call.attempt > 1 {
            lost(self.method, "the consumer that ran it is gone")
        } else {
            nobody_serves(self.method)
        };
        self.answer(Err(status));
    }
}

/// `UNAVAILABLE`, since no consumer is there.
pub(super) fn nobody_serves(method: &MethodDescriptor) -> Status {
    Reason::NoConsumers.status(format!("nobody serves {}", method.service.name))
}
