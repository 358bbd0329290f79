//! How often one client may call. The limits of the tests come back so slowly
//! that none does while a test runs.

use http::{Method, StatusCode};
use serde_json::json;

use crate::library::{Answer, Bed, send};

const MOVE: &str = "/v1/books/7:move";

async fn from(bed: &Bed, path: &str, name: &str, value: &str) -> Answer {
    let headers = [("content-type", "application/json"), (name, value)];
    let body = if path == MOVE {
        r#"{"shelf": "b"}"#
    } else {
        ""
    };
    send(bed, Method::POST, path, &headers, body).await
}

#[tokio::test]
async fn a_user_who_calls_too_often_is_told_when_to_come_again() {
    let bed = Bed::start().await;
    let discard = "/v1/books/7:discard";
    let (alice, bob) = (
        bed.bearer("alice", &["director"]),
        bed.bearer("bob", &["director"]),
    );
    for _ in 0..2 {
        let answer = from(&bed, discard, "authorization", &alice).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    let answer = from(&bed, discard, "authorization", &alice).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{answer:?}");
    let wait: u64 = answer.header("retry-after").parse().expect("seconds");
    assert!((1..=15 * 60 + 1).contains(&wait), "{wait}");
    let details = &answer.json()["details"];
    assert_eq!(details[1]["reason"], "RATE_LIMITED");
    assert_eq!(details[0]["retryDelay"], json!(format!("{wait}s")));
    // Another user from the same place is another client.
    let answer = from(&bed, discard, "authorization", &bob).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    // Over Connect it is the same method, and the same client.
    let connect = "/test.library.v1.LibraryService/DiscardBook";
    let headers = [
        ("content-type", "application/json"),
        ("authorization", alice.as_str()),
    ];
    let answer = send(&bed, Method::POST, connect, &headers, r#"{"id": "7"}"#).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{answer:?}");
    assert_eq!(answer.json()["code"], "resource_exhausted");
    assert_ne!(answer.header("retry-after"), "");
}

#[tokio::test]
async fn without_a_user_the_address_counts_whatever_the_client_says_of_it() {
    let bed = Bed::start().await;
    for number in 0..3 {
        let claimed = format!("192.0.2.{number}");
        let answer = from(&bed, MOVE, "x-forwarded-for", &claimed).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    let answer = from(&bed, MOVE, "x-forwarded-for", "192.0.2.9").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{answer:?}");
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_client_counts_by_itself() {
    let here = "127.0.0.0/8".parse().expect("a network");
    let bed = Bed::with(|builder| builder.trusted_proxies([here])).await;
    for number in 0..6 {
        let client = format!("198.51.100.1, 192.0.2.{}", number % 2);
        let answer = from(&bed, MOVE, "x-forwarded-for", &client).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    let answer = from(&bed, MOVE, "x-forwarded-for", "198.51.100.2, 192.0.2.0").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{answer:?}");
}
