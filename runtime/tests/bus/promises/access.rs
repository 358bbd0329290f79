//! Who is let in.

use counterpart::identity::{Identity, Issuer};
use counterpart::rpc::{Caller, Code, Context, Reason, ServerOptions, StatusExt};
use tokio::task::JoinSet;

use super::super::Stage;
use super::super::contract::{Contract, Note};
use super::super::service::{serve_echo, serve_with};
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

/// Where the contract names callers, they are let in, and gateways where a method
/// is for users. All others are refused, before anything of the call is looked at.
pub async fn a_method_is_for_the_services_that_its_contract_names(stage: impl Stage) {
    let contract = Contract::unique();
    let _serving = serve_echo(&stage.bus_of("notes"), contract).await;
    for (sender, may_shared, may_kept) in [
        ("order", true, true),
        ("gateway", true, false),
        ("stranger", false, false),
    ] {
        let caller = Caller::new(stage.bus_of(sender), sender);
        let open = caller.unary(contract.write, Note::numbered(1)).await;
        open.expect("a method that names nobody is for all");
        for (method, is_let_in) in [(contract.shared, may_shared), (contract.kept, may_kept)] {
            match caller.unary(method, Note::numbered(2)).await {
                Ok(note) => assert!(is_let_in, "{sender} got {note:?} of {method:?}"),
                Err(status) => {
                    assert!(!is_let_in, "{sender} of {method:?}: {status}");
                    assert_eq!(status.code(), Code::PermissionDenied);
                    assert!(status.has_reason(Reason::CallerNotAllowed), "{status}");
                }
            }
        }
    }
}
