//! A service that takes its calls, over all connections.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::super::serving::{Budget, Drained, STOP_WITHIN, Stop};
use super::super::{BusError, Handler, ServeOptions};
use super::link::{Backoff, Link};
use super::shift::{Ended, Shift};
use crate::rpc::ServiceDescriptor;

/// How long a channel with its queues may take to open.
const OPEN_WITHIN: Duration = Duration::from_secs(10);

/// What all shifts of one consumer share.
pub(super) struct Core {
    pub(super) link: Arc<Link>,
    pub(super) service: &'static ServiceDescriptor,
    pub(super) handler: Arc<dyn Handler>,
    pub(super) options: ServeOptions,
    /// One permit per call that may run.
    pub(super) running: Arc<Semaphore>,
    /// Calls that were received and are not done.
    pub(super) calls: TaskTracker,
    pub(super) is_receiving: AtomicBool,
    /// No more calls are to be received.
    pub(super) draining: CancellationToken,
    /// When the drain must be done, once it has begun.
    pub(super) budget: OnceLock<Budget>,
    /// Everything is to end at once.
    pub(super) aborted: CancellationToken,
    /// Calls that run are to stop, whichever shift received them.
    pub(super) interrupt: CancellationToken,
    pub(super) handed_back: AtomicUsize,
    pub(super) interrupted: AtomicUsize,
}

impl Core {
    pub(super) fn new(
        link: Arc<Link>,
        service: &'static ServiceDescriptor,
        handler: Arc<dyn Handler>,
        options: ServeOptions,
    ) -> Arc<Self> {
        Arc::new(Self {
            link,
            service,
            handler,
            options,
            running: Arc::new(Semaphore::new(options.at_once())),
            calls: TaskTracker::new(),
            is_receiving: AtomicBool::new(false),
            draining: CancellationToken::new(),
            budget: OnceLock::new(),
            aborted: CancellationToken::new(),
            interrupt: CancellationToken::new(),
            handed_back: AtomicUsize::new(0),
            interrupted: AtomicUsize::new(0),
        })
    }

    /// Waits until all received calls are done, but not past this moment;
    /// returns whether they are.
    pub(super) async fn is_idle_by(&self, moment: Instant) -> bool {
        self.calls.close();
        timeout_at(moment, self.calls.wait()).await.is_ok()
    }

    /// Ends what still runs. Calls of a lost channel can't be answered, but in a
    /// drain they may finish what they write.
    async fn wind_up(&self) {
        let end = match self.budget.get() {
            Some(budget) if self.is_idle_by(budget.finish_by).await => return,
            Some(budget) => budget.end,
            None => Instant::now() + STOP_WITHIN,
        };
        self.interrupt.cancel();
        if !self.is_idle_by(end).await && self.still_running() > 0 {
            tracing::error!(
                service = self.service.name,
                calls = self.still_running(),
                "calls could not be stopped in time"
            );
        }
    }

    /// How many calls run now.
    fn still_running(&self) -> usize {
        self.options.at_once() - self.running.available_permits()
    }

    /// Completes when no more calls are to be received.
    pub(super) async fn stopping(&self) {
        tokio::select! {
            () = self.draining.cancelled() => {}
            () = self.aborted.cancelled() => {}
            () = self.link.closing() => {}
        }
    }
}

/// A service that takes calls until it is drained or aborted.
pub(super) struct Consumer {
    core: Arc<Core>,
    supervising: JoinHandle<()>,
}

impl Consumer {
    /// Starts to serve, and returns once calls are received.
    pub(super) async fn start(
        link: Arc<Link>,
        service: &'static ServiceDescriptor,
        handler: Arc<dyn Handler>,
        options: ServeOptions,
    ) -> Result<Self, BusError> {
        let core = Core::new(link, service, handler, options);
        let (started, start) = oneshot::channel();
        let supervising = tokio::spawn(supervise(Arc::clone(&core), started));
        let consumer = Self { core, supervising };
        // Also when whoever starts it no longer waits for the start.
        let abort = consumer.core.aborted.clone().drop_guard();
        match tokio::time::timeout(options.start_within, start).await {
            Ok(Ok(Ok(()))) => {
                abort.disarm();
                Ok(consumer)
            }
            Ok(Ok(Err(error))) => Err(error),
            Ok(Err(_dropped)) => Err(BusError::Closed),
            Err(_elapsed) => {
                let reason = consumer.core.link.state().borrow().to_string();
                Err(BusError::NotConnected { reason })
            }
        }
    }
}

