//! Deadlines, sizes, and how much at once.

use std::sync::Arc;
use std::time::Duration;

use crate::library::contract::{Book, CreateBookRequest, GetBookRequest};
use crate::library::{Bed, get, post, send};
use counterpart::rpc::Code;
use counterpart_gateway::Limits;
use http::Method;
use http::uri::PathAndQuery;
use tonic::client::Grpc;
use tonic::transport::Channel;
use tonic::{Request, Status};
use tonic_prost::ProstCodec;

const WAIT: &str = "/test.library.v1.LibraryService/WaitForBook";
const CREATE_BOOK: &str = "/test.library.v1.LibraryService/CreateBook";

fn small(
    limits: Limits,
) -> impl FnOnce(counterpart_gateway::GatewayBuilder) -> counterpart_gateway::GatewayBuilder {
    move |builder| builder.limits(limits)
}

async fn call<Req>(bed: &Bed, path: &'static str, request: Request<Req>) -> Result<Book, Status>
where
    Req: prost::Message + Default + 'static,
{
    call_over(bed.channel().await, path, request).await
}

async fn call_over<Req>(
    channel: Channel,
    path: &'static str,
    request: Request<Req>,
) -> Result<Book, Status>
where
    Req: prost::Message + Default + 'static,
{
    let mut client = Grpc::new(channel);
    client.ready().await.expect("the channel is connected");
    let codec: ProstCodec<Req, Book> = ProstCodec::default();
    let path = PathAndQuery::from_static(path);
    let response = client.unary(request, path, codec).await?;
    Ok(response.into_inner())
}

fn by_id() -> GetBookRequest {
    GetBookRequest { id: "7".to_owned() }
}

#[tokio::test]
async fn a_call_ends_after_the_methods_timeout() {
    let bed = Bed::start().await;
    let status = call(&bed, WAIT, Request::new(by_id()))
        .await
        .expect_err("it waits");
    assert_eq!(status.code(), Code::DeadlineExceeded);
    let answer = get(&bed, "/v1/books/7:wait").await;
    assert_eq!(answer.status, 504);
    assert_eq!(answer.json()["code"], 4);
    let answer = post(&bed, WAIT, r#"{"id": "7"}"#).await;
    assert_eq!(answer.status, 504);
    assert_eq!(answer.json()["code"], "deadline_exceeded");
}

#[tokio::test]
async fn a_client_can_ask_for_less_time() {
    let bed = Bed::start().await;
    let path = "/test.library.v1.LibraryService/GetBook";
    // The method that would answer at once gets no time to.
    let headers = [
        ("content-type", "application/grpc-web+proto"),
        ("grpc-timeout", "0m"),
    ];
    let message = [0, 0, 0, 0, 3, 0x0a, 1, b'7'];
    let answer = send(&bed, Method::POST, path, &headers, message.to_vec()).await;
    assert_eq!(answer.header("grpc-status"), "4", "{answer:?}");
    let headers = [
        ("content-type", "application/json"),
        ("connect-timeout-ms", "0"),
    ];
    let answer = send(&bed, Method::POST, path, &headers, r#"{"id": "7"}"#).await;
    assert_eq!(answer.json()["code"], "deadline_exceeded", "{answer:?}");
}

#[tokio::test]
async fn a_malformed_timeout_is_refused() {
    let bed = Bed::start().await;
    let headers = [
        ("content-type", "application/json"),
        ("connect-timeout-ms", "soon"),
    ];
    let answer = send(&bed, Method::POST, WAIT, &headers, r#"{"id": "7"}"#).await;
    assert_eq!(answer.json()["code"], "invalid_argument", "{answer:?}");
}

#[tokio::test]
async fn a_request_that_is_too_large_is_refused_in_every_protocol() {
    let limits = Limits {
        request_bytes: 64,
        ..Limits::default()
    };
    let bed = Bed::with(small(limits)).await;
    let book = Book {
        title: "x".repeat(100),
        ..Book::default()
    };
    let request = Request::new(CreateBookRequest { book: Some(book) });
    let status = call(&bed, CREATE_BOOK, request)
        .await
        .expect_err("too large");
    assert_eq!(status.code(), Code::ResourceExhausted, "{status:?}");
    assert_eq!(status.message(), "the request is larger than 64 bytes");

    let body = format!(r#"{{"title": "{}"}}"#, "x".repeat(100));
    let headers = [("content-type", "application/json")];
    let answer = send(&bed, Method::POST, "/v1/books", &headers, body.clone()).await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.json()["code"], 8);
    let answer = send(&bed, Method::POST, CREATE_BOOK, &headers, body).await;
    assert_eq!(answer.json()["code"], "resource_exhausted");
}

#[tokio::test]
async fn calls_over_the_limit_are_refused_at_once_and_its_places_come_back() {
    let limits = Limits {
        calls: 1,
        ..Limits::default()
    };
    let bed = Bed::with(small(limits)).await;
    let (waited, refused) = tokio::join!(get(&bed, "/v1/books/7:wait"), async {
        bed.somebody_waits.notified().await;
        get(&bed, "/v1/books/8").await
    });
    assert_eq!(waited.status, 504);
    assert_eq!(refused.status, 429);
    assert_eq!(refused.json()["code"], 8);
    assert_eq!(get(&bed, "/v1/books/8").await.status, 200);
}

/// The only place is taken by a client that sends this and nothing more.
async fn gives_its_place_back(sent: &[u8]) {
    let limits = Limits {
        connections: 1,
        head_timeout: Duration::from_secs(1),
        ..Limits::default()
    };
    let bed = Bed::with(small(limits)).await;
    let mut silent = tokio::net::TcpStream::connect(bed.address)
        .await
        .expect("it listens");
    tokio::io::AsyncWriteExt::write_all(&mut silent, sent)
        .await
        .expect("it reads");
    let answer = get(&bed, "/v1/books/8").await;
    assert_eq!(answer.status, 200, "after {}", sent.escape_ascii());
}

#[tokio::test]
async fn a_client_that_begins_no_request_gives_its_place_back() {
    tokio::join!(
        gives_its_place_back(b""),
        gives_its_place_back(b"PRI * HTTP/2"),
        gives_its_place_back(b"GET /healthz HTTP/1.1\r\n"),
    );
}

#[tokio::test]
async fn a_shutdown_finishes_what_is_under_way() {
    let mut bed = Bed::start().await;
    let address = bed.address;
    let somebody_waits = Arc::clone(&bed.somebody_waits);
    let channel = bed.channel().await;
    let waits = tokio::spawn(call_over(channel, WAIT, Request::new(by_id())));
    somebody_waits.notified().await;
    bed.begin_shutdown(Duration::from_mins(1));
    let status = waits.await.expect("no panic").expect_err("it waits");
    assert_eq!(status.code(), Code::DeadlineExceeded);
    bed.shut_down(Duration::from_mins(1)).await;
    let refused = tokio::net::TcpStream::connect(address).await;
    assert!(refused.is_err(), "nobody listens after the shutdown");
}

#[tokio::test]
async fn a_request_that_never_ends_is_cut_off_by_the_shutdown() {
    let bed = Bed::start().await;
    // A connection that has sent half of a request.
    let mut stream = tokio::net::TcpStream::connect(bed.address)
        .await
        .expect("it listens");
    let half = b"POST /v1/books HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{";
    tokio::io::AsyncWriteExt::write_all(&mut stream, half)
        .await
        .expect("it reads");
    bed.shut_down(Duration::from_millis(50)).await;
    let mut rest = Vec::new();
    // The end, or an error: what counts is that it comes.
    let _ = tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut rest).await;
    assert_eq!(rest, b"", "half a request has no answer");
}
