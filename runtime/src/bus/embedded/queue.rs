//! A request queue inside one process, and its competing consumers.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use tokio::sync::{oneshot, watch};
use tokio_util::sync::CancellationToken;

use super::super::execute::execute;
use super::super::serving::{Drained, Stop};
use super::super::{Handler, IncomingCall, Limits, QUEUE_CAPACITY, ServeOptions, lost};
use crate::rpc::{MethodDescriptor, Reason, Result, Status};

/// A call with the way back to its caller.
pub(super) struct Delivery {
    pub(super) method: &'static MethodDescriptor,
    pub(super) call: IncomingCall,
    pub(super) answer: oneshot::Sender<Result<Bytes>>,
}

impl Delivery {
    fn answer(self, result: Result<Bytes>) {
        // A caller that no longer waits has no use for the answer.
        let _ = self.answer.send(result);
    }

    /// Ends the call when there is nobody who could run it.
    fn give_up(self) {
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

/// Calls that wait, and the consumers that take them.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Delivery>,
    consumers: Vec<Arc<Consumer>>,
    /// Where the search for a free consumer begins, so that they take turns.
    next: usize,
}

struct Consumer {
    handler: Arc<dyn Handler>,
    options: ServeOptions,
    limits: Limits,
    /// How many calls run. Changed only while the queue is locked.
    running: watch::Sender<usize>,
    aborted: CancellationToken,
}

impl State {
    /// The next consumer, in turn, that may run one more call.
    fn free_consumer(&mut self) -> Option<Arc<Consumer>> {
        let count = self.consumers.len();
        let index = (0..count)
            .map(|offset| (self.next + offset) % count)
            .find(|index| self.consumers[*index].is_free())?;
        self.next = (index + 1) % count;
        Some(Arc::clone(&self.consumers[index]))
    }
}

impl Consumer {
    fn is_free(&self) -> bool {
        *self.running.borrow() < self.options.concurrency
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the call to a free consumer, or lets it wait for one.
    pub(super) fn push(self: &Arc<Self>, delivery: Delivery) {
        let mut state = self.lock();
        if let Some(consumer) = state.free_consumer() {
            self.start(&consumer, delivery);
        } else if state.consumers.is_empty() {
            drop(state);
            delivery.give_up();
        } else {
            if state.waiting.len() >= QUEUE_CAPACITY {
                state.waiting.retain(|waiting| !waiting.answer.is_closed());
            }
            if state.waiting.len() < QUEUE_CAPACITY {
                state.waiting.push_back(delivery);
            } else {
                drop(state);
                let service = delivery.method.service.name;
                delivery
                    .answer(Err(Reason::QueueFull
                        .status(format!("{QUEUE_CAPACITY} calls wait for {service}"))));
            }
        }
    }

    /// Starts a call. The queue is locked.
    fn start(self: &Arc<Self>, consumer: &Arc<Consumer>, delivery: Delivery) {
        consumer.running.send_modify(|running| *running += 1);
        let run = Run {
            queue: Arc::clone(self),
            consumer: Arc::clone(consumer),
            delivery: Some(delivery),
        };
        tokio::spawn(run.run());
    }

    /// Lets a consumer go on with what waits, after one of its calls ended.
    fn finished(self: &Arc<Self>, consumer: &Arc<Consumer>) {
        let mut state = self.lock();
        consumer.running.send_modify(|running| *running -= 1);
        let is_consuming = state
            .consumers
            .iter()
            .any(|known| Arc::ptr_eq(known, consumer));
        while is_consuming && consumer.is_free() {
            match state.waiting.pop_front() {
                Some(delivery) if delivery.answer.is_closed() => {}
                Some(delivery) => self.start(consumer, delivery),
                None => break,
            }
        }
    }

    /// Adds a consumer.
    pub(super) fn consume(
        self: &Arc<Self>,
        handler: Arc<dyn Handler>,
        options: ServeOptions,
        limits: Limits,
    ) -> Consuming {
        let consumer = Arc::new(Consumer {
            handler,
            options,
            limits,
            running: watch::Sender::new(0),
            aborted: CancellationToken::new(),
        });
        let mut state = self.lock();
        state.consumers.push(Arc::clone(&consumer));
        while consumer.is_free()
            && let Some(delivery) = state.waiting.pop_front()
        {
            self.start(&consumer, delivery);
        }
        Consuming {
            queue: Arc::clone(self),
            consumer,
        }
    }

    /// Takes a consumer away; what waits for nobody else ends.
    fn cancel(&self, consumer: &Arc<Consumer>) {
        let mut state = self.lock();
        state
            .consumers
            .retain(|known| !Arc::ptr_eq(known, consumer));
        if state.consumers.is_empty() {
            let stranded = std::mem::take(&mut state.waiting);
            drop(state);
            stranded.into_iter().for_each(Delivery::give_up);
        }
    }
}

/// A call that a consumer runs. If it is dropped before it has an answer, the
/// call goes to another consumer, as the broker would give it.
struct Run {
    queue: Arc<Queue>,
    consumer: Arc<Consumer>,
    delivery: Option<Delivery>,
}

impl Run {
    async fn run(mut self) {
        let Some(call) = self.delivery.as_ref().map(|delivery| delivery.call.clone()) else {
            return;
        };
        let consumer = Arc::clone(&self.consumer);
        tokio::select! {
            result = execute(&*consumer.handler, call, consumer.limits) => {
                if let Some(delivery) = self.delivery.take() {
                    delivery.answer(result);
                }
            }
            () = consumer.aborted.cancelled() => {}
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.queue.finished(&self.consumer);
        if let Some(mut delivery) = self.delivery.take() {
            delivery.call.attempt += 1;
            self.queue.push(delivery);
        }
    }
}

/// The end of a consumer that its owner holds.
pub(super) struct Consuming {
    queue: Arc<Queue>,
    consumer: Arc<Consumer>,
}

impl Stop for Consuming {
    fn drain(self: Box<Self>, within: Duration) -> BoxFuture<'static, Drained> {
        Box::pin(async move {
            self.queue.cancel(&self.consumer);
            let mut running = self.consumer.running.subscribe();
            let is_idle = tokio::time::timeout(within, running.wait_for(|count| *count == 0)).await;
            if is_idle.is_ok() {
                return Drained::default();
            }
            let interrupted = *self.consumer.running.borrow();
            self.consumer.aborted.cancel();
            Drained {
                handed_back: 0,
                interrupted,
            }
        })
    }

    fn abort(&self) {
        self.queue.cancel(&self.consumer);
        self.consumer.aborted.cancel();
    }

    fn in_flight(&self) -> usize {
        *self.consumer.running.borrow()
    }

    fn is_receiving(&self) -> bool {
        !self.consumer.aborted.is_cancelled()
    }
}
