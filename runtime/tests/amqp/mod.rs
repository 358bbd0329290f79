//! What only a broker can do to a bus, and what only a foreign client can send.

mod batches;
mod cuts;
mod drains;
mod foreign;
mod identity;
mod proxy;
mod senders;
mod topology;

use std::sync::Arc;

use counterpart::bus::envelope::{ReplyEnvelope, ReplyFrame, RequestEnvelope, RequestFrame};
use counterpart::bus::{Bus, Settings};
use counterpart::rpc::{Caller, ServiceDescriptor};
use counterpart::wire::WireMessage;
use futures::StreamExt;
use lapin::options::{
    BasicConsumeOptions, BasicGetOptions, BasicPublishOptions, QueueDeclareOptions,
};
use lapin::types::{FieldTable, ShortString};
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties, Consumer};

const CONTENT_TYPE: &str = "application/vnd.counterpart.v1+protobuf";

/// A bus of the platform to the broker at this address.
fn open(settings: Settings) -> Arc<dyn Bus> {
    counterpart::bus::open(settings).expect("the URL is one of a broker")
}

fn bus() -> Arc<dyn Bus> {
    open(Settings::new(super::url()).name("test"))
}

fn caller(bus: &Arc<dyn Bus>) -> Caller {
    Caller::new(Arc::clone(bus), "tester")
}

/// A client that knows nothing of the platform.
struct Foreigner {
    channel: Channel,
    replies: Consumer,
    // The channel lives as long as its connection.
    _connection: Connection,
}

impl Foreigner {
    async fn connect() -> Self {
        let connection = Connection::connect(&super::url(), ConnectionProperties::default())
            .await
            .expect("the broker is there");
        let channel = connection.create_channel().await.expect("a channel");
        let options = BasicConsumeOptions {
            no_ack: true,
            ..BasicConsumeOptions::default()
        };
        let replies = channel
            .basic_consume(
                "amq.rabbitmq.reply-to".into(),
                ShortString::default(),
                options,
                FieldTable::default(),
            )
            .await
            .expect("direct reply-to");
        Self {
            channel,
            replies,
            _connection: connection,
        }
    }

    /// The properties of a good request.
    fn properties() -> BasicProperties {
        BasicProperties::default()
            .with_content_type(CONTENT_TYPE.into())
            .with_reply_to("amq.rabbitmq.reply-to".into())
            .with_user_id("guest".into())
    }

    async fn publish(&self, queue: &str, properties: BasicProperties, body: &[u8]) {
        let options = BasicPublishOptions::default();
        self.channel
            .basic_publish(
                ShortString::default(),
                queue.into(),
                options,
                body,
                properties,
            )
            .await
            .expect("it leaves");
    }

    /// Fills a request queue up to its `x-max-length`; its consumers are busy.
    async fn fill(&self, queue: &str) {
        for _ in 0..10_000 {
            self.publish(queue, Self::properties(), b"").await;
        }
        // The broker works through a channel in order: now all of them are queued.
        let passive = QueueDeclareOptions::durable().passive();
        self.channel
            .queue_declare(queue.into(), passive, FieldTable::default())
            .await
            .expect("the queue is there");
    }

    async fn send(&self, service: &ServiceDescriptor, frames: Vec<RequestFrame>) {
        let body = RequestEnvelope { frames }.encode_to_vec();
        self.publish(&service.request_queue(), Self::properties(), &body)
            .await;
    }

    /// The next results, at least one.
    async fn replies(&mut self) -> Vec<ReplyFrame> {
        let reply = self.replies.next().await.expect("the channel lives");
        let reply = reply.expect("the channel lives");
        let content_type = reply.properties.content_type().as_ref();
        assert_eq!(content_type.map(ShortString::as_str), Some(CONTENT_TYPE));
        ReplyEnvelope::decode(reply.data.as_slice())
            .expect("an envelope")
            .frames
    }

    /// As many results as were asked for.
    async fn collect(&mut self, count: usize) -> Vec<ReplyFrame> {
        let mut frames = Vec::new();
        while frames.len() < count {
            frames.extend(self.replies().await);
        }
        frames
    }

    /// The next dead letter of a service.
    async fn dead_letter(&self, service: &ServiceDescriptor) -> lapin::message::Delivery {
        let queue = format!("dlq.{}", service.request_queue());
        loop {
            let options = BasicGetOptions { no_ack: true };
            let letter = self.channel.basic_get(queue.as_str().into(), options).await;
            if let Some(letter) = letter.expect("the queue is there") {
                return letter.delivery;
            }
            tokio::task::yield_now().await;
        }
    }

    async fn delete(&self, queue: &str) {
        let options = lapin::options::QueueDeleteOptions::default();
        self.channel
            .queue_delete(queue.into(), options)
            .await
            .expect("it is deleted");
    }
}

/// A frame for a method with five seconds left.
fn frame(id: u64, method: &str, payload: impl Into<bytes::Bytes>) -> RequestFrame {
    RequestFrame {
        id,
        method: method.to_owned(),
        time_left_ms: 5_000,
        payload: payload.into(),
        ..RequestFrame::default()
    }
}
