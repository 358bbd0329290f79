//! One call on its way through a service.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use super::super::envelope::{ReplyFrame, RequestFrame};
use super::super::execute::execute;
use super::super::{Identities, IncomingCall};
use super::copies::HandedOn;
use super::desk::Desk;
use super::replies::Message;
use super::topology::millis;
use crate::rpc::{Context, Reason, Received, Result};

/// One call of a message.
pub(super) struct Job {
    pub(super) desk: Arc<Desk>,
    pub(super) message: Arc<Message>,
    pub(super) user: Option<Arc<str>>,
    pub(super) attempt: u32,
    pub(super) received: Instant,
    pub(super) frame: RequestFrame,
}

impl Job {
    /// Runs the call as soon as there is room, and sends its result.
    pub(super) async fn run(self) {
        let core = Arc::clone(&self.desk.core);
        let is_anonymous = self.user.is_none();
        if is_anonymous && core.link.settings.identities == Identities::PerService {
            let status = Reason::MissingUserId.status("the message names no user");
            return self.answer(Err(status)).await;
        }
        let room = tokio::select! {
            biased;
            () = self.desk.recall.cancelled() => {
                let attempt = self.attempt;
                let handed_back = self.hand_on(attempt).await;
                core.handed_back.fetch_add(handed_back.into(), Ordering::Relaxed);
                return;
            }
            Ok(room) = Arc::clone(&core.running).acquire_owned() => room,
        };
        let limits = core.link.settings.limits;
        tokio::select! {
            biased;
            result = execute(&*core.handler, self.incoming(), limits) => self.answer(result).await,
            () = core.interrupt.cancelled() => {
                drop(room);
                core.interrupted.fetch_add(1, Ordering::Relaxed);
                let attempt = self.attempt.saturating_add(1);
                self.hand_on(attempt).await;
            }
        }
    }

    fn incoming(&self) -> IncomingCall {
        let frame = &self.frame;
        let time_left = Duration::from_millis(frame.time_left_ms.into());
        let context = Context::received(Received {
            correlation_id: frame.correlation_id.clone(),
            traceparent: frame.traceparent.clone(),
            tracestate: frame.tracestate.clone(),
            token: frame.token.clone(),
        });
        let is_believed = self.desk.core.link.settings.identities == Identities::PerService;
        IncomingCall {
            method: frame.method.as_str().into(),
            payload: frame.payload.clone(),
            context: context.with_deadline(self.received + time_left),
            user: self.user.clone().filter(|_| is_believed),
            attempt: self.attempt,
        }
    }

    async fn answer(self, result: Result<Bytes>) {
        let frame = ReplyFrame::new(self.frame.id, result);
        self.desk.done(self.message, Some(frame)).await;
    }

    /// Gives the call to another consumer. Returns whether the broker has it: not
    /// if nobody waits for it any more, or if it stays in its message.
    pub(super) async fn hand_on(mut self, attempt: u32) -> bool {
        let time_left = Duration::from_millis(self.frame.time_left_ms.into());
        let time_left = time_left.saturating_sub(self.received.elapsed());
        if time_left.is_zero() {
            self.desk.done(self.message, None).await;
            return false;
        }
        self.frame.time_left_ms = millis(time_left);
        let call = HandedOn {
            queue: &self.desk.queue,
            reply_to: self.message.reply_to().clone(),
            user: self.user.as_deref(),
            attempt,
            frame: self.frame,
        };
        let handed_on = tokio::select! {
            biased;
            () = self.desk.lost.cancelled() => return false,
            handed_on = self.desk.copies.hand_on(call) => handed_on,
        };
        match handed_on {
            Ok(()) => {
                self.desk.done(self.message, None).await;
                true
            }
            Err(error) => {
                tracing::warn!(%error, "a call could not be handed on");
                self.desk.is_stuck.cancel();
                false
            }
        }
    }
}
