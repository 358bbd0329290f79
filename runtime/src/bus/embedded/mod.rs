//! The bus inside one process: no broker, the same promises.

mod delivery;
mod queue;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures::future::BoxFuture;
use tokio::sync::{Semaphore, oneshot, watch};

use self::delivery::{Delivery, nobody_serves};
use self::queue::Queue;
use super::{
    Bus, BusError, ConnectionState, Handler, IncomingCall, Limits, OutgoingCall, ServeOptions,
    Serving, execute, lost,
};
use crate::rpc::{Reason, Result, ServiceDescriptor, Status};

/// A bus inside one process. Everyone who shares it can call each other.
pub struct Embedded {
    hub: Arc<Hub>,
}

struct Hub {
    queues: Mutex<HashMap<String, Arc<Queue>>>,
    in_flight: Semaphore,
    limits: Limits,
    state: watch::Sender<ConnectionState>,
}

impl Embedded {
    /// A bus that nobody serves on yet.
    pub fn new(limits: Limits) -> Self {
        Self {
            hub: Arc::new(Hub {
                queues: Mutex::default(),
                in_flight: Semaphore::new(limits.calls_in_flight),
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
            if *hub.state.borrow() == ConnectionState::Closed {
                return Err(BusError::Closed);
            }
            let queue = hub.declare(service);
            Ok(Serving::new(queue.consume(handler, options, hub.limits)))
        })
    }

    fn connection(&self) -> watch::Receiver<ConnectionState> {
        self.hub.state.subscribe()
    }

    fn close(&self) -> BoxFuture<'static, ()> {
        self.hub.state.send_replace(ConnectionState::Closed);
        Box::pin(std::future::ready(()))
    }
}

impl Hub {
    fn declare(&self, service: &'static ServiceDescriptor) -> Arc<Queue> {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(queues.entry(service.request_queue()).or_default())
    }

    fn queue(&self, service: &'static ServiceDescriptor) -> Option<Arc<Queue>> {
        let queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        queues.get(&service.request_queue()).cloned()
    }

    async fn call(&self, call: OutgoingCall) -> Result<Bytes> {
        let OutgoingCall {
            method,
            caller,
            payload,
            context,
        } = call;
        if *self.state.borrow() == ConnectionState::Closed {
            return Err(Reason::NotConnected.status("the bus is closed"));
        }
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
        if context.time_left().is_some_and(|left| left.is_zero()) {
            return expired();
        }
        let deadline = context.deadline();
        let (answer, answered) = oneshot::channel();
        let queue = self
            .queue(method.service)
            .ok_or_else(|| nobody_serves(method))?;
        queue.push(Delivery {
            method,
            call: IncomingCall {
                method: method.path.into(),
                payload,
                context,
                user: Some(caller),
                attempt: 1,
            },
            answer,
        });
        let answered = match deadline {
            Some(deadline) => match tokio::time::timeout_at(deadline, answered).await {
                Ok(answered) => answered,
                Err(_elapsed) => return expired(),
            },
            None => answered.await,
        };
        answered.unwrap_or_else(|_dropped| Err(lost(method, "its consumer is gone")))
    }
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedded").finish_non_exhaustive()
    }
}
