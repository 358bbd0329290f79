//! The Connect protocol.

use crate::library::contract::{Book, GetBookRequest};
use crate::library::{Bed, get, post, send};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use http::Method;
use prost::Message as _;
use serde_json::json;

const GET_BOOK: &str = "/test.library.v1.LibraryService/GetBook";
const CREATE_BOOK: &str = "/test.library.v1.LibraryService/CreateBook";

#[tokio::test]
async fn json_goes_in_and_out() {
    let bed = Bed::start().await;
    let answer = post(&bed, GET_BOOK, r#"{"id": "7"}"#).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json()["title"], "Momo");
}

#[tokio::test]
async fn an_any_holds_a_type_of_the_contracts() {
    let bed = Bed::start().await;
    let book = |extra: serde_json::Value| json!({"title": "Momo", "extra": extra});
    let create = async |path, body: serde_json::Value| {
        let headers = [("content-type", "application/json")];
        send(&bed, Method::POST, path, &headers, body.to_string()).await
    };
    let known = book(json!({
        "@type": "type.googleapis.com/test.library.v1.Author",
        "name": "Ende",
    }));
    let answer = create(CREATE_BOOK, json!({"book": known})).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.json(), known);
    let answer = create("/v1/books", known.clone()).await;
    assert_eq!(answer.json(), known, "{answer:?}");

    let unknown = book(json!({"@type": "type.googleapis.com/test.library.v1.Shelf"}));
    let answer = create(CREATE_BOOK, json!({"book": unknown})).await;
    assert_eq!(answer.status, 400, "{answer:?}");
    assert_eq!(
        answer.json()["message"],
        "book.extra.@type: test.library.v1.Shelf is no type that is known here"
    );
}

#[tokio::test]
async fn protobuf_goes_in_and_out() {
    let bed = Bed::start().await;
    let request = GetBookRequest { id: "7".to_owned() };
    let headers = [
        ("content-type", "application/proto"),
        ("connect-protocol-version", "1"),
    ];
    let answer = send(
        &bed,
        Method::POST,
        GET_BOOK,
        &headers,
        request.encode_to_vec(),
    )
    .await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), "application/proto");
    let book = Book::decode(answer.body).expect("the body is a book");
    assert_eq!(book.title, "Momo");
}

#[tokio::test]
async fn a_method_without_side_effects_can_be_called_by_get() {
    let bed = Bed::start().await;
    let path = format!("{GET_BOOK}?connect=v1&encoding=json&message=%7B%22id%22%3A%227%22%7D");
    let answer = get(&bed, &path).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.json()["id"], "7");
    let message = STANDARD_NO_PAD.encode(GetBookRequest { id: "7".into() }.encode_to_vec());
    let path = format!("{GET_BOOK}?connect=v1&encoding=proto&base64=1&message={message}");
    let book = Book::decode(get(&bed, &path).await.body).expect("the body is a book");
    assert_eq!(book.id, "7");
    let answer = get(
        &bed,
        &format!("{CREATE_BOOK}?connect=v1&encoding=json&message=%7B%7D"),
    )
    .await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.header("allow"), "POST");
}

#[tokio::test]
async fn an_error_has_a_code_a_message_and_details() {
    let bed = Bed::start().await;
    let answer = post(&bed, CREATE_BOOK, r#"{"book": {"pages": 1}}"#).await;
    assert_eq!(answer.status, 400);
    let mut error = answer.json();
    let value = error["details"][0]["value"].take();
    assert_eq!(
        error,
        json!({
            "code": "invalid_argument",
            "message": "book.title: value is required",
            "details": [{
                "type": "google.rpc.BadRequest",
                "value": null,
                "debug": {
                    "fieldViolations": [{
                        "field": "book.title",
                        "description": "value is required",
                        "reason": "REQUIRED",
                    }],
                },
            }],
        })
    );
    let value = STANDARD_NO_PAD
        .decode(value.as_str().expect("a text"))
        .expect("base64 without padding");
    let detail = tonic_types::pb::BadRequest::decode(&*value).expect("a BadRequest");
    assert_eq!(detail.field_violations[0].field, "book.title");

    let answer = post(&bed, GET_BOOK, r#"{"id": "missing"}"#).await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.json()["code"], "not_found");
}

#[tokio::test]
async fn what_is_not_served_is_unimplemented() {
    let bed = Bed::start().await;
    for path in [
        "/test.library.v1.LibraryService/ReadBook",
        "/test.library.v1.LibraryService/BurnBook",
        "/test.other.v1.OtherService/GetBook",
    ] {
        let answer = post(&bed, path, "{}").await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json()["code"], "unimplemented", "{path}");
    }
}

#[tokio::test]
async fn another_content_type_or_compression_is_refused() {
    let bed = Bed::start().await;
    for content_type in [
        "text/plain",
        "application/json; charset=utf-16",
        "application/json;Charset=\"iso-8859-1\"",
    ] {
        let headers = [("content-type", content_type)];
        let answer = send(&bed, Method::POST, GET_BOOK, &headers, "{}").await;
        assert_eq!(answer.status, 415, "{content_type}");
        assert_eq!(
            answer.header("accept-post"),
            "application/json, application/proto"
        );
    }
    let headers = [
        ("content-type", "application/json"),
        ("content-encoding", "br"),
    ];
    let answer = send(&bed, Method::POST, GET_BOOK, &headers, "{}").await;
    assert_eq!(answer.status, 501);
    assert_eq!(answer.json()["code"], "unimplemented");
}

#[tokio::test]
async fn json_may_say_that_it_is_utf_8() {
    let bed = Bed::start().await;
    for content_type in [
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
        "Application/JSON",
    ] {
        let headers = [("content-type", content_type)];
        let answer = send(&bed, Method::POST, GET_BOOK, &headers, r#"{"id": "7"}"#).await;
        assert_eq!(answer.status, 200, "{content_type}");
    }
}
