//! What a delivery says, or why it is a dead letter.

use std::sync::Arc;

use bytes::Bytes;
use lapin::BasicProperties;
use lapin::message::Delivery;
use lapin::types::{AMQPValue, ShortString};

use super::super::envelope::{MAX_FRAMES, RequestEnvelope, RequestFrame};
use super::topology::{ATTEMPT_HEADER, CONTENT_TYPE, DIRECT_REPLY_TO, USER_HEADER};
use crate::wire::WireMessage;

/// A message with calls.
#[derive(Debug)]
pub(super) struct Request {
    /// Where its results go.
    pub(super) reply_to: ShortString,
    /// Who published it, or the original of this copy; `None` if the message
    /// doesn't say.
    pub(super) user: Option<Arc<str>>,
    /// 1 the first time, more after consumers ended that were given the calls.
    pub(super) attempt: u32,
    /// 1 to 64 calls.
    pub(super) frames: Vec<RequestFrame>,
}

/// Why a message is a dead letter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DeadLetter {
    /// A word for programs.
    pub(super) reason: &'static str,
    /// A sentence for people.
    pub(super) detail: String,
}

impl DeadLetter {
    fn new(reason: &'static str, detail: impl Into<String>) -> Self {
        Self {
            reason,
            detail: detail.into(),
        }
    }
}

/// Reads a message. `own_user` is the broker's user of this service, whose
/// copies are believed.
pub(super) fn read(delivery: &mut Delivery, own_user: &str) -> Result<Request, DeadLetter> {
    let properties = &delivery.properties;
    let content_type = properties.content_type().as_ref();
    if content_type.is_none_or(|found| found.as_str() != CONTENT_TYPE) {
        let found = content_type.map_or("none", ShortString::as_str);
        return Err(DeadLetter::new(
            "UNEXPECTED_CONTENT_TYPE",
            format!("the content type is {found:?} and not {CONTENT_TYPE:?}"),
        ));
    }
    let reply_to = reply_to(properties)?;
    let body = Bytes::from(std::mem::take(&mut delivery.data));
    let envelope = RequestEnvelope::decode(body.clone()).map_err(|error| {
        delivery.data = body.clone().into();
        DeadLetter::new("MALFORMED_ENVELOPE", error.to_string())
    })?;
    if !(1..=MAX_FRAMES).contains(&envelope.frames.len()) {
        delivery.data = body.into();
        return Err(DeadLetter::new(
            "MALFORMED_ENVELOPE",
            format!("{} frames, not 1 to {MAX_FRAMES}", envelope.frames.len()),
        ));
    }
    let (user, attempt) = origin(&delivery.properties, own_user);
    // The flag says only that some consumer was given the message before.
    let attempt = attempt.saturating_add(delivery.redelivered.into());
    Ok(Request {
        reply_to,
        user,
        attempt,
        frames: envelope.frames,
    })
}

/// Results go to direct reply-to addresses only: otherwise a message could make
/// a service publish to any queue under its own name.
fn reply_to(properties: &BasicProperties) -> Result<ShortString, DeadLetter> {
    let reply_to = properties.reply_to().as_ref();
    let reply_to = reply_to
        .filter(|address| !address.as_str().is_empty())
        .ok_or_else(|| DeadLetter::new("MISSING_REPLY_TO", "there is no reply-to"))?;
    if reply_to.as_str().starts_with(DIRECT_REPLY_TO) {
        Ok(reply_to.clone())
    } else {
        Err(DeadLetter::new(
            "FOREIGN_REPLY_TO",
            format!("{reply_to:?} is no direct reply-to address"),
        ))
    }
}

/// Who published a message, and for which attempt. Headers count only on a copy
/// that the service itself has published, or another that shares its user.
fn origin(properties: &BasicProperties, own_user: &str) -> (Option<Arc<str>>, u32) {
    let user = properties.user_id().as_ref().map(ShortString::as_str);
    let headers = properties.headers().as_ref();
    let headers = headers.filter(|_| user == Some(own_user));
    let header = |name: &str| headers.and_then(|headers| headers.inner().get(name));
    match header(ATTEMPT_HEADER).and_then(integer) {
        // The user of a copy is that of the original, also if that was nobody.
        Some(attempt) => {
            let user = header(USER_HEADER).and_then(text);
            (user.map(Arc::from), attempt.max(1))
        }
        None => (user.map(Arc::from), 1),
    }
}

fn integer(value: &AMQPValue) -> Option<u32> {
    match value {
        AMQPValue::ShortShortInt(value) => u32::try_from(*value).ok(),
        AMQPValue::ShortShortUInt(value) => Some(u32::from(*value)),
        AMQPValue::ShortInt(value) => u32::try_from(*value).ok(),
        AMQPValue::ShortUInt(value) => Some(u32::from(*value)),
        AMQPValue::LongInt(value) => u32::try_from(*value).ok(),
        AMQPValue::LongUInt(value) => Some(*value),
        AMQPValue::LongLongInt(value) => u32::try_from(*value).ok(),
        _ => None,
    }
}

