//! gRPC, through `tonic`'s client.

use crate::library::Bed;
use crate::library::contract::{Book, CreateBookRequest, GetBookRequest, MoveBookRequest};
use counterpart::rpc::{Code, StatusExt as _};
use http::uri::PathAndQuery;
use tonic::client::Grpc;
use tonic::{Request, Response, Status};
use tonic_prost::ProstCodec;

async fn call<Req, Res>(
    bed: &Bed,
    method: &'static str,
    request: impl tonic::IntoRequest<Req>,
) -> Result<Response<Res>, Status>
where
    Req: prost::Message + Default + 'static,
    Res: prost::Message + Default + 'static,
{
    let mut client = Grpc::new(bed.channel().await);
    client.ready().await.expect("the channel is connected");
    let path = PathAndQuery::from_static(method);
    let codec: ProstCodec<Req, Res> = ProstCodec::default();
    client.unary(request.into_request(), path, codec).await
}

const GET_BOOK: &str = "/test.library.v1.LibraryService/GetBook";
const CREATE_BOOK: &str = "/test.library.v1.LibraryService/CreateBook";

fn by_id(id: &str) -> GetBookRequest {
    GetBookRequest { id: id.to_owned() }
}

#[tokio::test]
async fn a_call_is_answered() {
    let bed = Bed::start().await;
    let book: Book = call(&bed, GET_BOOK, by_id("7"))
        .await
        .expect("a book")
        .into_inner();
    assert_eq!((book.id.as_str(), book.title.as_str()), ("7", "Momo"));
    let request = MoveBookRequest {
        id: "7".to_owned(),
        shelf: "b".to_owned(),
    };
    let path = "/test.library.v1.LibraryService/MoveBook";
    let () = call(&bed, path, request).await.expect("moved").into_inner();
}

#[tokio::test]
async fn a_broken_rule_comes_back_beside_its_field() {
    let bed = Bed::start().await;
    let request = CreateBookRequest {
        book: Some(Book::default()),
    };
    let status = call::<_, Book>(&bed, CREATE_BOOK, request)
        .await
        .expect_err("no title");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.violated_fields(), ["book.title"]);
}

#[tokio::test]
async fn a_request_that_breaks_a_rule_is_not_sent() {
    let bed = Bed::start().await;
    bed.bus.close().await;
    let status = call::<_, Book>(&bed, GET_BOOK, by_id(""))
        .await
        .expect_err("no id");
    assert_eq!(status.code(), Code::InvalidArgument);
    let status = call::<_, Book>(&bed, GET_BOOK, by_id("7"))
        .await
        .expect_err("no bus");
    assert_eq!(status.code(), Code::Unavailable);
}

#[tokio::test]
async fn what_the_service_refuses_keeps_its_code_and_details() {
    let bed = Bed::start().await;
    let status = call::<_, Book>(&bed, GET_BOOK, by_id("missing"))
        .await
        .expect_err("none");
    assert_eq!(status.code(), Code::NotFound);
    assert_eq!(status.message(), "there is no book `missing`");
    let book = Book {
        title: "taken".to_owned(),
        ..Book::default()
    };
    let request = CreateBookRequest { book: Some(book) };
    let status = call::<_, Book>(&bed, CREATE_BOOK, request)
        .await
        .expect_err("taken");
    assert_eq!(status.violated_fields(), ["book.title"]);
}

#[tokio::test]
async fn what_is_not_served_is_unimplemented() {
    let bed = Bed::start().await;
    for method in [
        "/test.library.v1.LibraryService/BurnBook",
        "/test.library.v1.LibraryService/ReadBook",
        "/test.other.v1.OtherService/GetBook",
        "/nonsense",
    ] {
        let status = call::<_, Book>(&bed, method, by_id("7"))
            .await
            .expect_err(method);
        assert_eq!(status.code(), Code::Unimplemented, "{method}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_request_are_refused() {
    let bed = Bed::start().await;
    // Another message, whose first field is a message where `GetBookRequest` has a text.
    let request = CreateBookRequest {
        book: Some(Book {
            pages: -1,
            ..Book::default()
        }),
    };
    let status = call::<_, Book>(&bed, GET_BOOK, request)
        .await
        .expect_err("no text");
    assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
}

#[tokio::test]
async fn correlation_trace_and_token_travel_on() {
    let bed = Bed::start().await;
    let mut request = Request::new(by_id("context"));
    let trace_id = "0af7651916cd43dd8448eb211c80319c";
    for (name, value) in [
        ("x-correlation-id", "order-7".to_owned()),
        ("traceparent", format!("00-{trace_id}-b7ad6b7169203331-01")),
        ("authorization", "Bearer secret".to_owned()),
    ] {
        let value = value.parse().expect("a header's value");
        request.metadata_mut().insert(name, value);
    }
    let response = call::<GetBookRequest, Book>(&bed, GET_BOOK, request)
        .await
        .expect("a book");
    let echoed = response.metadata().get("x-correlation-id").expect("an id");
    assert_eq!(echoed, "order-7");
    assert_eq!(
        response.into_inner().title,
        format!("order-7 {trace_id} secret")
    );
}

#[tokio::test]
async fn a_request_without_a_correlation_id_gets_one() {
    let bed = Bed::start().await;
    let response: Response<Book> = call(&bed, GET_BOOK, by_id("context"))
        .await
        .expect("a book");
    let id = response
        .metadata()
        .get("x-correlation-id")
        .expect("an id")
        .clone();
    let title = response.into_inner().title;
    assert!(
        title.starts_with(id.to_str().expect("an id is ASCII")),
        "{title}"
    );
}

#[tokio::test]
async fn more_than_one_message_is_unimplemented() {
    let bed = Bed::start().await;
    let mut client = Grpc::new(bed.channel().await);
    client.ready().await.expect("the channel is connected");
    let codec: ProstCodec<GetBookRequest, Book> = ProstCodec::default();
    let messages = Request::new(futures::stream::iter([by_id("7"), by_id("7")]));
    let path = PathAndQuery::from_static(GET_BOOK);
    let status = client
        .client_streaming(messages, path, codec)
        .await
        .expect_err("the method takes one");
    assert_eq!(status.code(), Code::Unimplemented, "{status}");
}
