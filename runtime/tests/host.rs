//! What a process promises to the services that run in it, and to who runs it.
//!
//! What only a process of its own can show, such as signals and exit codes, is
//! in the system tests.

#[allow(
    dead_code,
    unreachable_pub,
    reason = "the tests of buses use the rest of it"
)]
#[path = "bus/contract.rs"]
mod contract;
#[path = "host/endpoints.rs"]
mod endpoints;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the tests of buses use the rest of it"
)]
#[path = "bus/service.rs"]
mod service;
#[path = "host/services.rs"]
mod services;
#[path = "host/test_bed.rs"]
mod test_bed;

use std::net::SocketAddr;
use std::time::Duration;

use clap::Parser;
use contract::Note;
use counterpart::Code;
use counterpart::rpc::Client;
use counterpart::service::{Process, ServiceError, Settings};
use endpoints::get;
use serde_json::{Value, json};
use service::gate;
use services::{FirstClient, SecondClient, serve_first, serve_second};
use tokio::time::Instant;

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

/// The settings that these flags give, beside an embedded bus and store.
fn settings(flags: &[&str]) -> Settings {
    let embedded = ["test", "--bus", "embedded", "--store", "memory:"];
    Flags::parse_from(embedded.iter().chain(flags)).settings
}

async fn process(flags: &[&str]) -> Process {
    Process::start("test", settings(flags))
        .await
        .expect("the process starts")
}

#[tokio::test]
async fn services_in_one_process_call_each_other() {
    let mut process = process(&[]).await;
    process.service(serve_second).await.unwrap();
    process.service(serve_first(None)).await.unwrap();
    process.ready().await.unwrap();

    let first = FirstClient::new(process.caller("test"));
    let answer = first.relay(Note::numbered(1)).await.unwrap();
    assert_eq!(answer.text, "second was here");
}

#[tokio::test]
async fn calls_under_way_finish_after_the_process_is_told_to_stop_and_reach_other_services() {
    let (gate, mut keeper) = gate();
    let mut process = process(&[]).await;
    let address = process.serve_endpoints().await.unwrap();
    process.service(serve_second).await.unwrap();
    process.service(serve_first(Some(gate))).await.unwrap();
    process.ready().await.unwrap();
    let (caller, stop) = (process.caller("test"), process.stop());
    let running = tokio::spawn(process.run());

    let first = FirstClient::new(caller);
    let call = tokio::spawn(async move { first.relay(Note::numbered(1)).await });
    keeper.arrival().await;
    stop.now();
    until_stopping(address).await;
    keeper.let_through(1);

    assert_eq!(call.await.unwrap().unwrap().text, "second was here");
    running.await.unwrap().unwrap();
}

