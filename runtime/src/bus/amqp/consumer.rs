//! A service that takes its calls, over all connections.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::super::serving::{Drained, Stop};
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
    /// Everything is to end at once.
    pub(super) aborted: CancellationToken,
    /// When a drain must be done.
    drain_until: Mutex<Option<Instant>>,
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
            aborted: CancellationToken::new(),
            drain_until: Mutex::default(),
            handed_back: AtomicUsize::new(0),
            interrupted: AtomicUsize::new(0),
        })
    }

    /// Waits until all received calls are done, but not past the drain's end.
    pub(super) async fn idle(&self) -> bool {
        let until = *self
            .drain_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        self.calls.close();
        match until {
            Some(until) => tokio::time::timeout_at(until, self.calls.wait())
                .await
                .is_ok(),
            None => self.calls.is_empty(),
        }
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
            *self
                .core
                .drain_until
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + within);
            self.core.draining.cancel();
            if let Err(error) = self.supervising.await {
                tracing::error!(%error, "the consumer ended badly");
            }
            Drained {
                handed_back: self.core.handed_back.load(Ordering::Relaxed),
                interrupted: self.core.interrupted.load(Ordering::Relaxed),
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

/// Works one shift after the other, each on a channel of its own, until the
/// consumer is stopped.
async fn supervise(core: Arc<Core>, started: oneshot::Sender<Result<(), BusError>>) {
    let mut started = Some(started);
    let mut connections = core.link.connections();
    let mut backoff = Backoff::new(Duration::from_millis(20), Duration::from_secs(2));
    loop {
        let connection = tokio::select! {
            connection = connections.wait_for(Option::is_some) => match connection {
                Ok(connection) => connection.clone(),
                Err(_closed) => break,
            },
            () = core.stopping() => break,
        };
        let Some(connection) = connection else {
            continue;
        };
        let since = Instant::now();
        let opening = Shift::open(Arc::clone(&core), connection);
        match tokio::time::timeout(OPEN_WITHIN, opening).await {
            Ok(Ok(shift)) => {
                core.is_receiving.store(true, Ordering::Relaxed);
                if let Some(started) = started.take() {
                    // Whoever started it may have given up waiting.
                    let _ = started.send(Ok(()));
                }
                let ended = shift.work().await;
                core.is_receiving.store(false, Ordering::Relaxed);
                match ended {
                    Ended::Stopped => return,
                    Ended::Lost(why) => {
                        tracing::warn!(service = core.service.name, why, "consumer lost");
                    }
                }
            }
            Ok(Err(error @ BusError::Queue { .. })) if started.is_some() => {
                if let Some(started) = started.take() {
                    let _ = started.send(Err(error));
                }
                return;
            }
            Ok(Err(error)) => {
                tracing::warn!(service = core.service.name, %error, "the service can't receive calls");
            }
            Err(_elapsed) => {
                tracing::warn!(
                    service = core.service.name,
                    "the broker did not open a consumer in time"
                );
            }
        }
        backoff.reset_if_stable(since);
        tokio::select! {
            () = tokio::time::sleep(backoff.next()) => {}
            () = core.stopping() => {}
        }
    }
    // Calls of a lost channel can't be answered, but may finish what they write.
    core.idle().await;
}
