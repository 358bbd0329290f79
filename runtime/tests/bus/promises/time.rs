//! Deadlines.

use std::sync::Arc;
use std::time::Duration;

use counterpart::Code;
use counterpart::bus::OutgoingCall;
use counterpart::rpc::Context;
use counterpart::wire::WireMessage;
use tokio::sync::mpsc;

use super::super::Stage;
use super::super::contract::{Contract, Note};
use super::super::service::{gate, serve, serve_echo};
use super::caller;

/// Short of a method's own five seconds, and long enough to reach the service
/// on a machine that is busy with other tests.
const SHORT: Duration = Duration::from_secs(2);

/// How long the first of two hops keeps a call.
const HELD: Duration = Duration::from_millis(100);

pub async fn a_call_ends_at_its_deadline(stage: impl Stage) {
    let contract = Contract::unique();
    let (gate, mut keeper) = gate();
    let _serving = serve(&stage.bus(), contract, 4, gate.handler()).await;
    let caller = caller(stage.bus());
    let call = Context::root()
        .with_timeout(SHORT)
        .scope(caller.unary(contract.write, Note::numbered(1)));
    let status = call.await.expect_err("nobody lets it through");
    assert_eq!(status.code(), Code::DeadlineExceeded);
    assert_eq!(keeper.arrival().await, 1, "it did reach the service");
}

pub async fn a_call_without_a_deadline_ends_after_the_timeout_of_its_method(stage: impl Stage) {
    let contract = Contract::with_timeout(SHORT);
    let (left, mut lefts) = mpsc::unbounded_channel();
    let _serving = serve(&stage.bus(), contract, 4, move |request| {
        let _ = left.send(request.context().time_left());
        std::future::pending()
    })
    .await;
    // A caller gives each call a deadline; a bus is used without one here.
    let bus = stage.bus();
    let call = bus.call(OutgoingCall {
        method: contract.write.descriptor(),
        caller: "tester".into(),
        payload: Note::numbered(1).encode_to_vec().into(),
        context: Context::root(),
    });
    let status = call.await.expect_err("nobody answers it");
    assert_eq!(status.code(), Code::DeadlineExceeded);
    let left = lefts.recv().await.expect("it did reach the service");
    assert!(left.is_some_and(|left| left <= SHORT), "{left:?}");
}

pub async fn a_handler_stops_at_the_deadline_of_its_call(stage: impl Stage) {
    struct Stopped(mpsc::UnboundedSender<()>);
    impl Drop for Stopped {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }

    let contract = Contract::unique();
    let (stopped, mut stops) = mpsc::unbounded_channel();
    let _serving = serve(&stage.bus(), contract, 4, move |_request| {
        let stopped = Stopped(stopped.clone());
        async move {
            let _stopped = stopped;
            std::future::pending().await
        }
    })
    .await;
    let call = Context::root().with_timeout(SHORT).scope(async {
        caller(stage.bus())
            .unary(contract.read, Note::numbered(1))
            .await
    });
    let status = call.await.expect_err("the handler never answers");
    assert_eq!(status.code(), Code::DeadlineExceeded);
    stops.recv().await.expect("the handler is dropped");
}

pub async fn work_past_its_deadline_is_not_started(stage: impl Stage) {
    let contract = Contract::with_timeout(10 * SHORT);
    let (gate, mut keeper) = gate();
    let _serving = serve(&stage.bus(), contract, 1, gate.handler()).await;
    let caller = caller(stage.bus());
    let busy = tokio::spawn({
        let caller = caller.clone();
        async move { caller.unary(contract.write, Note::numbered(1)).await }
    });
    assert_eq!(keeper.arrival().await, 1);
    let status = Context::root()
        .with_timeout(SHORT)
        .scope(caller.unary(contract.write, Note::numbered(2)))
        .await
        .expect_err("the only place is taken");
    assert_eq!(status.code(), Code::DeadlineExceeded);
    // A broker counts from when the message reached it, a little later than the
    // caller; there is no event to wait for when it drops one.
    tokio::time::sleep(SHORT).await;
    keeper.let_through(2);
    busy.await
        .expect("no panic")
        .expect("the first call is answered");
    let note = caller.unary(contract.write, Note::numbered(3)).await;
    assert_eq!(note.expect("an answer").number, 3);
    assert_eq!(keeper.started(), 2, "the second call never started");
}

pub async fn a_call_without_time_left_is_not_sent(stage: impl Stage) {
    let contract = Contract::unique();
    let (gate, keeper) = gate();
    let _serving = serve(&stage.bus(), contract, 4, gate.handler()).await;
    keeper.let_through(1);
    let caller = caller(stage.bus());
    let status = Context::root()
        .with_timeout(Duration::ZERO)
        .scope(caller.unary(contract.write, Note::numbered(1)))
        .await
        .expect_err("there was no time");
    assert_eq!(status.code(), Code::DeadlineExceeded);
    let note = caller.unary(contract.write, Note::numbered(2)).await;
    assert_eq!(note.expect("an answer").number, 2);
    assert_eq!(keeper.started(), 1);
}

pub async fn the_time_left_shrinks_across_hops(stage: impl Stage) {
    let front = Contract::unique();
    let back = Contract::unique();
    let (left, mut lefts) = mpsc::unbounded_channel();
    let measure = move |context: &Context| {
        let left = left.clone();
        let _ = left.send(context.time_left().expect("calls have a deadline"));
    };
    let measure = Arc::new(measure);
    let in_back = Arc::clone(&measure);
    let _back = serve(&stage.bus(), back, 4, move |request| {
        in_back(request.context());
        async move { Ok(request.into_message()) }
    })
    .await;
    let onward = caller(stage.bus());
    let _front = serve(&stage.bus(), front, 4, move |request| {
        measure(request.context());
        let onward = onward.clone();
        async move {
            tokio::time::sleep(HELD).await;
            onward.unary(back.read, request.into_message()).await
        }
    })
    .await;
    Context::root()
        .with_timeout(Duration::from_secs(3))
        .scope(async {
            caller(stage.bus())
                .unary(front.read, Note::numbered(1))
                .await
        })
        .await
        .expect("an answer");
    let in_front = lefts.recv().await.expect("the first hop");
    let in_back = lefts.recv().await.expect("the second hop");
    assert!(in_front <= Duration::from_secs(3), "not the method's five");
    // Milliseconds on the wire are rounded up.
    assert!(
        in_back + HELD <= in_front + Duration::from_millis(1),
        "{in_back:?} of {in_front:?}"
    );
}

pub async fn a_call_that_is_in_time_is_not_disturbed_by_its_deadline(stage: impl Stage) {
    let contract = Contract::with_timeout(Duration::from_secs(30));
    let _serving = serve_echo(&stage.bus(), contract).await;
    let note = caller(stage.bus())
        .unary(contract.write, Note::numbered(1))
        .await;
    assert_eq!(note.expect("an answer"), Note::numbered(1));
}