/// Waits until the first service finishes its calls; returns what `/healthz`
/// then says.
async fn until_stopping(address: SocketAddr) -> Value {
    loop {
        let (_, report) = get(address, "/healthz").await.json();
        if report["reasons"]["test.host.v1.First"] == "it is stopping" {
            return report;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn calls_that_do_not_finish_in_time_are_broken_off_and_that_is_a_failure() {
    let (gate, mut keeper) = gate();
    let mut process = process(&["--drain-timeout", "0"]).await;
    process.service(serve_first(Some(gate))).await.unwrap();
    process.ready().await.unwrap();
    let first = FirstClient::new(process.caller("test"));
    let call = tokio::spawn(async move { first.relay(Note::numbered(1)).await });
    keeper.arrival().await;

    process.stop().now();
    let error = process.run().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "test.host.v1.First broke off 1 calls that did not finish within 0 s"
    );
    assert_eq!(error.exit_code(), 1);
    let status = call.await.unwrap().unwrap_err();
    assert_eq!(status.code(), Code::Unknown, "{status}");
}

#[tokio::test]
async fn what_has_started_finishes_if_the_rest_does_not_start() {
    let (gate, mut keeper) = gate();
    let process = process(&[]).await;
    let mut call = None;
    let start = async |process: &mut Process| {
        let address = process.serve_endpoints().await?;
        process.service(serve_first(Some(gate))).await?;
        process.ready().await?;
        let first = FirstClient::new(process.caller("test"));
        call = Some(tokio::spawn(
            async move { first.ping(Note::numbered(1)).await },
        ));
        keeper.arrival().await;
        tokio::spawn(async move {
            until_stopping(address).await;
            keeper.let_through(1);
        });
        Err(ServiceError::Ended {
            name: "gateway".to_owned(),
        })
    };
    let error = process.run_with(start).await.unwrap_err();
    assert_eq!(error.to_string(), "gateway ended without being told to");
    let call = call.expect("it was made before the failure");
    call.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_task_that_fails_stops_the_process_with_its_error() {
    let mut process = process(&[]).await;
    process.service(serve_second).await.unwrap();
    process.ready().await.unwrap();
    process.task("gateway", |_caller, _shutdown| async {
        Err::<(), _>("the port was taken")
    });
    let error = process.run().await.unwrap_err();
    assert_eq!(error.to_string(), "gateway: the port was taken");
}

#[tokio::test]
async fn a_task_that_fails_ends_the_wait_for_the_services() {
    let mut process = process(&[]).await;
    let never = |_host: services::FirstHost| std::future::pending();
    process.service(never).await.unwrap();
    process.task("gateway", |_caller, _shutdown| async {
        Err::<(), _>("the port was taken")
    });
    let error = process.ready().await.unwrap_err();
    assert_eq!(error.to_string(), "gateway: the port was taken");
}

#[tokio::test]
async fn a_task_is_told_to_stop_while_the_services_still_answer() {
    let mut process = process(&[]).await;
    process.service(serve_second).await.unwrap();
    process.ready().await.unwrap();
    process.task("gateway", |caller, shutdown| async move {
        shutdown.told().await;
        let answer = SecondClient::new(caller).answer(Note::numbered(1)).await?;
        assert_eq!(answer.text, "second was here");
        Ok::<_, counterpart::Status>(())
    });
    process.stop().now();
    process.run().await.unwrap();
}

#[tokio::test]
async fn a_task_is_told_until_when_the_process_must_be_done() {
    for timeout in [2, 60] {
        let mut process = process(&["--drain-timeout", &timeout.to_string()]).await;
        let (tell, told) = tokio::sync::oneshot::channel();
        process.task("gateway", |_caller, shutdown| async move {
            tell.send(shutdown.told().await).expect("the test waits");
            Ok::<_, std::convert::Infallible>(())
        });
        let before = Instant::now();
        process.stop().now();
        process.run().await.unwrap();
        let until = told.await.unwrap();
        let timeout = Duration::from_secs(timeout);
        assert!((before + timeout..=Instant::now() + timeout).contains(&until));
    }
}

#[tokio::test]
async fn a_process_that_waits_for_a_server_can_be_told_to_stop() {
    let flags = Flags::parse_from([
        "test",
        "--bus=amqp://guest:guest@127.0.0.1:1/%2f",
        "--store=mongodb://127.0.0.1:1/?replicaSet=none",
        "--wait=3600",
    ]);
    let mut process = Process::start("test", flags.settings).await.unwrap();
    process.stop().now();
    process.service(serve_second).await.unwrap();
    process.ready().await.unwrap();
    process.run().await.unwrap();
}

#[tokio::test]
async fn health_says_what_is_not_ready_until_the_last_call_is_answered() {
    let (gate, mut keeper) = gate();
    let mut process = process(&[]).await;
    let address = process.serve_endpoints().await.unwrap();
    let starting = json!({"live": true, "ready": false, "reasons": {"test": "it is starting"}});
    assert_eq!(get(address, "/healthz").await.json(), (503, starting));

    process.service(serve_first(Some(gate))).await.unwrap();
    process.ready().await.unwrap();
    let (caller, stop) = (process.caller("test"), process.stop());
    let running = tokio::spawn(process.run());
    let call = tokio::spawn(async move {
        let first = FirstClient::new(caller);
        first.ping(Note::numbered(1)).await
    });
    keeper.arrival().await;
    let ready = json!({"live": true, "ready": true});
    assert_eq!(get(address, "/healthz").await.json(), (200, ready));

    stop.now();
    let stopping = until_stopping(address).await;
    assert_eq!(
        stopping["reasons"],
        json!({"test": "it is stopping", "test.host.v1.First": "it is stopping"})
    );
    keeper.let_through(1);
    call.await.unwrap().unwrap();
    running.await.unwrap().unwrap();
}

#[tokio::test]
async fn metrics_show_the_calls_that_were_answered() {
    let mut process = process(&[]).await;
    let address = process.serve_endpoints().await.unwrap();
    process.service(serve_second).await.unwrap();
    process.ready().await.unwrap();
    let second = SecondClient::new(process.caller("test"));
    second.answer(Note::numbered(1)).await.unwrap();

    let answer = get(address, "/metrics").await;
    assert_eq!(answer.status, 200);
    let counted = answer.body.lines().any(|line| {
        line.starts_with("rpc_server_duration_seconds_count")
            && line.contains(r#"service="test.host.v1.Second""#)
            && line.contains(r#"code="OK""#)
    });
    assert!(counted, "{}", answer.body);
}
