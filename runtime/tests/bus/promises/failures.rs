//! How calls fail.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use counterpart::rpc::{FieldViolation, Reason, StatusExt};
use counterpart::{Code, Status};

use super::super::Stage;
use super::super::contract::{Contract, Note};
use super::super::service::{gate, serve, serve_echo};
use super::caller;

pub async fn a_call_that_nobody_serves_is_unavailable(stage: impl Stage) {
    let contract = Contract::unique();
    for method in [contract.read, contract.write] {
        let status = caller(stage.bus())
            .unary(method, Note::numbered(1))
            .await
            .expect_err("nobody is there");
        assert_eq!(status.code(), Code::Unavailable);
        assert!(status.has_reason(Reason::NoConsumers), "{status}");
    }
}

pub async fn a_service_whose_last_instance_left_is_unavailable(stage: impl Stage) {
    let contract = Contract::unique();
    let serving = serve_echo(&stage.bus(), contract).await;
    let caller = caller(stage.bus());
    caller
        .unary(contract.read, Note::numbered(1))
        .await
        .expect("an answer");
    serving.drain(Duration::from_secs(5)).await;
    let status = caller
        .unary(contract.read, Note::numbered(2))
        .await
        .expect_err("nobody is there any more");
    assert_eq!(status.code(), Code::Unavailable, "{status}");
    // Now that it is known, nothing is sent.
    let status = caller
        .unary(contract.write, Note::numbered(3))
        .await
        .expect_err("nobody is there any more");
    assert!(status.has_reason(Reason::NoConsumers), "{status}");
}

pub async fn a_panic_ends_only_its_call(stage: impl Stage) {
    let contract = Contract::unique();
    let _serving = serve(&stage.bus(), contract, 1, |request| async move {
        assert!(request.message().number > 0, "zero is not a number");
        Ok(request.into_message())
    })
    .await;
    let caller = caller(stage.bus());
    let status = caller
        .unary(contract.write, Note::numbered(0))
        .await
        .expect_err("the handler panics");
    assert_eq!(status.code(), Code::Internal);
    assert!(status.has_reason(Reason::Panicked), "{status}");
    assert!(!status.message().contains("zero"), "secrets stay inside");
    let note = caller.unary(contract.write, Note::numbered(1)).await;
    assert_eq!(note.expect("an answer").number, 1);
}

pub async fn a_status_arrives_with_its_details(stage: impl Stage) {
    let contract = Contract::unique();
    let _serving = serve(&stage.bus(), contract, 4, |_request| async move {
        let violation = FieldViolation::new("note.text", "must not be empty");
        Err(Status::violations(vec![violation]))
    })
    .await;
    let status = caller(stage.bus())
        .unary(contract.write, Note::numbered(1))
        .await
        .expect_err("it is refused");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.violated_fields(), ["note.text"]);
}

pub async fn an_unknown_method_is_unimplemented(stage: impl Stage) {
    let contract = Contract::unique();
    let _serving = serve_echo(&stage.bus(), contract).await;
    let status = caller(stage.bus())
        .unary(contract.unknown, Note::numbered(1))
        .await
        .expect_err("there is no such method");
    assert_eq!(status.code(), Code::Unimplemented);
}

pub async fn a_malformed_payload_is_an_invalid_argument(stage: impl Stage) {
    let contract = Contract::unique();
    let _serving = serve_echo(&stage.bus(), contract).await;
    let caller = caller(stage.bus());
    let status = caller
        .raw(contract.read.descriptor(), Bytes::from_static(b"\xff\xff"))
        .await
        .expect_err("it does not decode");
    assert_eq!(status.code(), Code::InvalidArgument);
    let note = caller.unary(contract.read, Note::numbered(1)).await;
    assert_eq!(note.expect("the service goes on").number, 1);
}

pub async fn an_interrupted_call_that_may_not_run_twice_has_an_unknown_outcome(stage: impl Stage) {
    let contract = Contract::unique();
    let (gate, mut keeper) = gate();
    let crashing = serve(&stage.bus(), contract, 4, gate.handler()).await;
    let caller = caller(stage.bus());
    let call = tokio::spawn({
        let caller = caller.clone();
        async move { caller.unary(contract.write, Note::numbered(1)).await }
    });
    keeper.arrival().await;
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&runs);
    let _other = serve(&stage.bus(), contract, 4, move |request| {
        counted.fetch_add(1, Ordering::SeqCst);
        async move { Ok(request.into_message()) }
    })
    .await;
    drop(crashing);
    let status = call.await.expect("no panic").expect_err("nobody knows");
    assert_eq!(status.code(), Code::Unknown);
    assert!(status.has_reason(Reason::MayHaveRun), "{status}");
    assert_eq!(runs.load(Ordering::SeqCst), 0, "it did not run again");
}

pub async fn an_interrupted_call_that_may_run_twice_runs_elsewhere(stage: impl Stage) {
    let contract = Contract::unique();
    let (gate, mut keeper) = gate();
    let crashing = serve(&stage.bus(), contract, 4, gate.handler()).await;
    let caller = caller(stage.bus());
    let call = tokio::spawn({
        let caller = caller.clone();
        async move { caller.unary(contract.read, Note::numbered(1)).await }
    });
    keeper.arrival().await;
    let _other = serve_echo(&stage.bus(), contract).await;
    drop(crashing);
    let note = call.await.expect("no panic").expect("the other answers");
    assert_eq!(note, Note::numbered(1));
}

pub async fn a_call_that_ends_its_consumer_ends_after_the_second_victim(stage: impl Stage) {
    let contract = Contract::unique();
    let (gate, mut keeper) = gate();
    let first = serve(&stage.bus(), contract, 4, gate.handler()).await;
    let caller = caller(stage.bus());
    let call = tokio::spawn({
        let caller = caller.clone();
        async move { caller.unary(contract.read, Note::numbered(1)).await }
    });
    keeper.arrival().await;
    let second = serve(&stage.bus(), contract, 4, gate.handler()).await;
    drop(first);
    keeper.arrival().await;
    let _third = serve(&stage.bus(), contract, 4, gate.handler()).await;
    drop(second);
    let status = call.await.expect("no panic").expect_err("it kills");
    assert_eq!(status.code(), Code::Internal);
    assert!(status.has_reason(Reason::CrashedConsumer), "{status}");
    assert_eq!(keeper.started(), 2, "the third was spared");
}
