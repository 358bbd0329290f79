//! Who is let in.

use counterpart::identity::{Identity, Issuer};
use counterpart::rpc::{Code, Context, ServerOptions};
use tokio::task::JoinSet;

use super::super::Stage;
use super::super::contract::{Contract, Note};
use super::super::service::serve_with;
use super::caller;

/// Calls of many users wait for the same place and travel together.
pub async fn each_call_is_let_in_by_its_own_token(stage: impl Stage) {
    let contract = Contract::unique();
    let issuer = Issuer::generate();
    let options = ServerOptions {
        tokens: issuer.tokens().expect("a key of today"),
        ..ServerOptions::default()
    };
    let whose = |request: counterpart::rpc::Request<Note>| async move {
        Ok(Note {
            text: request.identity()?.subject().to_owned(),
            ..Note::default()
        })
    };
    let _serving = serve_with(&stage.bus(), contract, options, whose).await;
    let caller = caller(stage.bus());
    let mut calls = JoinSet::new();
    for number in 0..200 {
        let user = format!("user {number}");
        // Every fourth caller is nobody, or shows what another issuer signed.
        let token = match number % 8 {
            3 => String::new(),
            7 => Issuer::generate().token(&Identity::new(user.as_str())),
            _ => issuer.token(&Identity::new(user.as_str())),
        };
        let (caller, context) = (caller.clone(), Context::root().with_token(token));
        calls.spawn(async move {
            let call = caller.unary(contract.mine, Note::default());
            match (number % 4, context.scope(call).await) {
                (3, Err(status)) => assert_eq!(status.code(), Code::Unauthenticated, "{status}"),
                (_, answer) => assert_eq!(answer.expect("let in").text, user),
            }
        });
    }
    assert_eq!(calls.join_all().await.len(), 200);
}
