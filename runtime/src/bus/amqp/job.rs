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
use crate::rpc::{Context, Reason, Result};

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

    async fn answer(self, result: Result<Bytes>) {
        let frame = ReplyFrame::new(self.frame.id, result);
        self.desk.done(self.message, Some(frame)).await;
    }

    /// Gives the call to another consumer.
    pub(super) async fn hand_on(mut self, attempt: u32) {
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
