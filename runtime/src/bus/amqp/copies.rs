//! Confirmed copies of messages: dead letters, and calls handed to another
//! consumer. Only when the broker has the copy is the original acknowledged.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lapin::message::Delivery;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{BasicProperties, Channel, Confirmation, Connection};
use tokio::sync::Semaphore;

use super::super::envelope::{RequestEnvelope, RequestFrame};
use super::intake::DeadLetter;
use super::topology::{
    ATTEMPT_HEADER, DETAIL_HEADER, QUEUE_HEADER, REASON_HEADER, REPLY_TO_HEADER, USER_HEADER,
    expiration, properties, short, text,
};
use crate::wire::WireMessage;

/// How long the broker may take to confirm.
const CONFIRM_WITHIN: Duration = Duration::from_secs(5);

/// How many copies may wait for their confirm at once, each on a channel of its
/// own. At a millisecond each, the two seconds that a drain keeps for handing
/// back are enough for some thirty thousand calls.
const AT_ONCE: usize = 16;

/// `delivery_mode` of a message that outlives the broker.
const PERSISTENT: u8 = 2;

/// Why a copy is not known to be in its queue.
#[derive(Debug, thiserror::Error)]
pub(super) enum CopyError {
    /// The queue is full.
    #[error("the queue {0} is full")]
    Full(String),
    /// There is no such queue.
    #[error("there is no queue {0}")]
    NoQueue(String),
    /// The broker said nothing in time.
    #[error("no confirm within {CONFIRM_WITHIN:?}")]
    NoConfirm,
    /// The channel is lost.
    #[error(transparent)]
    Lost(#[from] lapin::Error),
}

/// The channels for copies.
pub(super) struct Copies {
    connection: Arc<Connection>,
    /// Channels that no copy is on its way on: each carries one at a time, so
    /// that a returned message is surely this one.
    idle: Mutex<Vec<Channel>>,
    at_once: Semaphore,
    user: String,
}

/// A call that goes to another consumer.
pub(super) struct HandedOn<'a> {
    pub(super) queue: &'a str,
    pub(super) reply_to: ShortString,
    pub(super) user: Option<&'a str>,
    pub(super) attempt: u32,
    pub(super) frame: RequestFrame,
}

impl Copies {
    /// Opens the first channel; more are opened when several copies leave at
    /// once.
    pub(super) async fn open(connection: Arc<Connection>, user: &str) -> lapin::Result<Self> {
        let channel = open_channel(&connection).await?;
        Ok(Self {
            connection,
            idle: Mutex::new(vec![channel]),
            at_once: Semaphore::new(AT_ONCE),
            user: user.to_owned(),
        })
    }

    /// Publishes a call alone, with the time that it has left.
    pub(super) async fn hand_on(&self, call: HandedOn<'_>) -> Result<(), CopyError> {
        let mut headers = FieldTable::default();
        headers.insert(ATTEMPT_HEADER.into(), AMQPValue::LongUInt(call.attempt));
        if let Some(user) = call.user {
            headers.insert(USER_HEADER.into(), text(user));
        }
        let time_left = Duration::from_millis(call.frame.time_left_ms.into());
        let properties = properties(&self.user)
            .with_reply_to(call.reply_to)
            .with_expiration(expiration(time_left))
            .with_type(short(&call.frame.method))
            .with_correlation_id(short(&call.frame.correlation_id))
            .with_headers(headers);
        let envelope = RequestEnvelope {
            frames: vec![call.frame],
        };
        self.publish(call.queue, &envelope.encode_to_vec(), properties)
            .await
    }

    /// Puts a message among the dead letters, as it came, with the reason.
    pub(super) async fn bury(
        &self,
        dead_letters: &str,
        delivery: &Delivery,
        letter: &DeadLetter,
    ) -> Result<(), CopyError> {
        let original = &delivery.properties;
        let mut headers = original.headers().clone().unwrap_or_default();
        headers.insert(REASON_HEADER.into(), text(letter.reason));
        headers.insert(DETAIL_HEADER.into(), text(&letter.detail));
        headers.insert(QUEUE_HEADER.into(), text(delivery.routing_key.as_str()));
        if let Some(user) = original.user_id() {
            headers.insert(USER_HEADER.into(), text(user.as_str()));
        }
        // The broker would read a bare direct reply-to as an address of ours.
        if let Some(reply_to) = original.reply_to() {
            headers.insert(REPLY_TO_HEADER.into(), text(reply_to.as_str()));
        }
        let properties = without_expiration(original)
            .with_user_id(self.user.as_str().into())
            .with_delivery_mode(PERSISTENT)
            .with_headers(headers);
        self.publish(dead_letters, &delivery.data, properties).await
    }

    async fn publish(
        &self,
        queue: &str,
        body: &[u8],
        properties: BasicProperties,
    ) -> Result<(), CopyError> {
        let _turn = self.at_once.acquire().await;
        let confirming = self.confirmed(queue, body, properties);
        match tokio::time::timeout(CONFIRM_WITHIN, confirming).await {
            Ok(Ok(Confirmation::Ack(None))) => Ok(()),
            Ok(Ok(Confirmation::Ack(Some(_)) | Confirmation::Nack(Some(_)))) => {
                Err(CopyError::NoQueue(queue.to_owned()))
            }
            Ok(Ok(_)) => Err(CopyError::Full(queue.to_owned())),
            Ok(Err(error)) => Err(error.into()),
            Err(_elapsed) => Err(CopyError::NoConfirm),
        }
    }

    /// Publishes on a channel that nobody else uses meanwhile. A channel whose
    /// confirm did not come isn't used again: it would be taken for the next one's.
    async fn confirmed(
        &self,
        queue: &str,
        body: &[u8],
        properties: BasicProperties,
    ) -> lapin::Result<Confirmation> {
        let idle = self.idle().pop();
        let channel = match idle {
            Some(channel) => channel,
            None => open_channel(&self.connection).await?,
        };
        let options = BasicPublishOptions {
            mandatory: true,
            ..BasicPublishOptions::default()
        };
        let exchange = ShortString::default();
        let confirmation = channel
            .basic_publish(exchange, queue.into(), options, body, properties)
            .await?
            .await?;
        self.idle().push(channel);
        Ok(confirmation)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Channel>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn open_channel(connection: &Connection) -> lapin::Result<Channel> {
    let channel = connection.create_channel().await?;
    channel
        .confirm_select(ConfirmSelectOptions::default())
        .await?;
    Ok(channel)
}

/// The properties of a message that neither expire nor ask for a reply.
fn without_expiration(original: &BasicProperties) -> BasicProperties {
    let mut properties = BasicProperties::default();
    if let Some(content_type) = original.content_type() {
        properties = properties.with_content_type(content_type.clone());
    }
    if let Some(correlation_id) = original.correlation_id() {
        properties = properties.with_correlation_id(correlation_id.clone());
    }
    if let Some(kind) = original.kind() {
        properties = properties.with_type(kind.clone());
    }
    if let Some(app_id) = original.app_id() {
        properties = properties.with_app_id(app_id.clone());
    }
    if let Some(message_id) = original.message_id() {
        properties = properties.with_message_id(message_id.clone());
    }
    if let Some(timestamp) = original.timestamp() {
        properties = properties.with_timestamp(*timestamp);
    }
    properties
}
