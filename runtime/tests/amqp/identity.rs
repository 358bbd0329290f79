//! Who may say what.

use counterpart::Code;
use counterpart::bus::{Identities, Settings};
use counterpart::rpc::{Reason, StatusExt};
use counterpart::wire::WireMessage;
use tokio::sync::mpsc;

use super::super::bus::contract::{Contract, Note};
use super::super::bus::service::serve;
use super::super::url;
use super::{CONTENT_TYPE, Foreigner, caller, frame, open};

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
    let body = counterpart::bus::envelope::RequestEnvelope {
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
    let body = counterpart::bus::envelope::RequestEnvelope {
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
