//! What happens to the messages of a shift.

use std::sync::Arc;

use lapin::message::Delivery;
use lapin::types::ShortString;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::super::envelope::ReplyFrame;
use super::consumer::Core;
use super::copies::{Copies, CopyError};
use super::intake::{self, DeadLetter, Request};
use super::job::Job;
use super::replies::{Item, Message};
use super::topology::dead_letter_queue;

/// What the calls of a shift need.
pub(super) struct Desk {
    pub(super) core: Arc<Core>,
    pub(super) queue: String,
    pub(super) copies: Copies,
    results: mpsc::Sender<Item>,
    /// Calls that have not started are not to start any more.
    pub(super) recall: CancellationToken,
    /// The channel is lost or given up, so the broker gives its messages to
    /// others: none is to be moved any more.
    pub(super) lost: CancellationToken,
    /// A message can neither be answered nor moved: the channel must end, so
    /// that the broker gives it to others.
    pub(super) is_stuck: CancellationToken,
}

impl Desk {
    pub(super) fn new(
        core: Arc<Core>,
        queue: String,
        copies: Copies,
        results: mpsc::Sender<Item>,
    ) -> Arc<Self> {
        Arc::new(Self {
            core,
            queue,
            copies,
            results,
            recall: CancellationToken::new(),
            lost: CancellationToken::new(),
            is_stuck: CancellationToken::new(),
        })
    }

    /// Takes up a delivered message.
    pub(super) fn take(self: &Arc<Self>, mut delivery: Delivery) {
        let received = Instant::now();
        match intake::read(&mut delivery, self.core.link.user()) {
            Ok(request) => self.start(&delivery, request, received),
            Err(letter) => {
                let desk = Arc::clone(self);
                self.core.calls.spawn(async move {
                    tokio::select! {
                        biased;
                        () = desk.lost.cancelled() => {}
                        () = desk.bury(delivery, letter) => {}
                    }
                });
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

    /// Notes that a call of a message is done, with its result unless somebody
    /// else will answer it.
    pub(super) async fn done(&self, message: Arc<Message>, frame: Option<ReplyFrame>) {
        self.tell(Item::Done { message, frame }).await;
    }

    /// Sends an item to the task that replies.
    pub(super) async fn tell(&self, item: Item) {
        // Nobody takes results when the channel is lost.
        let _ = self.results.send(item).await;
    }
}
