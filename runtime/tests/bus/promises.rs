//! The promises that every bus keeps.

mod access;
mod closing;
mod context;
mod failures;
mod limits;
mod sharing;
mod time;

pub use access::*;
pub use closing::*;
pub use context::*;
pub use failures::*;
pub use limits::*;
pub use sharing::*;
pub use time::*;

use std::sync::Arc;

use counterpart::bus::Bus;
use counterpart::rpc::Caller;
use tokio::task::JoinSet;

use super::Stage;
use super::contract::{Contract, Note};
use super::service::serve_echo;

fn caller(bus: Arc<dyn Bus>) -> Caller {
    Caller::new(bus, "tester")
}

pub async fn a_reply_matches_its_request_under_a_thousand_concurrent_calls(stage: impl Stage) {
    let contract = Contract::unique();
    let _one = serve_echo(&stage.bus(), contract).await;
    let _two = serve_echo(&stage.bus(), contract).await;
    let caller = caller(stage.bus());
    let mut calls = JoinSet::new();
    for number in 0..1_000 {
        let caller = caller.clone();
        calls.spawn(async move {
            let method = if number % 2 == 0 {
                contract.read
            } else {
                contract.write
            };
            let note = caller.unary(method, Note::numbered(number)).await;
            assert_eq!(note.expect("an answer"), Note::numbered(number));
        });
    }
    let answered = calls.join_all().await;
    assert_eq!(answered.len(), 1_000);
}
