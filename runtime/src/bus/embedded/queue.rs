//! A request queue inside one process, and its competing consumers.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::super::execute::execute;
use super::super::serving::{Drained, STOP_WITHIN, Stop};
use super::super::{Handler, Limits, QUEUE_CAPACITY, ServeOptions};
use super::delivery::Delivery;
use crate::rpc::Reason;

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

/// What a queue does with a call that it was given.
enum Place {
    /// A consumer runs it.
    Taken(Run),
    /// It waits for a free consumer.
    Waiting,
    /// Nobody is there to run it.
    Nobody(Delivery),
    /// Too many wait already.
    Full(Delivery),
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
        *self.running.borrow() < self.options.at_once()
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the call to a free consumer, or lets it wait for one.
    pub(super) fn push(self: &Arc<Self>, delivery: Delivery) {
        match self.place(delivery) {
            Place::Taken(run) => run.spawn(),
            Place::Waiting => {}
            Place::Nobody(delivery) => delivery.give_up(),
            Place::Full(delivery) => {
                let service = delivery.method.service.name;
                delivery
                    .answer(Err(Reason::QueueFull
                        .status(format!("{QUEUE_CAPACITY} calls wait for {service}"))));
            }
        }
    }

    fn place(self: &Arc<Self>, delivery: Delivery) -> Place {
        let mut state = self.lock();
        if let Some(consumer) = state.free_consumer() {
            return Place::Taken(self.take(&consumer, delivery));
        }
        if state.consumers.is_empty() {
            return Place::Nobody(delivery);
        }
        if state.waiting.len() >= QUEUE_CAPACITY {
            state.waiting.retain(|waiting| !waiting.answer.is_closed());
        }
        if state.waiting.len() >= QUEUE_CAPACITY {
            return Place::Full(delivery);
        }
        state.waiting.push_back(delivery);
        Place::Waiting
    }

    /// A call that a consumer is to run. The queue is locked; it must not be when
    /// the run starts, or is dropped.
    fn take(self: &Arc<Self>, consumer: &Arc<Consumer>, delivery: Delivery) -> Run {
        consumer.running.send_modify(|running| *running += 1);
        Run {
            queue: Arc::clone(self),
            consumer: Arc::clone(consumer),
            delivery: Some(delivery),
            has_begun: false,
        }
    }

    /// Lets a consumer run what waits, as far as it is free.
    fn go_on(self: &Arc<Self>, consumer: &Arc<Consumer>) {
        while let Some(run) = self.next(consumer) {
            run.spawn();
        }
    }

    fn next(self: &Arc<Self>, consumer: &Arc<Consumer>) -> Option<Run> {
        let mut state = self.lock();
        let is_consuming = state
            .consumers
            .iter()
            .any(|known| Arc::ptr_eq(known, consumer));
        if !is_consuming || !consumer.is_free() {
            return None;
        }
        while let Some(delivery) = state.waiting.pop_front() {
            if !delivery.answer.is_closed() {
                return Some(self.take(consumer, delivery));
            }
        }
        None
    }

    /// One call of a consumer has ended.
    fn finished(&self, consumer: &Consumer) {
        let _state = self.lock();
        consumer.running.send_modify(|running| *running -= 1);
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
        self.lock().consumers.push(Arc::clone(&consumer));
        self.go_on(&consumer);
        Consuming {
            queue: Arc::clone(self),
            consumer,
        }
    }

    /// Ends all consumers as a crash would.
    pub(super) fn close(&self) {
        let consumers = self.lock().consumers.clone();
        for consumer in &consumers {
            self.cancel(consumer);
            consumer.aborted.cancel();
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
    has_begun: bool,
}

impl Run {
    fn spawn(self) {
        tokio::spawn(self.run());
    }

    async fn run(mut self) {
        self.has_begun = true;
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
        if !self.has_begun {
            // Only a runtime that shuts down drops a task before it begins. It would do
            // the same to every other one that starts in its place.
            if let Some(delivery) = self.delivery.take() {
                delivery.give_up();
            }
            return;
        }
        self.queue.go_on(&self.consumer);
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
            let idle = running.wait_for(|count| *count == 0);
            if tokio::time::timeout(within, idle).await.is_ok() {
                return Drained::default();
            }
            let interrupted = *self.consumer.running.borrow();
            self.consumer.aborted.cancel();
            // A handler that blocks its thread can't be stopped.
            let stopped = running.wait_for(|count| *count == 0);
            if tokio::time::timeout(STOP_WITHIN, stopped).await.is_err() {
                tracing::error!("calls could not be stopped in time");
            }
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
