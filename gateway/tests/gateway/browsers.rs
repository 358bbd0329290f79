//! What browsers ask before and show after.

use crate::library::{Bed, ORIGIN, send};
use counterpart_gateway::Cors;
use http::Method;

const GET_BOOK: &str = "/test.library.v1.LibraryService/GetBook";

#[tokio::test]
async fn a_preflight_of_an_allowed_page_is_granted() {
    let bed = Bed::start().await;
    let headers = [
        ("origin", ORIGIN),
        ("access-control-request-method", "POST"),
        (
            "access-control-request-headers",
            "content-type,x-grpc-web,connect-protocol-version",
        ),
    ];
    let answer = send(&bed, Method::OPTIONS, GET_BOOK, &headers, "").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("access-control-allow-origin"), ORIGIN);
    assert_eq!(answer.header("access-control-max-age"), "7200");
    for method in ["GET", "POST", "PATCH", "DELETE"] {
        assert!(
            answer
                .header("access-control-allow-methods")
                .contains(method)
        );
    }
    for name in [
        "content-type",
        "x-grpc-web",
        "grpc-timeout",
        "connect-protocol-version",
        "authorization",
    ] {
        assert!(
            answer.header("access-control-allow-headers").contains(name),
            "{name}"
        );
    }
}

#[tokio::test]
async fn an_allowed_page_reads_status_and_correlation_id() {
    let bed = Bed::start().await;
    let headers = [("origin", ORIGIN)];
    let answer = send(&bed, Method::GET, "/v1/books/missing", &headers, "").await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("access-control-allow-origin"), ORIGIN);
    for name in [
        "grpc-status",
        "grpc-message",
        "grpc-status-details-bin",
        "x-correlation-id",
    ] {
        assert!(
            answer
                .header("access-control-expose-headers")
                .contains(name),
            "{name}"
        );
    }
}

#[tokio::test]
async fn another_page_is_not_allowed() {
    let bed = Bed::start().await;
    let headers = [
        ("origin", "https://evil.example"),
        ("access-control-request-method", "POST"),
    ];
    let answer = send(&bed, Method::OPTIONS, GET_BOOK, &headers, "").await;
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn any_page_is_allowed_where_that_is_asked_for() {
    let bed = Bed::with(|builder| builder.cors(Cors::any())).await;
    let headers = [("origin", "https://anyone.example")];
    let answer = send(&bed, Method::GET, "/v1/books/7", &headers, "").await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
}
