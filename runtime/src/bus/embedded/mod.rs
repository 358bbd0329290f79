//! The bus inside one process: no broker, the same promises.

mod delivery;
mod queue;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use futures::future::BoxFuture;
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::time::Instant;

use self::delivery::{Delivery, nobody_serves};
use self::queue::{Consuming, Queue};
use super::{
    Bus, BusError, ConnectionState, Handler, IncomingCall, Limits, OutgoingCall, ServeOptions,
    Serving, execute, lost,
};
use crate::rpc::{MethodDescriptor, Reason, Result, ServiceDescriptor, Status};
use crate::sealed::Sealed;

/// A bus inside one process. Everyone who shares it can call each other.
pub struct Embedded {
    hub: Arc<Hub>,
}

struct Hub {
    /// By name; `None` once the bus is closed.
    queues: Mutex<Option<HashMap<String, Arc<Queue>>>>,
    in_flight: Semaphore,
    limits: Limits,
    state: watch::Sender<ConnectionState>,
}

impl Embedded {
    /// A bus that nobody serves on yet.
    pub fn new(limits: Limits) -> Self {
        Self {
            hub: Arc::new(Hub {
                queues: Mutex::new(Some(HashMap::new())),
                in_flight: limits.in_flight(),
                limits,
                state: watch::Sender::new(ConnectionState::Connected),
            }),
        }
    }
}

impl Default for Embedded {
    fn default() -> Self {
        Self::new(Limits::default())
    }
}

impl Sealed for Embedded {}

impl Bus for Embedded {
    fn call(&self, call: OutgoingCall) -> BoxFuture<'static, Result<Bytes>> {
        let hub = Arc::clone(&self.hub);
        Box::pin(async move { hub.call(call).await })
    }

    fn serve(
        &self,
        service: &'static ServiceDescriptor,
        handler: Arc<dyn Handler>,
        options: ServeOptions,
    ) -> BoxFuture<'static, Result<Serving, BusError>> {
        let hub = Arc::clone(&self.hub);
        Box::pin(async move {
            let consuming = hub.consume(service, handler, options);
            consuming.map(Serving::new).ok_or(BusError::Closed)
        })
    }

    // Within one process nobody has a reason to call in another's name.
    fn knows_senders(&self) -> bool {
        true
    }

    fn connection(&self) -> watch::Receiver<ConnectionState> {
        self.hub.state.subscribe()
    }

    fn close(&self) -> BoxFuture<'static, ()> {
        self.hub.close();
        Box::pin(std::future::ready(()))
    }
}

impl Hub {
    fn queues(&self) -> MutexGuard<'_, Option<HashMap<String, Arc<Queue>>>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a consumer; `None` if the bus is closed.
    fn consume(
        &self,
        service: &'static ServiceDescriptor,
        handler: Arc<dyn Handler>,
        options: ServeOptions,
    ) -> Option<Consuming> {
        let mut queues = self.queues();
        let queue = queues.as_mut()?.entry(service.request_queue()).or_default();
        // While the queues are locked, so that a close finds every consumer.
        Some(queue.consume(handler, options, self.limits))
    }

    fn close(&self) {
        self.state.send_replace(ConnectionState::Closed);
        let queues = self.queues().take();
        for queue in queues.into_iter().flatten().map(|(_, queue)| queue) {
            queue.close();
        }
    }

    /// The queue that a call goes to.
    fn queue(&self, method: &MethodDescriptor) -> Result<Arc<Queue>> {
        let queues = self.queues();
        let Some(queues) = queues.as_ref() else {
            return Err(Reason::NotConnected.status("the bus is closed"));
        };
        let queue = queues.get(&method.service.request_queue());
        queue.cloned().ok_or_else(|| nobody_serves(method))
    }

    async fn call(&self, call: OutgoingCall) -> Result<Bytes> {
        let deadline = call.deadline();
        let OutgoingCall {
            method,
            caller,
            payload,
            context,
        } = call;
        execute::check_size("request", method.path, payload.len(), self.limits)?;
        let _slot = self.in_flight.try_acquire().map_err(|_| {
            Reason::CallerFull.status(format!(
                "this process already waits for {} calls",
                self.limits.calls_in_flight
            ))
        })?;
        let expired = || {
            Err(Status::deadline_exceeded(format!(
                "{} was not answered in time",
                method.path
            )))
        };
        if deadline <= Instant::now() {
            return expired();
        }
        let (answer, answered) = oneshot::channel();
        self.queue(method)?.push(Delivery {
            method,
            call: IncomingCall {
                method: method.path.into(),
                payload,
                context: context.with_deadline(deadline),
                user: Some(caller),
                attempt: 1,
            },
            answer,
        });
        match tokio::time::timeout_at(deadline, answered).await {
            Ok(Ok(result)) => result,
            Ok(Err(_dropped)) => Err(lost(method, "its consumer is gone")),
            Err(_elapsed) => expired(),
        }
    }
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedded").finish_non_exhaustive()
    }
}
