//! What the end of a bus means for calls and services on it.

use std::time::Duration;

use counterpart::bus::{BusError, ConnectionState, ServeOptions};
use counterpart::rpc::{self, Reason, Request, StatusExt};
use counterpart::{Code, Result};
use futures::future::BoxFuture;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::super::Stage;
use super::super::contract::{Contract, Note};
use super::super::service::{Notes, gate, serve, serve_echo};
use super::caller;

pub async fn a_closed_bus_ends_the_calls_that_it_carries(stage: impl Stage) {
    let contract = Contract::unique();
    let (gate, mut keeper) = gate();
    let _serving = serve(&stage.bus(), contract, 4, gate.handler()).await;
    let bus = stage.bus();
    let caller = caller(bus.clone());
    let start = |method, number| {
        let caller = caller.clone();
        tokio::spawn(async move { caller.unary(method, Note::numbered(number)).await })
    };
    let write = start(contract.write, 1);
    let read = start(contract.read, 2);
    keeper.arrival().await;
    keeper.arrival().await;
    bus.close().await;
    let status = write.await.expect("no panic").expect_err("nobody knows");
    assert_eq!(status.code(), Code::Unknown, "{status}");
    assert!(status.has_reason(Reason::MayHaveRun), "{status}");
    let status = read.await.expect("no panic").expect_err("it is cut off");
    assert_eq!(status.code(), Code::Unavailable, "{status}");
    assert!(status.has_reason(Reason::ReplyLost), "{status}");
}

pub async fn a_closed_bus_stops_what_it_serves(stage: impl Stage) {
    let contract = Contract::unique();
    let (events, mut seen) = mpsc::unbounded_channel();
    let bus = stage.bus();
    let serving = serve(&bus, contract, 4, never_answers(events)).await;
    let caller = caller(stage.bus());
    let call = tokio::spawn(async move { caller.unary(contract.read, Note::numbered(1)).await });
    assert_eq!(seen.recv().await, Some("started"));
    bus.close().await;
    assert_eq!(seen.recv().await, Some("stopped"));
    while serving.is_receiving() {
        tokio::task::yield_now().await;
    }
    let status = call.await.expect("no panic").expect_err("nobody is left");
    assert_eq!(status.code(), Code::Unavailable, "{status}");
}

pub async fn a_drain_whose_time_is_up_has_stopped_what_ran(stage: impl Stage) {
    const CALLS: usize = 200;
    let contract = Contract::unique();
    let (events, mut seen) = mpsc::unbounded_channel();
    let serving = serve(&stage.bus(), contract, CALLS, never_answers(events)).await;
    let caller = caller(stage.bus());
    let mut calls = JoinSet::new();
    for number in 0..CALLS as u64 {
        let caller = caller.clone();
        calls.spawn(async move { caller.unary(contract.read, Note::numbered(number)).await });
    }
    for _ in 0..CALLS {
        assert_eq!(seen.recv().await, Some("started"));
    }
    let drained = serving.drain(Duration::ZERO).await;
    assert_eq!(drained.interrupted, CALLS);
    for _ in 0..CALLS {
        assert_eq!(seen.try_recv(), Ok("stopped"));
    }
}

/// A handler that tells when it starts and when it is dropped.
fn never_answers(
    events: mpsc::UnboundedSender<&'static str>,
) -> impl Fn(Request<Note>) -> BoxFuture<'static, Result<Note>> {
    move |_request| {
        // A test that is over no longer looks.
        let _ = events.send("started");
        let stopped = Stopped(events.clone());
        Box::pin(async move {
            let _stopped = stopped;
            std::future::pending().await
        })
    }
}

struct Stopped(mpsc::UnboundedSender<&'static str>);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.send("stopped");
    }
}

pub async fn a_closed_bus_calls_and_serves_nobody(stage: impl Stage) {
    let contract = Contract::unique();
    let _serving = serve_echo(&stage.bus(), contract).await;
    let bus = stage.bus();
    bus.connection()
        .wait_for(ConnectionState::is_connected)
        .await
        .expect("the bus lives");
    bus.close().await;
    assert_eq!(*bus.connection().borrow(), ConnectionState::Closed);
    let caller = caller(bus);
    let status = caller
        .unary(contract.write, Note::numbered(1))
        .await
        .expect_err("the bus is closed");
    assert!(status.has_reason(Reason::NotConnected), "{status}");
    let notes = Notes::echo(contract).into();
    let serving = rpc::serve_as(&caller, contract.service, notes, ServeOptions::default()).await;
    let error = serving.expect_err("the bus is closed");
    assert!(matches!(error, BusError::Closed), "{error}");
}
