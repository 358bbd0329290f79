//! Queues, and what the broker says of them.

use std::sync::Arc;
use std::time::Duration;

use counterpart::Code;
use counterpart::bus::{BusError, ConnectionState, Identities, QueueType, ServeOptions, Settings};
use counterpart::rpc::{self, Reason, StatusExt};
use futures::{FutureExt, StreamExt};
use lapin::options::QueueDeclareOptions;
use lapin::types::FieldTable;
use tokio::task::JoinSet;

use super::super::bus::Stage;
use super::super::bus::contract::{Contract, Note};
use super::super::bus::promises;
use super::super::bus::service::{Notes, gate, serve, serve_echo};
use super::super::{url, url_of};
use super::{Foreigner, bus, caller, open};

#[tokio::test]
async fn shared_queues_outlive_the_broker() {
    let contract = Contract::unique();
    let _serving = serve_echo(&bus(), contract).await;
    let queue = contract.service.request_queue();
    for queue in [queue.clone(), format!("dlq.{queue}")] {
        let foreigner = Foreigner::connect().await;
        // The broker compares durability before all other arguments.
        let transient = QueueDeclareOptions::default();
        let refused = foreigner
            .channel
            .queue_declare(queue.as_str().into(), transient, FieldTable::default())
            .await
            .expect_err("a durable queue is there");
        assert!(refused.to_string().contains("'durable'"), "{refused}");
    }
}

#[tokio::test]
async fn a_queue_of_other_arguments_is_one_clear_error() {
    let contract = Contract::unique();
    let foreigner = Foreigner::connect().await;
    let queue = contract.service.request_queue();
    let durable = QueueDeclareOptions::durable();
    foreigner
        .channel
        .queue_declare(queue.as_str().into(), durable, FieldTable::default())
        .await
        .expect("a queue");
    let notes = Notes::echo(contract);
    let caller = caller(&bus());
    let options = ServeOptions::default();
    let serving = rpc::serve_as(&caller, contract.service, notes.into(), options).await;
    match serving.expect_err("the arguments differ") {
        BusError::Queue { queue: named, .. } => assert_eq!(named, queue),
        other => panic!("{other}"),
    }
    foreigner.delete(&queue).await;
}

#[tokio::test]
async fn a_service_whose_start_is_given_up_is_not_served() {
    let contract = Contract::unique();
    let bus = bus();
    let notes = Arc::new(Notes::echo(contract));
    let served = Arc::downgrade(&notes);
    let caller = caller(&bus);
    let starting = rpc::serve_as(&caller, contract.service, notes, ServeOptions::default());
    assert!(
        starting.now_or_never().is_none(),
        "the broker takes a while"
    );
    let end = async {
        while served.strong_count() > 0 {
            tokio::task::yield_now().await;
        }
    };
    let ended = tokio::time::timeout(Duration::from_secs(30), end).await;
    ended.expect("nobody holds what would end the service");
}

#[tokio::test]
async fn a_deleted_queue_makes_calls_unavailable_at_once_and_comes_back() {
    let contract = Contract::unique();
    let serving = bus();
    let _serving = serve_echo(&serving, contract).await;
    let calling = bus();
    let caller = caller(&calling);
    caller
        .unary(contract.write, Note::numbered(1))
        .await
        .expect("an answer");
    let foreigner = Foreigner::connect().await;
    foreigner.delete(&contract.service.request_queue()).await;
    // The consumer declares it again by itself; until then calls end in UNAVAILABLE.
    loop {
        match caller.unary(contract.write, Note::numbered(2)).await {
            Ok(note) => break assert_eq!(note.number, 2),
            Err(status) => assert!(status.has_reason(Reason::NoConsumers), "{status}"),
        }
    }
}

#[tokio::test]
async fn a_full_queue_is_resource_exhausted() {
    let contract = Contract::unique();
    let serving = bus();
    let (gate, mut keeper) = gate();
    let _serving = serve(&serving, contract, 1, gate.handler()).await;
    let calling = bus();
    let busy = caller(&calling);
    let busy = tokio::spawn(async move { busy.unary(contract.write, Note::numbered(1)).await });
    keeper.arrival().await;
    let foreigner = Foreigner::connect().await;
    let queue = contract.service.request_queue();
    foreigner.fill(&queue).await;
    // A caller that has not counted the queue before.
    let other = bus();
    let status = caller(&other)
        .unary(contract.write, Note::numbered(2))
        .await
        .expect_err("there is no room");
    assert_eq!(status.code(), Code::ResourceExhausted, "{status}");
    assert!(status.has_reason(Reason::QueueFull), "{status}");
    keeper.let_through(1);
    busy.await.expect("no panic").expect("an answer");
    foreigner.delete(&queue).await;
    foreigner.delete(&format!("dlq.{queue}")).await;
}

