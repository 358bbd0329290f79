//! What a test bed promises to tests.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use counterpart::service::TestBed;

use crate::contract::Note;
use crate::service::{Notes, gate};
use crate::services::{self, FirstClient, NotesClient, SecondClient, serve_first, serve_second};

#[tokio::test]
async fn a_test_bed_serves_services_beside_stand_ins() {
    let bed = TestBed::new()
        .serve(serve_second)
        .stub(Notes::echo(services::notes()))
        .start()
        .await;
    let second: SecondClient = bed.client();
    let answer = second.answer(Note::numbered(1)).await.unwrap();
    assert_eq!(answer.text, "second was here");
    let notes: NotesClient = bed.client();
    let answer = notes.read(Note::numbered(2)).await.unwrap();
    assert_eq!(answer, Note::numbered(2));
    bed.close().await.unwrap();
}

#[tokio::test]
#[should_panic(
    expected = "the test bed doesn't start: test.host.v1.First ended without being told to"
)]
async fn a_test_bed_whose_service_does_not_start_says_why() {
    TestBed::new()
        .serve(|_host: services::FirstHost| async { Ok(()) })
        .start()
        .await;
}

#[test]
fn a_test_that_fails_while_calls_are_under_way_ends() {
    ends(tokio::runtime::Builder::new_current_thread());
    ends(tokio::runtime::Builder::new_multi_thread());
}

/// Fails a test beside calls that run, and others that wait for them to end.
fn ends(mut runtime: tokio::runtime::Builder) {
    let (over, is_over) = std::sync::mpsc::channel();
    // If the runtime never ends, its thread doesn't either: it is left behind.
    std::thread::spawn(move || {
        let runtime = runtime.enable_all().build().expect("it starts");
        let failed = std::panic::catch_unwind(AssertUnwindSafe(|| {
            runtime.block_on(fail_beside_calls());
        }));
        drop(runtime);
        over.send(failed.is_err()).expect("the test waits");
    });
    let failed = is_over.recv_timeout(Duration::from_secs(20));
    assert!(failed.expect("a test that failed ends"));
}

async fn fail_beside_calls() {
    const CALLS: u64 = 300;
    let (gate, mut keeper) = gate();
    let bed = TestBed::new()
        .serve(serve_second)
        .serve(serve_first(Some(gate)))
        .start()
        .await;
    for number in 0..CALLS {
        let first: FirstClient = bed.client();
        tokio::spawn(async move { first.relay(Note::numbered(number)).await });
    }
    keeper.arrival().await;
    panic!("on purpose");
}