impl Stop for Consumer {
    fn drain(self: Box<Self>, within: Duration) -> BoxFuture<'static, Drained> {
        Box::pin(async move {
            self.core.budget.get_or_init(|| Budget::within(within));
            self.core.draining.cancel();
            if let Err(error) = self.supervising.await {
                tracing::error!(%error, "the consumer ended badly");
            }
            Drained {
                handed_back: self.core.handed_back.load(Ordering::Relaxed),
                // What could not be stopped ends with the process.
                interrupted: self.core.interrupted.load(Ordering::Relaxed)
                    + self.core.still_running(),
            }
        })
    }

    fn abort(&self) {
        self.core.aborted.cancel();
    }

    fn in_flight(&self) -> usize {
        self.core.calls.len()
    }

    fn is_receiving(&self) -> bool {
        self.core.is_receiving.load(Ordering::Relaxed)
    }
}

/// Works until the consumer is stopped, and ends what runs then.
async fn supervise(core: Arc<Core>, started: oneshot::Sender<Result<(), BusError>>) {
    work_shifts(&core, started).await;
    core.wind_up().await;
}

/// Works one shift after the other, each on a channel of its own, until the
/// consumer is stopped.
async fn work_shifts(core: &Arc<Core>, started: oneshot::Sender<Result<(), BusError>>) {
    let mut started = Some(started);
    let mut backoff = Backoff::new(Duration::from_millis(20), Duration::from_secs(2));
    loop {
        let opened = tokio::select! {
            biased;
            () = core.stopping() => return,
            opened = open_shift(core) => opened,
        };
        match opened {
            Ok(shift) => {
                let since = Instant::now();
                core.is_receiving.store(true, Ordering::Relaxed);
                if let Some(started) = started.take() {
                    // Whoever started it may have given up waiting.
                    let _ = started.send(Ok(()));
                }
                let ended = shift.work().await;
                core.is_receiving.store(false, Ordering::Relaxed);
                backoff.reset_if_stable(since);
                match ended {
                    Ended::Stopped => return,
                    Ended::Lost(why) => {
                        tracing::warn!(service = core.service.name, why, "consumer lost");
                    }
                }
            }
            Err(error) => {
                tracing::warn!(service = core.service.name, %error, "the service can't receive calls");
                if let BusError::Queue { .. } = error
                    && let Some(started) = started.take()
                {
                    let _ = started.send(Err(error));
                    return;
                }
            }
        }
        tokio::select! {
            biased;
            () = core.stopping() => return,
            () = tokio::time::sleep(backoff.next()) => {}
        }
    }
}

/// Begins to receive on the connection that there is, or on the next one.
async fn open_shift(core: &Arc<Core>) -> Result<Shift, BusError> {
    let mut connections = core.link.connections();
    let connection = connections.wait_for(Option::is_some).await;
    let connection = connection.ok().and_then(|connection| connection.clone());
    let connection = connection.ok_or(BusError::Closed)?;
    let opening = Shift::open(Arc::clone(core), connection);
    tokio::time::timeout(OPEN_WITHIN, opening)
        .await
        .unwrap_or_else(|_elapsed| {
            Err(BusError::NotConnected {
                reason: "the broker did not open a consumer in time".to_owned(),
            })
        })
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::super::super::{IncomingCall, Settings};
    use super::*;
    use crate::rpc;

    static SERVICE: ServiceDescriptor = ServiceDescriptor::new("test.Consumer", "test-consumer", 1);

    struct Silent;

    impl Handler for Silent {
        fn handle(&self, _call: IncomingCall) -> BoxFuture<'static, rpc::Result<Bytes>> {
            Box::pin(std::future::pending())
        }
    }

    #[tokio::test]
    async fn a_stopped_consumer_opens_no_shift() {
        let url = std::env::var("COUNTERPART_TEST_AMQP_URL").expect(
            "COUNTERPART_TEST_AMQP_URL names no broker; run scripts/test, which starts one",
        );
        let link = Link::open(Settings::new(url)).expect("the URL is one of a broker");
        let mut connections = link.connections();
        let connection = connections.wait_for(Option::is_some).await;
        drop(connection.expect("the link lives"));
        // Once would prove little: there is a connection, so both could go on.
        for _ in 0..20 {
            let options = ServeOptions::default();
            let core = Core::new(Arc::clone(&link), &SERVICE, Arc::new(Silent), options);
            core.draining.cancel();
            let (started, start) = oneshot::channel();
            supervise(core, started).await;
            assert!(start.await.is_err(), "it received calls");
        }
    }
}
