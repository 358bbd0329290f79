//! A service that takes its calls, on one channel.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::StreamExt;
use lapin::message::Delivery;
use lapin::options::{BasicCancelOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::{FieldTable, ShortString};
use lapin::{Channel, Connection};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::super::envelope::{ReplyFrame, RequestFrame};
use super::super::execute::execute;
use super::super::{BusError, Identities, IncomingCall};
use super::consumer::Core;
use super::copies::{Copies, CopyError, HandedOn};
use super::intake::{self, DeadLetter, Request};
use super::replies::{self, Done, Message};
use super::topology::{self, dead_letter_queue, millis, request_queue};
use crate::rpc::{Context, Reason, Result};

/// How many results may wait to leave; more make their handlers wait.
const WAITING_RESULTS: usize = 1_024;

/// How long the broker may take to end a consumer or a channel, or to take
/// calls back.
const STOP_WITHIN: Duration = Duration::from_secs(5);

/// How a shift ended.
pub(super) enum Ended {
    /// As it was asked to.
    Stopped,
    /// With its channel, for this reason.
    Lost(String),
}

/// The calls that arrive on one channel.
pub(super) struct Shift {
    channel: Channel,
    deliveries: lapin::Consumer,
    replying: JoinHandle<lapin::Result<()>>,
    desk: Arc<Desk>,
}

/// What the calls of a shift need.
struct Desk {
    core: Arc<Core>,
    queue: String,
    copies: Copies,
    results: mpsc::Sender<Done>,
    /// Calls that have not started are not to start any more.
    recall: CancellationToken,
    /// Calls that run are to stop.
    interrupt: CancellationToken,
    /// The channel is lost, so the broker gives its messages to others.
    is_lost: AtomicBool,
    /// A message can neither be answered nor moved: the channel must end, so
    /// that the broker gives it to others.
    is_stuck: CancellationToken,
}

impl Shift {
    /// Declares the queues and starts to receive.
    pub(super) async fn open(
        core: Arc<Core>,
        connection: Arc<Connection>,
    ) -> Result<Self, BusError> {
        let lost = |error: lapin::Error| BusError::NotConnected {
            reason: error.to_string(),
        };
        let channel = connection.create_channel().await.map_err(lost)?;
        let queue_type = core.link.settings.queue_type;
        topology::declare(&channel, core.service, queue_type)
            .await
            .map_err(refused)?;
        let user = core.link.user().to_owned();
        let copies = Copies::open(&connection, &user).await.map_err(lost)?;
        // As many messages as calls may run: with one call in each, all are busy.
        let prefetch = u16::try_from(core.options.concurrency.max(1)).unwrap_or(u16::MAX);
        channel
            .basic_qos(prefetch, BasicQosOptions::default())
            .await
            .map_err(lost)?;
        let queue = request_queue(core.service, queue_type);
        let deliveries = channel
            .basic_consume(
                queue.as_str().into(),
                ShortString::default(),
                BasicConsumeOptions::default(),
                FieldTable::default(),
            )
            .await
            .map_err(lost)?;
        let (results, waiting) = mpsc::channel(WAITING_RESULTS);
        let replying = tokio::spawn(replies::run(channel.clone(), user, waiting));
        let desk = Arc::new(Desk {
            core,
            queue,
            copies,
            results,
            recall: CancellationToken::new(),
            interrupt: CancellationToken::new(),
            is_lost: AtomicBool::new(false),
            is_stuck: CancellationToken::new(),
        });
        Ok(Self {
            channel,
            deliveries,
            replying,
            desk,
        })
    }

    /// Takes calls until the channel is lost or the consumer is stopped.
    pub(super) async fn work(mut self) -> Ended {
        let core = Arc::clone(&self.desk.core);
        loop {
            tokio::select! {
                delivery = self.deliveries.next() => match delivery {
                    Some(Ok(delivery)) => self.desk.take(delivery),
                    Some(Err(error)) => return self.lost(error.to_string()),
                    None => return self.lost("the broker ended the consumer".to_owned()),
                },
                () = self.desk.is_stuck.cancelled() => {
                    close(&self.channel).await;
                    return self.lost("a message could not be moved".to_owned());
                }
                () = core.stopping() => break,
            }
        }
        if core.aborted.is_cancelled() {
            self.abort().await
        } else {
            self.drain().await
        }
    }

    /// The broker gives what was received to others. What runs may finish what
    /// it writes, but nobody waits for its result.
    fn lost(&self, why: String) -> Ended {
        self.desk.is_lost.store(true, Ordering::Release);
        self.desk.recall.cancel();
        Ended::Lost(why)
    }

    async fn abort(self) -> Ended {
        self.desk.is_lost.store(true, Ordering::Release);
        self.desk.recall.cancel();
        self.desk.interrupt.cancel();
        self.replying.abort();
        close(&self.channel).await;
        Ended::Stopped
    }

    async fn drain(mut self) -> Ended {
        let cancel = self
            .channel
            .basic_cancel(self.deliveries.tag(), BasicCancelOptions::default());
        match tokio::time::timeout(STOP_WITHIN, cancel).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return self.lost(error.to_string()),
            Err(_elapsed) => return self.lost("the broker did not end the consumer".to_owned()),
        }
        // What was on its way before the broker heard of it.
        while let Some(Ok(delivery)) = self.deliveries.next().await {
            self.desk.take(delivery);
        }
        let core = Arc::clone(&self.desk.core);
        if !core.idle().await {
            self.desk.recall.cancel();
            self.desk.interrupt.cancel();
            if tokio::time::timeout(STOP_WITHIN, core.calls.wait())
                .await
                .is_err()
            {
                tracing::error!(
                    calls = core.calls.len(),
                    "calls could not be handed back in time"
                );
            }
        }
        // Results end when the last sender is gone, and with them the replies.
        drop(self.desk);
        match tokio::time::timeout(STOP_WITHIN, self.replying).await {
            Ok(Ok(Ok(()))) => {}
            outcome => tracing::warn!(?outcome, "some results did not leave"),
        }
        close(&self.channel).await;
        Ended::Stopped
    }
}

