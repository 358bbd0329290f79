//! What stops a gateway from starting says so.

use std::sync::Arc;

use crate::library::contract::{Book, GetBookRequest, LIBRARY, routes};
use counterpart::bus::Embedded;
use counterpart::rpc::{Caller, HttpRule, Method, Routes, Verb};
use counterpart_gateway::{Gateway, GatewayError, RuleError};

fn build(routes: Routes) -> Result<Gateway, GatewayError> {
    Gateway::builder(
        routes,
        Caller::new(Arc::new(Embedded::default()), "gateway"),
    )
    .build()
}

static READ_BOOK: Method<GetBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/ReadBook")
        .public()
        .http(&[HttpRule::new(Verb::Get, "/v1/books/{id=*}")]);

static PICK_BOOK: Method<GetBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/PickBook")
        .public()
        .http(&[HttpRule::new(Verb::Post, "/v1/books/{number}:pick")]);

static BIND_BOOK: Method<GetBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/BindBook")
        .public()
        .http(&[HttpRule::new(Verb::Post, "/v1/books/{id}:bind").body("cover")]);

static CHECK_BOOK: Method<GetBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/CheckBook")
        .public()
        .http(&[HttpRule::new(Verb::Get, "/healthz")]);

static AUDIT_BOOK: Method<GetBookRequest, Book> =
    Method::new(&LIBRARY, "test.library.v1.LibraryService/AuditBook");

#[tokio::test]
async fn an_internal_method_is_refused() {
    let error = build(routes().unary(&AUDIT_BOOK)).expect_err("it is internal");
    assert_eq!(
        error.to_string(),
        "test.library.v1.LibraryService/AuditBook is routed, but its contract keeps it among services"
    );
}

#[tokio::test]
async fn two_methods_with_the_same_path_are_refused() {
    let error = build(routes().unary(&READ_BOOK)).expect_err("GetBook has this path");
    assert_eq!(
        error.to_string(),
        "test.library.v1.LibraryService/GetBook and test.library.v1.LibraryService/ReadBook \
         have the same path: GET /v1/books/{id=*}"
    );
}

#[tokio::test]
async fn a_method_that_is_routed_twice_is_refused() {
    let error = build(
        Routes::new()
            .unary(&BIND_BOOK)
            .merge(Routes::new().unary(&BIND_BOOK)),
    )
    .expect_err("it is there twice");
    assert!(
        matches!(error, GatewayError::DuplicateMethod(_)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_path_or_body_that_names_no_field_is_refused() {
    let error = build(Routes::new().unary(&PICK_BOOK)).expect_err("there is no number");
    assert_eq!(
        error.to_string(),
        "test.library.v1.LibraryService/PickBook has the path \"/v1/books/{number}:pick\", but \
         the variable {number} is no field of test.library.v1.GetBookRequest"
    );
    let error = build(Routes::new().unary(&BIND_BOOK)).expect_err("there is no cover");
    assert!(
        matches!(
            error,
            GatewayError::Rule(RuleError::Body { field: "cover", .. })
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_path_of_the_gateway_itself_is_refused() {
    let error = build(Routes::new().unary(&CHECK_BOOK)).expect_err("the path is taken");
    assert!(
        matches!(
            error,
            GatewayError::Rule(RuleError::Reserved {
                path: "/healthz",
                ..
            })
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_port_in_use_is_told_with_its_address_and_the_reason() {
    let gateway = build(routes()).expect("the contract is right");
    let listener = gateway
        .listen(([127, 0, 0, 1], 0).into())
        .await
        .expect("a free port");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    let error = gateway
        .listen(address)
        .await
        .expect_err("the port is in use");
    let GatewayError::Listen { source, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(source.kind(), std::io::ErrorKind::AddrInUse);
    assert_eq!(
        error.to_string(),
        format!("can't listen on {address}: {source}")
    );
}
