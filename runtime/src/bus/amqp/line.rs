//! The channel that requests leave and replies arrive on.
//!
//! They share one channel because direct reply-to belongs to the channel that
//! published the request. A line lives as long as its channel; when that is
//! lost, so is everything it carried, and the next line takes over.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt;
use lapin::message::{BasicReturnMessage, Delivery};
use lapin::options::{BasicConsumeOptions, BasicPublishOptions, QueueDeclareOptions};
use lapin::types::{FieldTable, ShortString};
use lapin::{BasicProperties, Channel, Connection, Consumer, Queue};
use tokio_util::sync::CancellationToken;

use super::super::envelope::{ReplyEnvelope, RequestEnvelope};
use super::client::Shared;
use super::pending::no_consumers;
use super::topology::{CONTENT_TYPE, DIRECT_REPLY_TO};
use crate::wire::WireMessage;

/// How long the broker may take to say how many consumers a queue has.
const COUNT_WITHIN: Duration = Duration::from_secs(2);

/// A channel for requests and their replies.
pub(super) struct Line {
    pub(super) id: u64,
    channel: Channel,
    connection: Arc<Connection>,
    /// For counting consumers; a missing queue closes it.
    spare: tokio::sync::Mutex<Option<Channel>>,
    ended: CancellationToken,
}

impl Line {
    /// Opens a line, and the replies that arrive on it.
    pub(super) async fn open(
        id: u64,
        connection: Arc<Connection>,
    ) -> lapin::Result<(Arc<Self>, Consumer)> {
        let channel = connection.create_channel().await?;
        let options = BasicConsumeOptions {
            no_ack: true,
            ..BasicConsumeOptions::default()
        };
        let replies = channel
            .basic_consume(
                DIRECT_REPLY_TO.into(),
                ShortString::default(),
                options,
                FieldTable::default(),
            )
            .await?;
        let line = Arc::new(Self {
            id,
            channel,
            connection,
            spare: tokio::sync::Mutex::default(),
            ended: CancellationToken::new(),
        });
        Ok((line, replies))
    }

    /// Whether messages can surely not leave.
    pub(super) fn is_closed(&self) -> bool {
        self.ended.is_cancelled() || !self.channel.status().connected()
    }

    /// Sends a message; completes when it has left the process.
    ///
    /// Without confirms: they would cost each lone call two more changes of
    /// threads. A message for a missing queue comes back (see
    /// [`Self::take_returned`]), and a full one is seen by counting.
    pub(super) async fn publish(
        self: Arc<Self>,
        queue: ShortString,
        body: Vec<u8>,
        properties: BasicProperties,
    ) -> Result<(), String> {
        let options = BasicPublishOptions {
            mandatory: true,
            ..BasicPublishOptions::default()
        };
        let exchange = ShortString::default();
        let publishing = self
            .channel
            .basic_publish(exchange, queue, options, &body, properties);
        tokio::select! {
            published = publishing => published.map(drop).map_err(|error| error.to_string()),
            () = self.ended.cancelled() => Err("the channel was lost".to_owned()),
        }
    }

    /// Ends the calls of messages that the broker has returned.
    pub(super) async fn take_returned(&self, shared: &Shared) {
        // Without confirms there are none to wait for: only what was returned is given.
        let returned = self.channel.wait_for_confirms().await.unwrap_or_default();
        for message in returned {
            refuse(message, shared);
        }
    }

    /// What the broker says of a queue; `None` if there is no such queue.
    pub(super) async fn count(&self, queue: &str) -> Result<Option<Queue>, String> {
        let counting = self.declare_passively(queue);
        tokio::time::timeout(COUNT_WITHIN, counting)
            .await
            .unwrap_or_else(|_elapsed| Err("the broker did not answer".to_owned()))
    }

    async fn declare_passively(&self, queue: &str) -> Result<Option<Queue>, String> {
        let mut spare = self.spare.lock().await;
        let channel = match spare.take() {
            Some(channel) if channel.status().connected() => channel,
            _ => self
                .connection
                .create_channel()
                .await
                .map_err(|error| error.to_string())?,
        };
        let passive = QueueDeclareOptions {
            passive: true,
            ..QueueDeclareOptions::default()
        };
        match channel
            .queue_declare(queue.into(), passive, FieldTable::default())
            .await
        {
            Ok(queue) => {
                *spare = Some(channel);
                Ok(Some(queue))
            }
            Err(error) if is_not_found(&error) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Takes in replies until the channel is lost; returns why.
    pub(super) async fn run(&self, mut replies: Consumer, shared: &Shared) -> String {
        let _ended = self.ended.clone().drop_guard();
        loop {
            tokio::select! {
                reply = replies.next() => match reply {
                    Some(Ok(reply)) => take_reply(reply, shared),
                    Some(Err(error)) => return error.to_string(),
                    None => return "the broker closed the channel".to_owned(),
                },
                () = shared.link.closing() => return "the bus is being closed".to_owned(),
            }
        }
    }
}

fn take_reply(reply: Delivery, shared: &Shared) {
    let content_type = reply.properties.content_type().as_ref();
    let is_ours = content_type.is_some_and(|found| found.as_str() == CONTENT_TYPE);
    match ReplyEnvelope::decode(Bytes::from(reply.data)) {
        Ok(envelope) if is_ours => {
            let frames = envelope.frames.into_iter();
            shared
                .pending
                .answer(frames.map(|frame| (frame.id, frame.into_result())));
        }
        _ => {
            metrics::counter!("rpc_client_malformed_replies_total").increment(1);
            tracing::warn!(?content_type, "a reply that can't be read was dropped");
        }
    }
}

/// Ends the calls of a message that found no queue.
fn refuse(returned: BasicReturnMessage, shared: &Shared) {
    let queue = returned.delivery.routing_key;
    shared.queue_is_gone(queue.as_str());
    if let Ok(envelope) = RequestEnvelope::decode(Bytes::from(returned.delivery.data)) {
        for frame in envelope.frames {
            let service = frame.method.split('/').next().unwrap_or_default();
            shared.pending.refuse([frame.id], &no_consumers(service));
        }
    }
}

fn is_not_found(error: &lapin::Error) -> bool {
    const NOT_FOUND: u16 = 404;
    matches!(error.kind(), lapin::ErrorKind::ProtocolError(error) if error.get_id() == NOT_FOUND)
}
