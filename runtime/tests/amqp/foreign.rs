//! Messages that no client of the platform would send.

use counterpart::Code;
use counterpart::wire::WireMessage;
use lapin::types::AMQPValue;
use lapin::{BasicProperties, message::Delivery};

use super::super::bus::contract::{Contract, Note};
use super::super::bus::service::serve_echo;
use super::{CONTENT_TYPE, Foreigner, bus, caller, frame};

fn header<'a>(letter: &'a Delivery, name: &str) -> &'a str {
    let headers = letter.properties.headers().as_ref().expect("headers");
    match headers.inner().get(name) {
        Some(AMQPValue::LongString(text)) => std::str::from_utf8(text.as_bytes()).expect("a text"),
        other => panic!("{name} is {other:?}"),
    }
}

/// Sends a message that can't be answered; it must be found among the dead
/// letters, and the service must go on.
async fn is_a_dead_letter(properties: BasicProperties, body: &[u8], reason: &str) {
    let contract = Contract::unique();
    let bus = bus();
    let _serving = serve_echo(&bus, contract).await;
    let foreigner = Foreigner::connect().await;
    let queue = contract.service.request_queue();
    foreigner.publish(&queue, properties, body).await;
    let letter = foreigner.dead_letter(contract.service).await;
    assert_eq!(header(&letter, "x-counterpart-reason"), reason);
    assert_eq!(header(&letter, "x-counterpart-queue"), queue);
    assert!(!header(&letter, "x-counterpart-detail").is_empty());
    assert_eq!(letter.data, body, "as it came");
    let note = caller(&bus).unary(contract.write, Note::numbered(1)).await;
    assert_eq!(note.expect("the service goes on").number, 1);
    foreigner.delete(&format!("dlq.{queue}")).await;
}

#[tokio::test]
async fn a_malformed_envelope_is_a_dead_letter_with_its_reason() {
    is_a_dead_letter(Foreigner::properties(), b"garbage", "MALFORMED_ENVELOPE").await;
}

#[tokio::test]
async fn an_empty_message_is_a_dead_letter() {
    is_a_dead_letter(Foreigner::properties(), b"", "MALFORMED_ENVELOPE").await;
}

#[tokio::test]
async fn a_message_without_reply_to_is_a_dead_letter() {
    let properties = BasicProperties::default().with_content_type(CONTENT_TYPE.into());
    is_a_dead_letter(properties, b"", "MISSING_REPLY_TO").await;
}

#[tokio::test]
async fn a_message_that_wants_its_reply_in_a_queue_is_a_dead_letter() {
    let properties = Foreigner::properties().with_reply_to("rpc.payment.1".into());
    is_a_dead_letter(properties, b"", "FOREIGN_REPLY_TO").await;
}

#[tokio::test]
async fn a_message_of_another_content_type_is_a_dead_letter() {
    let properties = Foreigner::properties().with_content_type("application/json".into());
    is_a_dead_letter(properties, b"{}", "UNEXPECTED_CONTENT_TYPE").await;
}

#[tokio::test]
async fn a_call_without_time_left_is_not_started() {
    let contract = Contract::unique();
    let bus = bus();
    let _serving = serve_echo(&bus, contract).await;
    let mut foreigner = Foreigner::connect().await;
    let mut late = frame(
        1,
        contract.write.descriptor().path,
        Note::numbered(1).encode_to_vec(),
    );
    late.time_left_ms = 0;
    foreigner.send(contract.service, vec![late]).await;
    let [reply] = foreigner.replies().await.try_into().expect("one reply");
    let status = reply.into_result().expect_err("it was too late");
    assert_eq!(status.code(), Code::DeadlineExceeded);
}

#[tokio::test]
async fn a_call_for_another_service_is_unimplemented() {
    let contract = Contract::unique();
    let bus = bus();
    let _serving = serve_echo(&bus, contract).await;
    let mut foreigner = Foreigner::connect().await;
    let other = frame(1, "test.Other/Read", Note::numbered(1).encode_to_vec());
    foreigner.send(contract.service, vec![other]).await;
    let [reply] = foreigner.replies().await.try_into().expect("one reply");
    let status = reply.into_result().expect_err("it is served elsewhere");
    assert_eq!(status.code(), Code::Unimplemented);
}