async fn close(channel: &Channel) {
    let closing = channel.close(200, "done".into());
    if tokio::time::timeout(STOP_WITHIN, closing).await.is_err() {
        tracing::debug!("the broker did not close the channel");
    }
}

/// A refused declaration is a fault of the deployment; another error is one of
/// the connection.
fn refused((queue, error): (String, lapin::Error)) -> BusError {
    let reason = error.to_string();
    if error.is_amqp_soft_error() {
        BusError::Queue { queue, reason }
    } else {
        BusError::NotConnected { reason }
    }
}

impl Desk {
    /// Takes up a delivered message.
    fn take(self: &Arc<Self>, mut delivery: Delivery) {
        let received = Instant::now();
        let settings = &self.core.link.settings;
        let user = self.core.link.user();
        match intake::read(&mut delivery, settings.identities, user) {
            Ok(request) => self.start(&delivery, request, received),
            Err(letter) => {
                let desk = Arc::clone(self);
                self.core
                    .calls
                    .spawn(async move { desk.bury(delivery, letter).await });
            }
        }
    }

    fn start(self: &Arc<Self>, delivery: &Delivery, request: Request, received: Instant) {
        let count = request.frames.len();
        let message = Message::new(delivery.delivery_tag, request.reply_to.clone(), count);
        let message = Arc::new(message);
        // An envelope that came again is split, so that a call which ends its
        // process takes no other with it.
        let is_split = delivery.redelivered && request.attempt == 2;
        let user = request.user;
        for frame in request.frames {
            let job = Job {
                desk: Arc::clone(self),
                message: Arc::clone(&message),
                user: user.clone(),
                attempt: request.attempt,
                received,
                frame,
            };
            if is_split {
                self.core.calls.spawn(job.hand_on(request.attempt));
            } else {
                self.core.calls.spawn(job.run());
            }
        }
    }