fn text(value: &AMQPValue) -> Option<&str> {
    match value {
        AMQPValue::LongString(value) => std::str::from_utf8(value.as_bytes()).ok(),
        AMQPValue::ShortString(value) => Some(value.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use lapin::types::FieldTable;

    use super::*;

    const OWN_USER: &str = "cart";

    fn delivery(properties: BasicProperties, frames: usize) -> Delivery {
        let envelope = RequestEnvelope {
            frames: vec![RequestFrame::default(); frames],
        };
        let queue = "rpc.cart.1".into();
        let body = envelope.encode_to_vec();
        let mut delivery = Delivery::mock(1, ShortString::default(), queue, false, body);
        delivery.properties = properties;
        delivery
    }

    fn good() -> BasicProperties {
        BasicProperties::default()
            .with_content_type(CONTENT_TYPE.into())
            .with_reply_to("amq.rabbitmq.reply-to.abc".into())
            .with_user_id("product".into())
    }

    fn reason(delivery: &mut Delivery) -> &'static str {
        let read = read(delivery, OWN_USER);
        read.expect_err("it is a dead letter").reason
    }

    #[test]
    fn what_can_not_be_answered_is_a_dead_letter_that_keeps_its_body() {
        let plain = BasicProperties::default();
        assert_eq!(reason(&mut delivery(plain, 1)), "UNEXPECTED_CONTENT_TYPE");
        let silent = BasicProperties::default().with_content_type(CONTENT_TYPE.into());
        assert_eq!(reason(&mut delivery(silent, 1)), "MISSING_REPLY_TO");
        let foreign = good().with_reply_to("rpc.payment.1".into());
        assert_eq!(reason(&mut delivery(foreign, 1)), "FOREIGN_REPLY_TO");
        assert_eq!(reason(&mut delivery(good(), 0)), "MALFORMED_ENVELOPE");
        assert_eq!(reason(&mut delivery(good(), 65)), "MALFORMED_ENVELOPE");
        let mut garbage = delivery(good(), 1);
        garbage.data = b"garbage".to_vec();
        assert_eq!(reason(&mut garbage), "MALFORMED_ENVELOPE");
        assert_eq!(garbage.data, b"garbage");
    }

    #[test]
    fn a_full_batch_is_read() {
        let read = read(&mut delivery(good(), 64), OWN_USER);
        let request = read.expect("64 calls are allowed");
        assert_eq!(request.frames.len(), 64);
        assert_eq!(request.attempt, 1);
        assert_eq!(request.user.as_deref(), Some("product"));
    }

    #[test]
    fn headers_of_a_copy_are_believed_only_from_the_service_itself() {
        let mut headers = FieldTable::default();
        headers.insert(ATTEMPT_HEADER.into(), AMQPValue::LongUInt(2));
        headers.insert(USER_HEADER.into(), AMQPValue::LongString("payment".into()));
        let properties = good().with_headers(headers);
        let origin_of = |user: &str| {
            let properties = properties.clone().with_user_id(user.into());
            origin(&properties, OWN_USER)
        };
        let forged = origin_of("product");
        assert_eq!(forged, (Some("product".into()), 1));
        let copy = origin_of(OWN_USER);
        assert_eq!(copy, (Some("payment".into()), 2));
    }

    #[test]
    fn a_copy_of_an_anonymous_message_stays_anonymous() {
        let mut headers = FieldTable::default();
        headers.insert(ATTEMPT_HEADER.into(), AMQPValue::LongUInt(2));
        let properties = good().with_user_id(OWN_USER.into()).with_headers(headers);
        assert_eq!(origin(&properties, OWN_USER), (None, 2));
    }

    #[test]
    fn an_attempt_is_counted_to_its_end() {
        let mut headers = FieldTable::default();
        headers.insert(ATTEMPT_HEADER.into(), AMQPValue::LongUInt(u32::MAX));
        let properties = good().with_user_id(OWN_USER.into()).with_headers(headers);
        let mut delivery = delivery(properties, 1);
        delivery.redelivered = true;
        let request = read(&mut delivery, OWN_USER).expect("it is good");
        assert_eq!(request.attempt, u32::MAX);
    }

    #[test]
    fn headers_of_wrong_types_are_ignored() {
        let mut headers = FieldTable::default();
        headers.insert(ATTEMPT_HEADER.into(), AMQPValue::LongString("two".into()));
        headers.insert(USER_HEADER.into(), AMQPValue::Boolean(true));
        let properties = good().with_user_id(OWN_USER.into()).with_headers(headers);
        let origin = origin(&properties, OWN_USER);
        assert_eq!(origin, (Some(OWN_USER.into()), 1));
    }
}