#[tokio::test]
async fn a_call_that_finds_no_room_in_its_queue_does_not_count_as_handed_on() {
    let contract = Contract::unique();
    let serving = bus();
    let (gate, mut keeper) = gate();
    let leaving = serve(&serving, contract, 1, gate.handler()).await;
    let calling = bus();
    let caller = caller(&calling);
    let mut calls = JoinSet::new();
    for number in 0..2 {
        let caller = caller.clone();
        calls.spawn(async move { caller.unary(contract.read, Note::numbered(number)).await });
    }
    keeper.arrival().await;
    while leaving.in_flight() < 2 {
        tokio::task::yield_now().await;
    }
    let foreigner = Foreigner::connect().await;
    let queue = contract.service.request_queue();
    foreigner.fill(&queue).await;
    let drained = leaving.drain(Duration::from_millis(50)).await;
    assert_eq!(drained.handed_back, 0, "the broker refused the copy");
    assert_eq!(drained.interrupted, 1, "it ran, and was stopped");
    calls.abort_all();
    foreigner.delete(&queue).await;
    foreigner.delete(&format!("dlq.{queue}")).await;
}

#[tokio::test]
async fn a_broker_that_is_away_makes_calls_unavailable() {
    let settings = Settings::new("amqp://guest:guest@127.0.0.1:1/%2f");
    let bus = open(settings);
    let mut state = bus.connection();
    state
        .wait_for(|state| matches!(state, ConnectionState::Disconnected(_)))
        .await
        .expect("the bus lives");
    let status = caller(&bus)
        .unary(Contract::unique().write, Note::numbered(1))
        .await
        .expect_err("nobody is there");
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.has_reason(Reason::NotConnected), "{status}");
}

#[tokio::test]
async fn a_wrong_password_is_told_and_never_shown() {
    let url = url().replace("guest:guest@", "guest:secret-word@");
    let bus = open(Settings::new(url));
    let mut state = bus.connection();
    let state = state
        .wait_for(|state| matches!(state, ConnectionState::Refused(_)))
        .await
        .expect("the bus lives")
        .to_string();
    assert!(state.contains("ACCESS"), "{state}");
    assert!(!format!("{bus:?} {state}").contains("secret-word"));
}

/// The same services on quorum queues.
struct Cluster;

impl Stage for Cluster {
    fn new(_limits: counterpart::bus::Limits) -> Self {
        Self
    }

    fn bus(&self) -> std::sync::Arc<dyn counterpart::bus::Bus> {
        open(Settings::new(url()).queue_type(QueueType::Quorum))
    }

    fn bus_of(&self, service: &str) -> std::sync::Arc<dyn counterpart::bus::Bus> {
        let settings = Settings::new(url_of(service)).identities(Identities::PerService);
        open(settings.queue_type(QueueType::Quorum))
    }
}

#[tokio::test]
async fn quorum_queues_keep_the_promises_too() {
    promises::a_reply_matches_its_request_under_a_thousand_concurrent_calls(Cluster).await;
    promises::a_drain_loses_nothing(Cluster).await;
    promises::a_drain_whose_time_is_up_gives_its_calls_to_others(Cluster).await;
    promises::a_call_that_nobody_serves_is_unavailable(Cluster).await;
    promises::an_interrupted_call_that_may_run_twice_runs_elsewhere(Cluster).await;
    promises::a_call_that_ends_its_consumer_ends_after_the_second_victim(Cluster).await;
}

#[tokio::test]
async fn many_prefetched_calls_survive_their_consumer() {
    let contract = Contract::unique();
    let crashing = bus();
    let (gate, mut keeper) = gate();
    let crashing = serve(&crashing, contract, 8, gate.handler()).await;
    let calling = bus();
    let caller = caller(&calling);
    let calls = futures::stream::iter(0..64).map(|number| {
        let caller = caller.clone();
        tokio::spawn(async move { caller.unary(contract.read, Note::numbered(number)).await })
    });
    let calls: Vec<_> = calls.collect().await;
    for _ in 0..8 {
        keeper.arrival().await;
    }
    let other = bus();
    let _other = serve_echo(&other, contract).await;
    drop(crashing);
    for call in calls {
        call.await.expect("no panic").expect("the other answers");
    }
    assert_eq!(keeper.started(), 8);
}