    /// Puts a message that can't be answered among the dead letters.
    async fn bury(&self, delivery: Delivery, letter: DeadLetter) {
        let dead_letters = dead_letter_queue(self.core.service);
        let reason = letter.reason;
        metrics::counter!(
            "rpc_server_dead_letters_total",
            "queue" => self.queue.clone(),
            "reason" => reason,
        )
        .increment(1);
        match self.copies.bury(&dead_letters, &delivery, &letter).await {
            Ok(()) => {
                tracing::warn!(
                    queue = self.queue,
                    reason,
                    detail = letter.detail,
                    "dead letter"
                );
            }
            // Kept unacknowledged, it would block the consumer for good.
            Err(error @ CopyError::Full(_)) => {
                metrics::counter!("rpc_server_dropped_dead_letters_total").increment(1);
                tracing::error!(queue = self.queue, reason, %error, "a dead letter was dropped");
            }
            Err(error) => {
                tracing::error!(queue = self.queue, reason, %error, "a dead letter stays in its queue");
                return self.is_stuck.cancel();
            }
        }
        let message = Message::new(delivery.delivery_tag, ShortString::default(), 1);
        self.done(Arc::new(message), None).await;
    }

    async fn done(&self, message: Arc<Message>, frame: Option<ReplyFrame>) {
        // The channel is lost if nobody takes results.
        let _ = self.results.send(Done { message, frame }).await;
    }
}

/// One call of a message.
struct Job {
    desk: Arc<Desk>,
    message: Arc<Message>,
    user: Option<Arc<str>>,
    attempt: u32,
    received: Instant,
    frame: RequestFrame,
}

impl Job {
    /// Runs the call as soon as there is room, and sends its result.
    async fn run(self) {
        let core = &self.desk.core;
        let is_anonymous = self.user.is_none();
        if is_anonymous && core.link.settings.identities == Identities::PerService {
            let status = Reason::MissingUserId.status("the message names no user");
            return self.answer(Err(status)).await;
        }
        let _room = tokio::select! {
            Ok(room) = Arc::clone(&core.running).acquire_owned() => room,
            () = self.desk.recall.cancelled() => {
                core.handed_back.fetch_add(1, Ordering::Relaxed);
                let attempt = self.attempt;
                return self.hand_on(attempt).await;
            }
        };
        let limits = core.link.settings.limits;
        tokio::select! {
            result = execute(&*core.handler, self.incoming(), limits) => self.answer(result).await,
            () = self.desk.interrupt.cancelled() => {
                core.interrupted.fetch_add(1, Ordering::Relaxed);
                let attempt = self.attempt + 1;
                self.hand_on(attempt).await;
            }
        }
    }

    fn incoming(&self) -> IncomingCall {
        let frame = &self.frame;
        let time_left = Duration::from_millis(frame.time_left_ms.into());
        let context = Context::new(
            frame.correlation_id.clone(),
            frame.traceparent.clone(),
            frame.tracestate.clone(),
            frame.token.clone(),
        );
        let is_believed = self.desk.core.link.settings.identities == Identities::PerService;
        IncomingCall {
            method: frame.method.as_str().into(),
            payload: frame.payload.clone(),
            context: context.with_deadline(self.received + time_left),
            user: self.user.clone().filter(|_| is_believed),
            attempt: self.attempt,
        }
    }

    async fn answer(self, result: Result<bytes::Bytes>) {
        let frame = ReplyFrame::new(self.frame.id, result);
        self.desk.done(self.message, Some(frame)).await;
    }

    /// Gives the call to another consumer.
    async fn hand_on(mut self, attempt: u32) {
        if self.desk.is_lost.load(Ordering::Acquire) {
            return;
        }
        let time_left = Duration::from_millis(self.frame.time_left_ms.into());
        let time_left = time_left.saturating_sub(self.received.elapsed());
        if time_left.is_zero() {
            return self.desk.done(self.message, None).await;
        }
        self.frame.time_left_ms = millis(time_left);
        let call = HandedOn {
            queue: &self.desk.queue,
            reply_to: self.message.reply_to().clone(),
            user: self.user.as_deref(),
            attempt,
            frame: self.frame,
        };
        match self.desk.copies.hand_on(call).await {
            Ok(()) => self.desk.done(self.message, None).await,
            Err(error) => {
                tracing::warn!(%error, "a call could not be handed on");
                self.desk.is_stuck.cancel();
            }
        }
    }
}
