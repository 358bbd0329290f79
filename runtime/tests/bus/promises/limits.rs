//! How much may be under way.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use counterpart::Code;
use counterpart::rpc::{Reason, StatusExt};
use tokio::task::JoinSet;

use super::super::Stage;
use super::super::contract::{Contract, Note};
use super::super::service::{gate, serve, serve_echo};
use super::caller;

/// What the suite gives to [`Stage::new`].
pub const CALLS_IN_FLIGHT: usize = 1_200;
/// What the suite gives to [`Stage::new`].
pub const MESSAGE_BYTES: usize = 1 << 20;

fn large_note() -> Note {
    Note {
        blob: Bytes::from(vec![0; MESSAGE_BYTES + 1]),
        ..Note::numbered(1)
    }
}

pub async fn calls_in_flight_are_limited_and_callers_that_give_up_free_their_place(
    stage: impl Stage,
) {
    let contract = Contract::unique();
    let (gate, mut keeper) = gate();
    let _serving = serve(&stage.bus(), contract, CALLS_IN_FLIGHT, gate.handler()).await;
    let caller = caller(stage.bus());
    let mut calls = JoinSet::new();
    for number in 0..CALLS_IN_FLIGHT as u64 {
        let caller = caller.clone();
        calls.spawn(async move { caller.unary(contract.write, Note::numbered(number)).await });
    }
    for _ in 0..CALLS_IN_FLIGHT {
        keeper.arrival().await;
    }
    let status = caller
        .unary(contract.write, Note::numbered(1))
        .await
        .expect_err("all places are taken");
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert!(status.has_reason(Reason::CallerFull), "{status}");
    calls.shutdown().await;
    keeper.let_through(2 * CALLS_IN_FLIGHT);
    let note = caller.unary(contract.write, Note::numbered(7)).await;
    assert_eq!(note.expect("there is room again").number, 7);
}

pub async fn a_service_runs_no_more_calls_at_once_than_it_was_told(stage: impl Stage) {
    const CONCURRENCY: usize = 3;
    let contract = Contract::unique();
    let running = Arc::new(AtomicUsize::new(0));
    let most = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&most);
    let _serving = serve(&stage.bus(), contract, CONCURRENCY, move |request| {
        let (running, seen) = (Arc::clone(&running), Arc::clone(&seen));
        async move {
            seen.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            running.fetch_sub(1, Ordering::SeqCst);
            Ok(request.into_message())
        }
    })
    .await;
    let caller = caller(stage.bus());
    let mut calls = JoinSet::new();
    for number in 0..200 {
        let caller = caller.clone();
        calls.spawn(async move {
            caller
                .unary(contract.write, Note::numbered(number))
                .await
                .expect("an answer")
        });
    }
    assert_eq!(calls.join_all().await.len(), 200);
    let most = most.load(Ordering::SeqCst);
    assert!((1..=CONCURRENCY).contains(&most), "{most} ran at once");
}

pub async fn a_service_takes_any_limit_of_calls_that_run_at_once(stage: impl Stage) {
    for concurrency in [0, 1, usize::MAX] {
        let contract = Contract::unique();
        let _serving = serve(&stage.bus(), contract, concurrency, |request| async {
            Ok(request.into_message())
        })
        .await;
        let caller = caller(stage.bus());
        let note = caller.unary(contract.write, Note::numbered(1)).await;
        assert_eq!(note.expect("an answer").number, 1, "{concurrency} at once");
    }
}

pub async fn an_oversized_request_is_refused(stage: impl Stage) {
    let contract = Contract::unique();
    let _serving = serve_echo(&stage.bus(), contract).await;
    let status = caller(stage.bus())
        .unary(contract.write, large_note())
        .await
        .expect_err("it is too large");
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert!(status.has_reason(Reason::TooLarge), "{status}");
}

pub async fn an_oversized_response_is_refused(stage: impl Stage) {
    let contract = Contract::unique();
    let _serving = serve(&stage.bus(), contract, 4, |_request| async {
        Ok(large_note())
    })
    .await;
    let status = caller(stage.bus())
        .unary(contract.write, Note::numbered(1))
        .await
        .expect_err("it is too large");
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert!(status.has_reason(Reason::TooLarge), "{status}");
}

pub async fn a_request_of_the_allowed_size_arrives_whole(stage: impl Stage) {
    let contract = Contract::unique();
    let _serving = serve_echo(&stage.bus(), contract).await;
    let blob: Vec<u8> = (0..=250).cycle().take(MESSAGE_BYTES - 64).collect();
    let note = Note {
        blob: blob.into(),
        ..Note::numbered(1)
    };
    let back = caller(stage.bus())
        .unary(contract.write, note.clone())
        .await;
    assert!(back.expect("an answer") == note);
}
