//! gRPC-web, frame by frame.

use crate::library::contract::{Book, GetBookRequest};
use crate::library::{Answer, Bed, send};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::{Buf as _, Bytes};
use http::Method;
use prost::Message as _;

const GET_BOOK: &str = "/test.library.v1.LibraryService/GetBook";

/// The frame of a message: a zero, the length, the message.
fn frame(message: &impl prost::Message) -> Vec<u8> {
    let bytes = message.encode_to_vec();
    let len = u32::try_from(bytes.len()).expect("the message is small");
    [&[0], &len.to_be_bytes()[..], &bytes].concat()
}

/// The messages and the trailers of an answer.
fn frames(mut body: Bytes) -> (Vec<Bytes>, String) {
    let (mut messages, mut trailers) = (Vec::new(), String::new());
    while body.has_remaining() {
        let flag = body.get_u8();
        let len = body.get_u32() as usize;
        let content = body.split_to(len);
        if flag & 0x80 == 0 {
            messages.push(content);
        } else {
            trailers = String::from_utf8(content.to_vec()).expect("trailers are text");
        }
    }
    (messages, trailers)
}

async fn ask(bed: &Bed, id: &str, content_type: &str) -> Answer {
    let body = frame(&GetBookRequest { id: id.to_owned() });
    let body = if content_type.contains("text") {
        STANDARD.encode(body).into_bytes()
    } else {
        body
    };
    let headers = [("content-type", content_type), ("x-grpc-web", "1")];
    send(bed, Method::POST, GET_BOOK, &headers, body).await
}

#[tokio::test]
async fn a_message_and_trailers_come_back_in_frames() {
    let bed = Bed::start().await;
    let answer = ask(&bed, "7", "application/grpc-web+proto").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/grpc-web+proto");
    let (messages, trailers) = frames(answer.body);
    let book = Book::decode(messages[0].clone()).expect("the message is a book");
    assert_eq!(book.title, "Momo");
    assert!(trailers.contains("grpc-status:0"), "{trailers}");
}

#[tokio::test]
async fn a_content_type_may_be_in_capitals_and_must_be_protobuf() {
    let bed = Bed::start().await;
    let answer = ask(&bed, "7", "Application/gRPC-Web+Proto").await;
    let (messages, _trailers) = frames(answer.body);
    assert_eq!(messages.len(), 1);
    for other in ["application/grpc-web+json", "application/grpc+json"] {
        let answer = ask(&bed, "7", other).await;
        assert_eq!(answer.header("grpc-status"), "12", "{other}");
    }
}

#[tokio::test]
async fn text_is_the_same_in_base64() {
    let bed = Bed::start().await;
    let headers = [
        ("content-type", "application/grpc-web-text"),
        ("accept", "application/grpc-web-text"),
    ];
    let body = STANDARD.encode(frame(&GetBookRequest { id: "7".to_owned() }));
    let answer = send(&bed, Method::POST, GET_BOOK, &headers, body).await;
    // Parts of the body are padded each by itself.
    let body: Vec<u8> = answer
        .body
        .chunks(4)
        .flat_map(|digits| STANDARD.decode(digits).expect("base64"))
        .collect();
    let (messages, trailers) = frames(body.into());
    let book = Book::decode(messages[0].clone()).expect("the message is a book");
    assert_eq!(book.id, "7");
    assert!(trailers.contains("grpc-status:0"), "{trailers}");
}

#[tokio::test]
async fn an_error_has_its_status_and_details_where_a_browser_reads_them() {
    let bed = Bed::start().await;
    let answer = ask(&bed, "", "application/grpc-web+proto").await;
    assert_eq!(answer.status, 200);
    let details = answer.header("grpc-status-details-bin").to_owned();
    assert_eq!(answer.header("grpc-status"), "3");
    let details = base64::engine::general_purpose::STANDARD_NO_PAD
        .decode(details.trim_end_matches('='))
        .expect("base64");
    let status = tonic_types::pb::Status::decode(&*details).expect("a google.rpc.Status");
    let detail = tonic_types::pb::BadRequest::decode(&*status.details[0].value)
        .expect("a google.rpc.BadRequest");
    assert_eq!(detail.field_violations[0].field, "id");
}

#[tokio::test]
async fn what_is_not_served_is_unimplemented() {
    let bed = Bed::start().await;
    let headers = [("content-type", "application/grpc-web+proto")];
    let path = "/test.library.v1.LibraryService/BurnBook";
    let body = frame(&GetBookRequest::default());
    let answer = send(&bed, Method::POST, path, &headers, body).await;
    assert_eq!(answer.header("grpc-status"), "12", "{answer:?}");
}

#[tokio::test]
async fn another_number_of_messages_than_one_is_unimplemented() {
    let bed = Bed::start().await;
    let one = frame(&GetBookRequest { id: "7".to_owned() });
    let headers = [("content-type", "application/grpc-web+proto")];
    for body in [Vec::new(), [&one[..], &one].concat()] {
        let answer = send(&bed, Method::POST, GET_BOOK, &headers, body).await;
        assert_eq!(answer.header("grpc-status"), "12", "{answer:?}");
    }
}

#[tokio::test]
async fn text_may_be_padded_where_a_piece_ends() {
    let bed = Bed::start().await;
    let headers = [("content-type", "application/grpc-web-text")];
    let request = frame(&GetBookRequest { id: "7".to_owned() });
    let pieces: String = request.chunks(4).map(|it| STANDARD.encode(it)).collect();
    let answer = send(&bed, Method::POST, GET_BOOK, &headers, pieces).await;
    let (messages, trailers) = frames(answer.body);
    let book = Book::decode(messages[0].clone()).expect("the message is a book");
    assert_eq!(book.id, "7");
    assert!(trailers.contains("grpc-status:0"), "{trailers}");
}

#[tokio::test]
async fn text_that_is_no_base64_is_an_invalid_argument() {
    let bed = Bed::start().await;
    let headers = [("content-type", "application/grpc-web-text")];
    for body in ["AAAA*AAA", "AAAAA"] {
        let answer = send(&bed, Method::POST, GET_BOOK, &headers, body).await;
        assert_eq!(answer.header("grpc-status"), "3", "{answer:?}");
    }
}
