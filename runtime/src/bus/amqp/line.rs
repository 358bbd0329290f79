//! The channel that requests leave and replies arrive on.
//!
//! They share one channel because direct reply-to belongs to the channel that
//! published the request. A line lives as long as its channel; when that is
//! lost, so is everything it carried, and the next line takes over.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use lapin::message::Delivery;
use lapin::options::{
    BasicConsumeOptions, BasicPublishOptions, ConfirmSelectOptions, QueueDeclareOptions,
};
use lapin::types::{FieldTable, ShortString};
use lapin::{BasicProperties, Channel, Confirmation, Connection, Consumer, PublisherConfirm};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::super::envelope::{ReplyEnvelope, RequestEnvelope};
use super::client::Shared;
use super::pending::no_consumers;
use super::topology::{CONTENT_TYPE, DIRECT_REPLY_TO};
use crate::rpc::Reason;
use crate::wire::WireMessage;

/// How long the broker may take to say how many consumers a queue has.
const COUNT_WITHIN: Duration = Duration::from_secs(2);

/// How many published messages may wait for the broker's confirm. More wait to
/// be published.
const UNCONFIRMED: usize = 1_024;

/// A channel for requests and their replies.
pub(super) struct Line {
    pub(super) id: u64,
    channel: Channel,
    connection: Arc<Connection>,
    /// For counting consumers; a missing queue closes it.
    spare: tokio::sync::Mutex<Option<Channel>>,
    published: mpsc::Sender<Published>,
    ended: CancellationToken,
}

/// A message that waits for its confirm, and the calls it carries.
struct Published {
    confirm: PublisherConfirm,
    ids: Vec<u64>,
}

/// What arrives on a line.
pub(super) struct Incoming {
    replies: Consumer,
    published: mpsc::Receiver<Published>,
}

impl Line {
    /// Opens a line.
    pub(super) async fn open(
        id: u64,
        connection: Arc<Connection>,
    ) -> lapin::Result<(Arc<Self>, Incoming)> {
        let channel = connection.create_channel().await?;
        // Confirms tell of a full queue, which a mandatory message is silent about.
        channel
            .confirm_select(ConfirmSelectOptions::default())
            .await?;
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
        let (published_in, published) = mpsc::channel(UNCONFIRMED);
        let line = Arc::new(Self {
            id,
            channel,
            connection,
            spare: tokio::sync::Mutex::default(),
            published: published_in,
            ended: CancellationToken::new(),
        });
        Ok((line, Incoming { replies, published }))
    }

    /// Whether messages can surely not leave.
    pub(super) fn is_closed(&self) -> bool {
        self.ended.is_cancelled() || !self.channel.status().connected()
    }

    /// Sends a message, and returns when it has left the process.
    pub(super) async fn publish(
        &self,
        queue: ShortString,
        body: &[u8],
        properties: BasicProperties,
        ids: Vec<u64>,
    ) -> Result<(), String> {
        let options = BasicPublishOptions {
            mandatory: true,
            ..BasicPublishOptions::default()
        };
        let publishing =
            self.channel
                .basic_publish(ShortString::default(), queue, options, body, properties);
        let confirm = tokio::select! {
            confirm = publishing => confirm.map_err(|error| error.to_string())?,
            () = self.ended.cancelled() => return Err("the channel was lost".to_owned()),
        };
        let published = Published { confirm, ids };
        self.published
            .send(published)
            .await
            .map_err(|_| "the channel was lost".to_owned())
    }

    /// How many consumers a queue has; 0 if there is no such queue.
    pub(super) async fn consumers(&self, queue: &str) -> Result<u32, String> {
        let counting = self.count(queue);
        tokio::time::timeout(COUNT_WITHIN, counting)
            .await
            .unwrap_or_else(|_elapsed| Err("the broker did not answer".to_owned()))
    }

    async fn count(&self, queue: &str) -> Result<u32, String> {
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
                Ok(queue.consumer_count())
            }
            Err(error) if is_not_found(&error) => Ok(0),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Takes in replies and confirms until the channel is lost; returns why.
    pub(super) async fn run(&self, mut incoming: Incoming, shared: &Shared) -> String {
        let _ended = self.ended.clone().drop_guard();
        let mut confirms = FuturesUnordered::new();
        loop {
            tokio::select! {
                reply = incoming.replies.next() => match reply {
                    Some(Ok(reply)) => take_reply(reply, shared),
                    Some(Err(error)) => return error.to_string(),
                    None => return "the broker closed the channel".to_owned(),
                },
                Some(published) = incoming.published.recv() => confirms.push(settle(published)),
                Some((confirmed, ids)) = confirms.next(), if !confirms.is_empty() => {
                    take_confirm(confirmed, &ids, shared);
                }
                () = shared.link.closing() => return "the bus is being closed".to_owned(),
            }
        }
    }
}

async fn settle(published: Published) -> (lapin::Result<Confirmation>, Vec<u64>) {
    (published.confirm.await, published.ids)
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

/// Ends the calls of a message that the broker refused or returned.
fn take_confirm(confirmed: lapin::Result<Confirmation>, ids: &[u64], shared: &Shared) {
    let (is_refused, returned) = match confirmed {
        Ok(Confirmation::Nack(returned)) => (true, returned),
        Ok(Confirmation::Ack(returned)) => (false, returned),
        // The channel is lost, and with it all that it carried.
        Ok(Confirmation::NotRequested) | Err(_) => return,
    };
    if is_refused {
        let status = Reason::QueueFull.status("too many calls wait for the service");
        shared.pending.refuse(ids.iter().copied(), &status);
    }
    // lapin gives a returned message to the next confirm, which may be another
    // message's when the broker confirms several at once; so its body is asked.
    if let Some(returned) = returned {
        let queue = returned.delivery.routing_key.clone();
        shared.queue_is_gone(queue.as_str());
        if let Ok(envelope) = RequestEnvelope::decode(Bytes::from(returned.delivery.data)) {
            let ids = envelope.frames.iter().map(|frame| frame.id);
            shared.pending.refuse(ids, &no_consumers(queue.as_str()));
        }
    }
}

fn is_not_found(error: &lapin::Error) -> bool {
    const NOT_FOUND: u16 = 404;
    matches!(error.kind(), lapin::ErrorKind::ProtocolError(error) if error.get_id() == NOT_FOUND)
}
