//! Who may say what.

use std::sync::Arc;

use counterpart::Code;
use counterpart::bus::envelope::RequestEnvelope;
use counterpart::bus::{Bus, Identities, Limits, Settings};
use counterpart::rpc::{Caller, Reason, StatusExt};
use counterpart::wire::WireMessage;
use lapin::types::{AMQPValue, FieldTable};
use tokio::sync::mpsc;

use super::super::bus::contract::{Contract, Note};
use super::super::bus::service::{serve, serve_echo};
use super::super::bus::{Stage, promises};
use super::super::{url, url_of};
use super::{CONTENT_TYPE, Foreigner, bus, caller, frame, open};

/// Services that each have a user of their own; here it is the same one.
struct Strict;

impl Stage for Strict {
    fn new(_limits: Limits) -> Self {
        Self
    }

    fn bus(&self) -> Arc<dyn Bus> {
        open(strict())
    }

    fn bus_of(&self, service: &str) -> Arc<dyn Bus> {
        open(Settings::new(url_of(service)).identities(Identities::PerService))
    }
}

fn strict() -> Settings {
    Settings::new(url()).identities(Identities::PerService)
}

#[tokio::test]
async fn a_request_without_a_verified_user_is_refused() {
    let contract = Contract::unique();
    let bus = open(strict());
    let _serving = serve(&bus, contract, 4, |request| async move {
        Ok(request.into_message())
    })
    .await;
    let mut foreigner = Foreigner::connect().await;
    let body = RequestEnvelope {
        frames: vec![frame(
            1,
            contract.write.descriptor().path,
            Note::numbered(1).encode_to_vec(),
        )],
    };
    let anonymous = lapin::BasicProperties::default()
        .with_content_type(CONTENT_TYPE.into())
        .with_reply_to("amq.rabbitmq.reply-to".into());
    let queue = contract.service.request_queue();
    foreigner
        .publish(&queue, anonymous, &body.encode_to_vec())
        .await;
    let [reply] = foreigner.replies().await.try_into().expect("one reply");
    let status = reply.into_result().expect_err("nobody sent it");
    assert_eq!(status.code(), Code::Unauthenticated);
    assert!(status.has_reason(Reason::MissingUserId));
}

#[tokio::test]
async fn the_broker_refuses_a_forged_user() {
    let contract = Contract::unique();
    let bus = open(strict());
    let (started, mut starts) = mpsc::unbounded_channel();
    let _serving = serve(&bus, contract, 4, move |request| {
        let _ = started.send(request.message().number);
        async move { Ok(request.into_message()) }
    })
    .await;
    let foreigner = Foreigner::connect().await;
    let forged = Foreigner::properties().with_user_id("payment".into());
    let body = RequestEnvelope {
        frames: vec![frame(
            1,
            contract.write.descriptor().path,
            Note::numbered(1).encode_to_vec(),
        )],
    };
    let queue = contract.service.request_queue();
    foreigner
        .publish(&queue, forged, &body.encode_to_vec())
        .await;
    // Everything after it proves that it was not delivered before.
    let note = caller(&bus).unary(contract.write, Note::numbered(2)).await;
    assert_eq!(note.expect("an answer").number, 2);
    assert_eq!(starts.recv().await, Some(2));
    assert!(starts.try_recv().is_err());
}

#[tokio::test]
async fn a_handler_learns_who_called_only_where_the_broker_knows() {
    for (settings, expected) in [
        (strict(), Some("guest".to_owned())),
        (Settings::new(url()), None),
    ] {
        let contract = Contract::unique();
        let bus = open(settings);
        let (seen, mut callers) = mpsc::unbounded_channel();
        let _serving = serve(&bus, contract, 4, move |request| {
            let _ = seen.send(request.caller().map(str::to_owned));
            async move { Ok(request.into_message()) }
        })
        .await;
        caller(&bus)
            .unary(contract.read, Note::numbered(1))
            .await
            .expect("an answer");
        assert_eq!(callers.recv().await, Some(expected));
    }
}

#[tokio::test]
async fn a_caller_is_who_the_broker_knows_and_not_whom_a_message_names() {
    let contract = Contract::unique();
    let bus_of = |service| Strict.bus_of(service);
    let _serving = serve_echo(&bus_of("notes"), contract).await;
    // The name of a caller goes into a property that nobody verifies.
    let named = Caller::new(bus_of("stranger"), "order");
    let refused = named.unary(contract.kept, Note::numbered(1)).await;
    let status = refused.expect_err("a stranger is not let in");
    assert!(status.has_reason(Reason::CallerNotAllowed), "{status}");
    // The header of a copy neither: only the service's own user writes one.
    let mut headers = FieldTable::default();
    headers.insert(
        "x-counterpart-user".into(),
        AMQPValue::LongString("order".into()),
    );
    headers.insert("x-counterpart-attempt".into(), AMQPValue::LongUInt(1));
    let mut foreigner = Foreigner::connect().await;
    let properties = Foreigner::properties().with_headers(headers);
    let payload = Note::numbered(1).encode_to_vec();
    let body = RequestEnvelope {
        frames: vec![frame(1, contract.kept.descriptor().path, payload)],
    };
    let queue = contract.service.request_queue();
    foreigner
        .publish(&queue, properties, &body.encode_to_vec())
        .await;
    let [reply] = foreigner.replies().await.try_into().expect("one reply");
    let status = reply.into_result().expect_err("`guest` is not let in");
    assert!(status.has_reason(Reason::CallerNotAllowed), "{status}");
}

#[tokio::test]
async fn where_services_share_a_user_nobody_is_refused() {
    let contract = Contract::unique();
    let bus = bus();
    let _serving = serve_echo(&bus, contract).await;
    let answer = caller(&bus).unary(contract.kept, Note::numbered(1)).await;
    assert_eq!(answer.expect("nobody can be told apart").number, 1);
}

#[tokio::test]
async fn headers_of_a_copy_are_believed_only_from_the_user_of_the_service() {
    let contract = Contract::unique();
    let bus = bus();
    let _serving = serve_echo(&bus, contract).await;
    let queue = contract.service.request_queue();
    let mut foreigner = Foreigner::connect().await;
    let mut headers = FieldTable::default();
    headers.insert("x-counterpart-attempt".into(), AMQPValue::LongUInt(2));
    let anonymous = lapin::BasicProperties::default()
        .with_content_type(CONTENT_TYPE.into())
        .with_reply_to("amq.rabbitmq.reply-to".into())
        .with_headers(headers);
    let copy = anonymous.clone().with_user_id("guest".into());
    let path = contract.write.descriptor().path;
    for (id, properties) in [(1, anonymous), (2, copy)] {
        let payload = Note::numbered(id).encode_to_vec();
        let body = RequestEnvelope {
            frames: vec![frame(id, path, payload)],
        };
        let body = body.encode_to_vec();
        foreigner.publish(&queue, properties, &body).await;
    }
    for reply in foreigner.collect(2).await {
        match (reply.id, reply.into_result()) {
            (1, result) => assert!(result.is_ok(), "no consumer had it before: {result:?}"),
            (_, result) => {
                let status = result.expect_err("a consumer had it before");
                assert!(status.has_reason(Reason::MayHaveRun), "{status}");
            }
        }
    }
}

#[tokio::test]
async fn copies_are_believed_where_services_have_users_of_their_own() {
    promises::an_interrupted_call_that_may_not_run_twice_has_an_unknown_outcome(Strict).await;
    promises::a_drain_whose_time_is_up_gives_its_calls_to_others(Strict).await;
}
