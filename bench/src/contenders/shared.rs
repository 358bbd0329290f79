//! What both hand-written contenders need: a channel with direct reply-to, and
//! calls that wait for their reply.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use futures::StreamExt;
use lapin::options::{
    BasicConsumeOptions, BasicPublishOptions, BasicQosOptions, QueueDeclareOptions,
};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties, Consumer};
use tokio::sync::oneshot;

use crate::contract::PAYLOAD_BYTES;

/// The pseudo-queue of direct reply-to.
const REPLY_TO: &str = "amq.rabbitmq.reply-to";

/// How many messages a server takes ahead: as many as the platform's.
const PREFETCH: u16 = 256;

/// Milliseconds until the broker drops a call that nobody has taken: the
/// platform's method has the same deadline.
const EXPIRATION: &str = "5000";

/// A call for which there is no queue comes back, instead of being lost.
pub(super) const REQUEST: BasicPublishOptions = BasicPublishOptions {
    mandatory: true,
    immediate: false,
};

type Waiting = Arc<Mutex<HashMap<ShortString, oneshot::Sender<Vec<u8>>>>>;

/// The calling side's channel.
pub(super) struct Requests {
    pub(super) channel: Channel,
    pub(super) queue: ShortString,
    pub(super) payload: Vec<u8>,
    waiting: Waiting,
    next: AtomicU64,
    _connection: Connection,
}

impl Requests {
    pub(super) async fn connect(url: &str, queue: &str) -> anyhow::Result<Self> {
        let connection = Connection::connect(url, ConnectionProperties::default()).await?;
        let channel = connection.create_channel().await?;
        let options = BasicConsumeOptions {
            no_ack: true,
            ..BasicConsumeOptions::default()
        };
        let tag = ShortString::default();
        let mut replies = channel
            .basic_consume(REPLY_TO.into(), tag, options, FieldTable::default())
            .await?;
        let waiting = Waiting::default();
        let answered = Arc::clone(&waiting);
        tokio::spawn(async move {
            while let Some(Ok(reply)) = replies.next().await {
                let Some(id) = reply.properties.correlation_id() else {
                    continue;
                };
                let mut waiting = answered.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(caller) = waiting.remove(id) {
                    // The run may be over.
                    let _ = caller.send(reply.data);
                }
            }
        });
        Ok(Self {
            channel,
            queue: queue.into(),
            payload: vec![7; PAYLOAD_BYTES],
            waiting,
            next: AtomicU64::new(1),
            _connection: connection,
        })
    }

    /// The properties of the next call, and its reply.
    pub(super) fn next(&self) -> (BasicProperties, oneshot::Receiver<Vec<u8>>) {
        let id: ShortString = self.next.fetch_add(1, Ordering::Relaxed).to_string().into();
        let (answer, answered) = oneshot::channel();
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id.clone(), answer);
        let properties = BasicProperties::default()
            .with_reply_to(REPLY_TO.into())
            .with_expiration(EXPIRATION.into())
            .with_correlation_id(id);
        (properties, answered)
    }

    /// Holds that a reply is what was sent.
    pub(super) async fn check(&self, answered: oneshot::Receiver<Vec<u8>>) -> anyhow::Result<()> {
        let reply = answered.await?;
        anyhow::ensure!(reply == self.payload, "other bytes came back");
        Ok(())
    }
}

/// The serving side's channel.
pub(super) struct Served {
    pub(super) channel: Channel,
    pub(super) requests: Consumer,
    _connection: Connection,
}

impl Served {
    pub(super) async fn start(url: &str, queue: &str) -> anyhow::Result<Self> {
        let connection = Connection::connect(url, ConnectionProperties::default()).await?;
        let channel = connection.create_channel().await?;
        channel
            .basic_qos(PREFETCH, BasicQosOptions::default())
            .await?;
        let mut arguments = FieldTable::default();
        arguments.insert("x-expires".into(), AMQPValue::LongInt(60_000));
        channel
            .queue_declare(queue.into(), QueueDeclareOptions::durable(), arguments)
            .await?;
        let requests = channel
            .basic_consume(
                queue.into(),
                ShortString::default(),
                BasicConsumeOptions::default(),
                FieldTable::default(),
            )
            .await?;
        Ok(Self {
            channel,
            requests,
            _connection: connection,
        })
    }
}

/// Where a request's reply goes, and its properties.
pub(super) fn reply_to(
    request: &lapin::message::Delivery,
) -> anyhow::Result<(ShortString, BasicProperties)> {
    let reply_to = request.properties.reply_to().clone();
    let id = request.properties.correlation_id().clone();
    let properties = BasicProperties::default().with_correlation_id(id.context("no id")?);
    Ok((reply_to.context("no reply-to")?, properties))
}
