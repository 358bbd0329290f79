//! Connections that are cut.

use std::time::Duration;

use counterpart::bus::{ConnectionState, Limits};
use counterpart::rpc::{Context, Reason, StatusExt};
use counterpart::{Code, Result};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::super::bus::contract::{Contract, Note};
use super::super::bus::service::{gate, serve, serve_echo};
use super::proxy::Proxy;
use super::{bus, caller, open};

#[tokio::test]
async fn calls_in_flight_end_when_the_callers_connection_is_cut() {
    let contract = Contract::unique();
    let serving = bus();
    let (gate, mut keeper) = gate();
    let _serving = serve(&serving, contract, 4, gate.handler()).await;
    let proxy = Proxy::start().await;
    let calling = open(proxy.settings());
    let caller = caller(&calling);
    let start = |method, number| {
        let caller = caller.clone();
        tokio::spawn(async move { caller.unary(method, Note::numbered(number)).await })
    };
    let write = start(contract.write, 1);
    let read = start(contract.read, 2);
    keeper.arrival().await;
    keeper.arrival().await;
    proxy.cut();
    let status = write.await.expect("no panic").expect_err("nobody knows");
    assert_eq!(status.code(), Code::Unknown);
    assert!(status.has_reason(Reason::MayHaveRun), "{status}");
    let status = read
        .await
        .expect("no panic")
        .expect_err("its reply is lost");
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.has_reason(Reason::ReplyLost), "{status}");
    keeper.let_through(3);
    let note = until_connected(|| caller.unary(contract.write, Note::numbered(3))).await;
    assert_eq!(note.number, 3);
}

/// Calls until the broker is in reach again. A call must not end in any other
/// way than in saying that it did not start.
async fn until_connected<F: Future<Output = Result<Note>>>(call: impl Fn() -> F) -> Note {
    loop {
        match call().await {
            Ok(note) => return note,
            Err(status) => assert!(status.has_reason(Reason::NotConnected), "{status}"),
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_service_comes_back_after_its_connection_is_cut() {
    let contract = Contract::unique();
    let proxy = Proxy::start().await;
    let serving = open(proxy.settings());
    let (gate, mut keeper) = gate();
    let running = serve(&serving, contract, 4, gate.handler()).await;
    let calling = bus();
    let caller = caller(&calling);
    let start = |method, number| {
        let caller = caller.clone();
        tokio::spawn(async move { caller.unary(method, Note::numbered(number)).await })
    };
    let write = start(contract.write, 1);
    let read = start(contract.read, 2);
    keeper.arrival().await;
    keeper.arrival().await;
    proxy.cut();
    // The broker gives both to the same service again once it is back.
    let status = write.await.expect("no panic").expect_err("it may have run");
    assert!(status.has_reason(Reason::MayHaveRun), "{status}");
    keeper.arrival().await;
    keeper.let_through(4);
    let note = read.await.expect("no panic").expect("it may run twice");
    assert_eq!(note.number, 2);
    assert!(running.is_receiving());
    assert_eq!(*serving.connection().borrow(), ConnectionState::Connected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_call_hangs_while_connections_are_cut_again_and_again() {
    let contract = Contract::unique();
    let (to_client, to_server) = (Proxy::start().await, Proxy::start().await);
    let serving = open(to_server.settings());
    let _serving = serve_echo(&serving, contract).await;
    let calling = open(to_client.settings());
    let (answered, mut answers) = mpsc::unbounded_channel();
    let mut loops = JoinSet::new();
    for start in 0..8 {
        let (caller, answered) = (caller(&calling), answered.clone());
        loops.spawn(async move {
            for number in start * 1_000_000.. {
                match caller.unary(contract.write, Note::numbered(number)).await {
                    Ok(note) => {
                        assert_eq!(note.number, number, "never another's result");
                        if answered.send(()).is_err() {
                            return;
                        }
                    }
                    Err(status) => assert!(
                        matches!(status.code(), Code::Unavailable | Code::Unknown),
                        "{status}"
                    ),
                }
                tokio::task::yield_now().await;
            }
        });
    }
    for round in 0..6 {
        // After each cut calls go on by themselves.
        for _ in 0..100 {
            answers.recv().await.expect("the loops go on");
        }
        if round % 2 == 0 {
            to_client.cut();
        } else {
            to_server.cut();
        }
    }
    for _ in 0..100 {
        answers.recv().await.expect("the loops go on");
    }
    drop(answers);
    loops.join_all().await;
}

#[tokio::test]
async fn callers_that_give_up_on_a_silent_broker_free_their_places() {
    let contract = Contract::unique();
    let proxy = Proxy::start().await;
    let limits = Limits::default().calls_in_flight(2);
    let calling = open(proxy.settings().limits(limits));
    let caller = caller(&calling);
    let call = || async {
        Context::root()
            .with_timeout(Duration::from_millis(50))
            .scope(caller.unary(contract.write, Note::numbered(1)))
            .await
    };
    let mut connection = calling.connection();
    let connected = connection.wait_for(ConnectionState::is_connected).await;
    drop(connected.expect("the bus lives"));
    let other = Contract::unique();
    let status = caller.unary(other.write, Note::numbered(0)).await;
    let status = status.expect_err("nobody serves it");
    assert!(status.has_reason(Reason::NoConsumers), "{status}");
    proxy.silence();
    for _ in 0..10 {
        let status = call().await.expect_err("nobody hears it");
        assert_eq!(status.code(), Code::DeadlineExceeded, "{status}");
    }
}
