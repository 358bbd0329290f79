//! Names, arguments and properties, as `docs/wire-protocol.md` specifies them.

use std::time::Duration;

use lapin::BasicProperties;
use lapin::options::QueueDeclareOptions;
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{Channel, Queue};

use super::super::{QUEUE_CAPACITY, QueueType};
use crate::rpc::ServiceDescriptor;

/// What the body of every message is.
pub(super) const CONTENT_TYPE: &str = "application/vnd.counterpart.v1+protobuf";

/// The pseudo-queue of RabbitMQ's direct reply-to.
pub(super) const DIRECT_REPLY_TO: &str = "amq.rabbitmq.reply-to";

/// Which consumer a copied call is for: 2 after one was given the call.
pub(super) const ATTEMPT_HEADER: &str = "x-counterpart-attempt";

/// Who published the original of a copy.
pub(super) const USER_HEADER: &str = "x-counterpart-user";

/// Why a message is a dead letter.
pub(super) const REASON_HEADER: &str = "x-counterpart-reason";

/// The same in a sentence for people.
pub(super) const DETAIL_HEADER: &str = "x-counterpart-detail";

/// Where the results of a dead letter were to go.
pub(super) const REPLY_TO_HEADER: &str = "x-counterpart-reply-to";

/// The queue that a dead letter was taken from.
pub(super) const QUEUE_HEADER: &str = "x-counterpart-queue";

/// How long a request queue outlives its last consumer, in milliseconds.
const QUEUE_EXPIRES_MS: i32 = 60_000;

/// How many dead letters are kept; more are refused, logged and counted.
const DEAD_LETTER_CAPACITY: i64 = 10_000;

/// The queue that a service's requests arrive on.
pub(super) fn request_queue(service: &ServiceDescriptor, queue_type: QueueType) -> String {
    let name = service.request_queue();
    match queue_type {
        QueueType::Classic => name,
        // The type can't be changed once a queue is there, so it is part of the name.
        QueueType::Quorum => format!("{name}.quorum"),
    }
}

/// Where messages go that a service can't read.
pub(super) fn dead_letter_queue(service: &ServiceDescriptor) -> String {
    format!("dlq.{}", service.request_queue())
}

/// Declares both queues of a service. The name of a queue that the broker
/// refuses comes with its error.
pub(super) async fn declare(
    channel: &Channel,
    service: &ServiceDescriptor,
    queue_type: QueueType,
) -> Result<(), (String, lapin::Error)> {
    let requests = request_queue(service, queue_type);
    let capacity = AMQPValue::LongLongInt(QUEUE_CAPACITY.try_into().unwrap_or(i64::MAX));
    let mut arguments = bounded(capacity);
    arguments.insert("x-expires".into(), AMQPValue::LongInt(QUEUE_EXPIRES_MS));
    arguments.insert("x-queue-type".into(), text(queue_type_name(queue_type)));
    declare_durable(channel, &requests, arguments)
        .await
        .map_err(|error| (requests, error))?;
    let dead_letters = dead_letter_queue(service);
    let arguments = bounded(AMQPValue::LongLongInt(DEAD_LETTER_CAPACITY));
    declare_durable(channel, &dead_letters, arguments)
        .await
        .map_err(|error| (dead_letters, error))?;
    Ok(())
}

/// Arguments of a queue that refuses what is too much, instead of dropping it.
fn bounded(capacity: AMQPValue) -> FieldTable {
    let mut arguments = FieldTable::default();
    arguments.insert("x-max-length".into(), capacity);
    arguments.insert("x-overflow".into(), text("reject-publish"));
    arguments
}

fn queue_type_name(queue_type: QueueType) -> &'static str {
    match queue_type {
        QueueType::Classic => "classic",
        QueueType::Quorum => "quorum",
    }
}

async fn declare_durable(
    channel: &Channel,
    queue: &str,
    arguments: FieldTable,
) -> lapin::Result<Queue> {
    let options = QueueDeclareOptions {
        durable: true,
        ..QueueDeclareOptions::default()
    };
    channel
        .queue_declare(queue.into(), options, arguments)
        .await
}

/// Properties that every message of ours has. `user` is the broker's user of
/// the connection, which the broker verifies.
pub(super) fn properties(user: &str) -> BasicProperties {
    BasicProperties::default()
        .with_content_type(CONTENT_TYPE.into())
        .with_user_id(user.into())
}

/// `expiration` is a positive integer of milliseconds; anything else closes the
/// channel.
pub(super) fn expiration(time_left: Duration) -> ShortString {
    millis(time_left).to_string().into()
}

/// Milliseconds rounded up, at least 1.
pub(super) fn millis(time_left: Duration) -> u32 {
    let millis = time_left.as_micros().div_ceil(1_000).max(1);
    // RabbitMQ takes no TTL above 2^32 - 1.
    u32::try_from(millis).unwrap_or(u32::MAX)
}

/// The longest text of a property, in bytes: AMQP's short string.
const SHORT_STRING: usize = 255;

/// A property that only people look at. What is too long is cut, since lapin
/// panics on it, and peers choose what correlation ids are.
pub(super) fn short(value: &str) -> ShortString {
    value[..value.floor_char_boundary(SHORT_STRING)].into()
}

/// A text as a header's value.
pub(super) fn text(value: &str) -> AMQPValue {
    AMQPValue::LongString(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    static SERVICE: ServiceDescriptor = ServiceDescriptor::new("shop.cart.v1.Cart", "cart", 2);

    #[test]
    fn the_queue_type_and_the_epoch_are_part_of_the_address() {
        assert_eq!(request_queue(&SERVICE, QueueType::Classic), "rpc.cart.2");
        assert_eq!(
            request_queue(&SERVICE, QueueType::Quorum),
            "rpc.cart.2.quorum"
        );
        assert_eq!(dead_letter_queue(&SERVICE), "dlq.rpc.cart.2");
    }

    #[test]
    fn a_text_that_is_too_long_for_a_property_is_cut_between_letters() {
        assert_eq!(short("order-7").as_str(), "order-7");
        let long = "ä".repeat(200);
        assert_eq!(short(&long).as_str(), "ä".repeat(127));
    }

    #[test]
    fn an_expiration_is_a_positive_integer_rounded_up() {
        assert_eq!(expiration(Duration::from_micros(1_500)).as_str(), "2");
        assert_eq!(expiration(Duration::ZERO).as_str(), "1");
        assert_eq!(expiration(Duration::MAX).as_str(), "4294967295");
    }
}
