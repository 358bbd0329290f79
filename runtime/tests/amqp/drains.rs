//! Drains whose broker is away, silent or far.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use counterpart::bus::{Bus, Serving};
use futures::future::{FutureExt, pending};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::super::bus::contract::{Contract, Note};
use super::super::bus::service::{gate, serve};
use super::proxy::Proxy;
use super::{bus, caller, open};

/// Tells when a handler is dropped.
struct Stopped(mpsc::UnboundedSender<()>);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

/// Serves a call that never ends; the receiver is told when it
/// is stopped.
async fn serve_one_that_never_ends(
    serving: &Arc<dyn Bus>,
) -> (Serving, mpsc::UnboundedReceiver<()>) {
    let contract = Contract::unique();
    let (started, mut starts) = mpsc::unbounded_channel();
    let (stopped, stops) = mpsc::unbounded_channel();
    let running = serve(serving, contract, 4, move |_request| {
        let stopped = Stopped(stopped.clone());
        let _ = started.send(());
        async move {
            let _stopped = stopped;
            pending().await
        }
    })
    .await;
    let caller = caller(&bus());
    tokio::spawn(async move { caller.unary(contract.write, Note::numbered(1)).await });
    starts.recv().await.expect("it starts");
    (running, stops)
}

#[tokio::test]
async fn a_drain_whose_connection_is_cut_has_stopped_and_counted_what_ran() {
    let proxy = Proxy::start().await;
    let serving = open(proxy.settings());
    let (running, mut stops) = serve_one_that_never_ends(&serving).await;
    let mut drain = pin!(running.drain(Duration::from_secs(1)));
    assert!(drain.as_mut().now_or_never().is_none(), "a call runs");
    proxy.cut();
    let drained = drain.await;
    assert_eq!((drained.handed_back, drained.interrupted), (0, 1));
    stops.try_recv().expect("it has stopped");
}

#[tokio::test]
async fn a_drain_keeps_its_time_when_the_broker_says_nothing() {
    let proxy = Proxy::start().await;
    let serving = open(proxy.settings());
    let (running, mut stops) = serve_one_that_never_ends(&serving).await;
    proxy.silence();
    let drain = running.drain(Duration::from_secs(1));
    // A second more is allowed, and another one to a busy machine.
    let drained = tokio::time::timeout(Duration::from_secs(3), drain).await;
    let drained = drained.expect("it doesn't wait for the broker");
    assert_eq!((drained.handed_back, drained.interrupted), (0, 1));
    stops.try_recv().expect("it has stopped");
}

#[tokio::test]
async fn calls_are_handed_back_side_by_side() {
    const CALLS: usize = 300;
    const AT_ONCE: usize = 64;
    let contract = Contract::unique();
    let proxy = Proxy::at(Duration::from_millis(5)).await;
    let serving = open(proxy.settings());
    let (gate, mut keeper) = gate();
    let leaving = serve(&serving, contract, AT_ONCE, gate.handler()).await;
    let calling = bus();
    let caller = caller(&calling);
    let mut calls = JoinSet::new();
    for number in 0..CALLS as u64 {
        let caller = caller.clone();
        calls.spawn(async move { caller.unary(contract.read, Note::numbered(number)).await });
    }
    keeper.arrival().await;
    while leaving.in_flight() < CALLS {
        tokio::task::yield_now().await;
    }
    // One after the other they would take three seconds; they have a quarter of
    // one, and one more.
    let drain = leaving.drain(Duration::from_secs(1));
    let drained = tokio::time::timeout(Duration::from_secs(3), drain).await;
    let drained = drained.expect("it keeps its time");
    assert_eq!(
        (drained.handed_back, drained.interrupted),
        (CALLS - AT_ONCE, AT_ONCE)
    );
    calls.shutdown().await;
}
