//! What travels with a call.

use counterpart::rpc::Context;
use tokio::sync::mpsc;

use super::super::Stage;
use super::super::contract::{Contract, Note};
use super::super::service::serve;
use super::caller;

pub async fn trace_token_and_correlation_id_travel_across_hops(stage: impl Stage) {
    let front = Contract::unique();
    let back = Contract::unique();
    let (seen, mut contexts) = mpsc::unbounded_channel();
    let _back = serve(&stage.bus(), back, 4, move |request| {
        let _ = seen.send(request.context().clone());
        async move { Ok(request.into_message()) }
    })
    .await;
    let onward = caller(stage.bus());
    let _front = serve(&stage.bus(), front, 4, move |request| {
        let onward = onward.clone();
        async move { onward.unary(back.read, request.into_message()).await }
    })
    .await;
    let traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    Context::root()
        .with_correlation_id("request-1")
        .with_token("alice")
        .with_trace(traceparent, "vendor=1")
        .scope(async {
            caller(stage.bus())
                .unary(front.read, Note::numbered(1))
                .await
        })
        .await
        .expect("an answer");
    let context = contexts.recv().await.expect("the second hop");
    assert_eq!(context.correlation_id(), "request-1");
    assert_eq!(context.token(), "alice");
    assert_eq!(context.trace_id(), "0af7651916cd43dd8448eb211c80319c");
    assert_eq!(context.tracestate(), "vendor=1");
    assert_ne!(
        context.traceparent(),
        traceparent,
        "each hop is a span of its own"
    );
}

pub async fn a_correlation_id_of_any_length_travels_whole(stage: impl Stage) {
    let contract = Contract::unique();
    let (seen, mut contexts) = mpsc::unbounded_channel();
    let _serving = serve(&stage.bus(), contract, 4, move |request| {
        let _ = seen.send(request.context().clone());
        async move { Ok(request.into_message()) }
    })
    .await;
    let caller = caller(stage.bus());
    for id in ["a".repeat(1_000), "b".to_owned()] {
        let context = Context::root().with_correlation_id(id.as_str());
        let call = caller.unary(contract.read, Note::numbered(1));
        context.scope(call).await.expect("an answer");
        let seen = contexts.recv().await.expect("it arrived");
        assert_eq!(seen.correlation_id(), id);
    }
}

pub async fn a_call_outside_of_any_context_gets_fresh_ids(stage: impl Stage) {
    let contract = Contract::unique();
    let (seen, mut contexts) = mpsc::unbounded_channel();
    let _serving = serve(&stage.bus(), contract, 4, move |request| {
        let _ = seen.send(request.context().clone());
        async move { Ok(request.into_message()) }
    })
    .await;
    let caller = caller(stage.bus());
    for number in 0..2 {
        caller
            .unary(contract.read, Note::numbered(number))
            .await
            .expect("an answer");
    }
    let one = contexts.recv().await.expect("the first call");
    let two = contexts.recv().await.expect("the second call");
    assert_ne!(one.correlation_id(), two.correlation_id());
    assert_ne!(one.trace_id(), two.trace_id());
}
