//! Several instances of one service.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::super::Stage;
use super::super::contract::{Contract, Note};
use super::super::service::{gate, serve, serve_echo};
use super::caller;

pub async fn competing_consumers_share_the_load(stage: impl Stage) {
    let contract = Contract::unique();
    let served = Arc::new([const { AtomicUsize::new(0) }; 3]);
    let mut instances = Vec::new();
    for index in 0..3 {
        let served = Arc::clone(&served);
        let bus = stage.bus();
        let instance = serve(&bus, contract, 2, move |request| {
            served[index].fetch_add(1, Ordering::SeqCst);
            async move {
                tokio::time::sleep(Duration::from_millis(1)).await;
                Ok(request.into_message())
            }
        });
        instances.push(instance.await);
    }
    let caller = caller(stage.bus());
    let mut calls = JoinSet::new();
    for number in 0..300 {
        let caller = caller.clone();
        calls.spawn(async move { caller.unary(contract.read, Note::numbered(number)).await });
    }
    for answer in calls.join_all().await {
        answer.expect("an answer");
    }
    let served: Vec<_> = served
        .iter()
        .map(|count| count.load(Ordering::SeqCst))
        .collect();
    assert_eq!(served.iter().sum::<usize>(), 300, "each call ran once");
    assert!(served.iter().all(|count| *count > 30), "{served:?}");
}

pub async fn a_drain_loses_nothing(stage: impl Stage) {
    let contract = Contract::unique();
    let leaving = serve_echo(&stage.bus(), contract).await;
    let _staying = serve_echo(&stage.bus(), contract).await;
    let caller = caller(stage.bus());
    let (progress, mut answered) = mpsc::unbounded_channel();
    let mut loops = JoinSet::new();
    for _ in 0..8 {
        let (caller, progress) = (caller.clone(), progress.clone());
        loops.spawn(async move {
            for number in 0..100 {
                let note = caller.unary(contract.write, Note::numbered(number)).await;
                assert_eq!(note.expect("no call is lost").number, number);
                let _ = progress.send(());
            }
        });
    }
    for _ in 0..200 {
        answered.recv().await.expect("calls go on");
    }
    let drained = leaving.drain(Duration::from_secs(10)).await;
    assert_eq!((drained.handed_back, drained.interrupted), (0, 0));
    loops.join_all().await;
}

pub async fn a_drain_waits_for_what_runs(stage: impl Stage) {
    let contract = Contract::unique();
    let (gate, mut keeper) = gate();
    let serving = serve(&stage.bus(), contract, 4, gate.handler()).await;
    let caller = caller(stage.bus());
    let call = tokio::spawn(async move { caller.unary(contract.write, Note::numbered(1)).await });
    keeper.arrival().await;
    assert_eq!(serving.in_flight(), 1);
    let drain = tokio::spawn(serving.drain(Duration::from_secs(10)));
    keeper.let_through(1);
    let note = call.await.expect("no panic").expect("an answer");
    assert_eq!(note.number, 1);
    let drained = drain.await.expect("no panic");
    assert_eq!((drained.handed_back, drained.interrupted), (0, 0));
}

pub async fn a_call_that_outlasts_the_start_of_a_drain_is_answered(stage: impl Stage) {
    let contract = Contract::unique();
    let (gate, mut keeper) = gate();
    let serving = serve(&stage.bus(), contract, 4, gate.handler()).await;
    let caller = caller(stage.bus());
    let call = tokio::spawn(async move { caller.unary(contract.write, Note::numbered(1)).await });
    keeper.arrival().await;
    let drain = tokio::spawn(serving.drain(Duration::from_secs(10)));
    // Longer than a caller waits before it looks who serves.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(
        !call.is_finished(),
        "nobody else serves, but this one still does"
    );
    keeper.let_through(1);
    call.await.expect("no panic").expect("an answer");
    drain.await.expect("no panic");
}

pub async fn a_drain_whose_time_is_up_gives_its_calls_to_others(stage: impl Stage) {
    let contract = Contract::unique();
    let (gate, mut keeper) = gate();
    let leaving = serve(&stage.bus(), contract, 1, gate.handler()).await;
    let caller = caller(stage.bus());
    let mut calls = JoinSet::new();
    for number in 0..5 {
        let caller = caller.clone();
        calls.spawn(async move { caller.unary(contract.read, Note::numbered(number)).await });
    }
    keeper.arrival().await;
    let _staying = serve_echo(&stage.bus(), contract).await;
    let drained = leaving.drain(Duration::from_millis(50)).await;
    assert_eq!(drained.interrupted, 1, "{drained:?}");
    for answer in calls.join_all().await {
        answer.expect("another instance answers");
    }
    assert_eq!(keeper.started(), 1);
}
