//! Who may call what, over every protocol alike.

use counterpart::identity::{Issuer, Tokens};
use counterpart::rpc::{Caller, Code, Context, Reason, StatusExt as _};
use http::Method;
use serde_json::{Value, json};
use tonic::client::Grpc;
use tonic::metadata::MetadataValue;
use tonic_prost::ProstCodec;

use crate::library::contract::{Book, DISCARD_BOOK, GetBookRequest, LEND_BOOK};
use crate::library::{Answer, Bed, get, send};

/// A call of a path of plain HTTP, or of Connect.
async fn call(bed: &Bed, path: &str, authorization: &str) -> Answer {
    let headers = [
        ("content-type", "application/json"),
        ("authorization", authorization),
    ];
    let headers = if authorization.is_empty() {
        &headers[..1]
    } else {
        &headers
    };
    let body = if path.starts_with("/v1") {
        ""
    } else {
        r#"{"id": "7"}"#
    };
    send(bed, Method::POST, path, headers, body).await
}

/// The reason that an answer gives, in either form of JSON.
fn reason(answer: &Answer) -> Value {
    let detail = &answer.json()["details"][0];
    let fields = detail.get("debug").unwrap_or(detail);
    fields["reason"].clone()
}

const LEND: [&str; 2] = [
    "/v1/books/7:lend",
    "/test.library.v1.LibraryService/LendBook",
];
const DISCARD: [&str; 2] = [
    "/v1/books/7:discard",
    "/test.library.v1.LibraryService/DiscardBook",
];

#[tokio::test]
async fn a_method_for_users_is_called_with_a_token_and_knows_who_calls() {
    let bed = Bed::start().await;
    let alice = bed.bearer("alice", &[]);
    for path in LEND {
        let answer = call(&bed, path, &alice).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.json(), json!({"title": "alice"}));

        let answer = call(&bed, path, "").await;
        assert_eq!(answer.status, 401, "{answer:?}");
        assert_eq!(reason(&answer), "TOKEN_MISSING");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
}

#[tokio::test]
async fn a_token_that_is_not_believed_opens_nothing() {
    let bed = Bed::start().await;
    let other = Issuer::generate().token(&counterpart::identity::Identity::new("alice"));
    let own = bed.bearer("alice", &["librarian"]);
    let cut = &own[..own.len() - 4];
    for token in [format!("Bearer {other}").as_str(), cut, "Bearer nonsense"] {
        for path in LEND.iter().chain(&DISCARD) {
            let answer = call(&bed, path, token).await;
            assert_eq!(answer.status, 401, "{answer:?}");
            assert_eq!(reason(&answer), "TOKEN_INVALID");
        }
    }
    // Another scheme is no token at all.
    let answer = call(&bed, LEND[0], "Basic YWxpY2U6c2VjcmV0").await;
    assert_eq!(reason(&answer), "TOKEN_MISSING");
}

#[tokio::test]
async fn a_method_for_a_role_refuses_whoever_lacks_it() {
    let bed = Bed::start().await;
    for path in DISCARD {
        let answer = call(&bed, path, &bed.bearer("alice", &["reader"])).await;
        assert_eq!(answer.status, 403, "{answer:?}");
        assert_eq!(reason(&answer), "ROLE_MISSING");
        let answer = call(&bed, path, &bed.bearer("bob", &["reader", "director"])).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.json(), json!({"title": "bob"}));
    }
}

#[tokio::test]
async fn what_is_public_is_served_to_everyone_whatever_token_they_have() {
    let bed = Bed::start().await;
    assert_eq!(get(&bed, "/v1/books/7").await.status, 200);
    let headers = [("authorization", "Bearer nonsense")];
    let answer = send(&bed, Method::GET, "/v1/books/7", &headers, "").await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn grpc_callers_show_their_token_too() {
    let bed = Bed::start().await;
    let mut grpc = Grpc::new(bed.channel().await);
    for (bearer, expected) in [
        (String::new(), Err(Reason::TokenMissing)),
        (bed.bearer("alice", &["reader"]), Err(Reason::RoleMissing)),
        (bed.bearer("bob", &["librarian"]), Ok("bob")),
    ] {
        grpc.ready().await.expect("the gateway listens");
        let mut request = tonic::Request::new(GetBookRequest { id: "7".to_owned() });
        if !bearer.is_empty() {
            let value = MetadataValue::try_from(bearer).expect("tokens are ASCII");
            request.metadata_mut().insert("authorization", value);
        }
        let path =
            http::uri::PathAndQuery::from_static("/test.library.v1.LibraryService/DiscardBook");
        let codec = ProstCodec::<GetBookRequest, Book>::default();
        let answer = grpc.unary(request, path, codec).await;
        match (answer, expected) {
            (Ok(book), Ok(title)) => assert_eq!(book.get_ref().title, title),
            (Err(status), Err(reason)) => assert!(status.has_reason(reason), "{status}"),
            (answer, expected) => panic!("{answer:?} instead of {expected:?}"),
        }
    }
}

#[tokio::test]
async fn without_keys_nobody_is_signed_in_and_the_operator_is_told_why() {
    let bed = Bed::with(|builder| builder.tokens(Tokens::none())).await;
    for path in LEND.iter().chain(&DISCARD) {
        let answer = call(&bed, path, &bed.bearer("alice", &["librarian"])).await;
        assert_eq!(answer.status, 401, "{answer:?}");
        assert_eq!(reason(&answer), "TOKEN_KEYS_MISSING");
        let message = answer.json()["message"].clone();
        let message = message.as_str().expect("a text");
        assert!(message.contains("--token-keys"), "{message}");
    }
    assert_eq!(get(&bed, "/v1/books/7").await.status, 200);
}

/// Nobody needs to trust the gateway: here is one that doesn't ask.
#[tokio::test]
async fn the_service_asks_again() {
    let bed = Bed::start().await;
    let caller = Caller::new(bed.bus.clone(), "gateway");
    let request = || GetBookRequest { id: "7".to_owned() };
    let status = caller.unary(&LEND_BOOK, request()).await.unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated);
    let token = bed.bearer("alice", &[]);
    let context = Context::root().with_token(token.trim_start_matches("Bearer "));
    let status = context
        .clone()
        .scope(caller.unary(&DISCARD_BOOK, request()))
        .await;
    assert_eq!(status.unwrap_err().code(), Code::PermissionDenied);
    let book = context.scope(caller.unary(&LEND_BOOK, request())).await;
    assert_eq!(book.expect("alice is signed in").title, "alice");
}
