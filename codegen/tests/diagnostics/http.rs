//! HTTP routes.

use insta::assert_snapshot;

use crate::bench::{assert_right, changed};

#[test]
fn a_path_names_fields_of_the_request() {
    assert_snapshot!(changed("/v1/books/{id}", "/v1/books/{ids}"));
    assert_snapshot!(
        "a_path_names_single_values",
        changed("/v1/books/{book.id}", "/v1/books/{book.price}")
    );
    assert_right("/v1/books/{id}", "/v2/{id=books/*}:read");
}

#[test]
fn a_path_follows_the_grammar() {
    assert_snapshot!(changed("/v1/books/{id}", "v1/books/{id}"));
    assert_snapshot!(
        "a_path_closes_its_braces",
        changed("/v1/books/{id}", "/v1/books/{id")
    );
}

#[test]
fn an_http_method_of_ones_own_is_refused() {
    assert_snapshot!(changed(
        "{get: \"/v1/books/{id}\"}",
        "{custom: {kind: \"FETCH\" path: \"/v1/books/{id}\"}}",
    ));
}

#[test]
fn a_route_has_an_http_method() {
    assert_snapshot!(changed("{get: \"/v1/books/{id}\"}", "{body: \"*\"}"));
}

#[test]
fn a_part_of_a_response_is_refused() {
    assert_snapshot!(changed(
        "get: \"/v1/books/{id}\"",
        "get: \"/v1/books/{id}\" response_body: \"isbn\""
    ));
}

#[test]
fn an_additional_route_has_none_itself() {
    let more = |inner: &str| {
        format!(
            "get: \"/v1/books/{{id}}\" additional_bindings {{get: \"/v2/books/{{id}}\"{inner}}}"
        )
    };
    let inner = " additional_bindings {get: \"/v3/books/{id}\"}";
    assert_snapshot!(changed("get: \"/v1/books/{id}\"", &more(inner)));
    assert_right("get: \"/v1/books/{id}\"", &more(""));
}

#[test]
fn get_has_no_body() {
    assert_snapshot!(changed(
        "get: \"/v1/books/{id}\"",
        "get: \"/v1/books/{id}\" body: \"*\""
    ));
}

#[test]
fn a_body_names_a_field_of_the_request() {
    assert_snapshot!(changed("body: \"book\"", "body: \"boook\""));
    assert_right("body: \"book\"", "body: \"*\"");
}

#[test]
fn two_methods_have_two_routes() {
    assert_snapshot!(changed(
        "patch: \"/v1/books/{book.id}\"\n      body: \"book\"",
        "get: \"/v1/books/{book.id}\"",
    ));
}

#[test]
fn a_route_that_nobody_can_reach_is_warned_of() {
    assert_snapshot!(changed("access: PUBLIC", "access: INTERNAL"));
}
