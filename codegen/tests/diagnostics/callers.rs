//! Which services may call methods.

use insta::assert_snapshot;

use crate::bench::{Bench, RIGHT};

/// A package whose service refers to books, which it looks up.
const LOANS: &str = r#"syntax = "proto3";
package test.loan.v1;
import "counterpart/v1/options.proto";
service LoanService {
  rpc Lend(LendRequest) returns (LendRequest);
}
message LendRequest {
  string book_id = 1 [(counterpart.v1.field).ref = "test.v1.Book"];
}
"#;

/// A package without services.
const TYPES: &str = r#"syntax = "proto3";
package test.type.v1;
message Shelf {}
"#;

/// How the option of the service begins, and that of its method `GetBook`.
const SERVICE: &str = "option (counterpart.v1.service) = {";
const METHOD: &str = "option (counterpart.v1.method) = {\n      access: PUBLIC";

/// What is told of the contract whose service has this option.
fn told(option: &str) -> String {
    assert!(RIGHT.contains(SERVICE), "the service has an option");
    of_all(&RIGHT.replacen(SERVICE, &format!("{SERVICE}{option} "), 1))
}

/// What is told of the contract whose method `GetBook` has this option.
fn told_of_method(option: &str) -> String {
    assert!(RIGHT.contains(METHOD), "the method has an option");
    of_all(&RIGHT.replacen(METHOD, &format!("{METHOD} {option}"), 1))
}

fn of_all(contract: &str) -> String {
    Bench::new(contract)
        .with("test/loan/v1/loan.proto", LOANS)
        .with("test/type/v1/type.proto", TYPES)
        .told()
}

#[test]
fn a_caller_is_a_service_or_a_package() {
    for callers in [
        "\"test.loan.v1.LoanService\"",
        "\"test.loan.v1\"",
        "[\"BookService\", \"test.loan.v1\"]",
        "[\"test.v1.BookService\", \"test.loan.v1.LoanService\"]",
    ] {
        assert_eq!(told(&format!("callers: {callers}")), "", "{callers}");
        let of_method = told_of_method(&format!("callers: {callers}"));
        assert_eq!(of_method, "", "{callers}");
    }
}

#[test]
fn a_caller_that_nobody_knows_is_refused() {
    assert_snapshot!(told("callers: [\"test.loan.v1\", \"LoanServic\"]"));
    assert_snapshot!(
        "a_caller_of_a_method_that_nobody_knows_is_refused",
        told_of_method("callers: \"test.loans.v1\"")
    );
}

#[test]
fn a_package_that_calls_has_a_service() {
    assert_snapshot!(told(
        "callers: [\"test.loan.v1\", \"test.type.v1\", \"google.protobuf\"]"
    ));
}

#[test]
fn a_caller_is_named_once() {
    assert_snapshot!(told(
        "callers: [\"test.loan.v1\", \"test.loan.v1\", \"BookService\", \"test.v1.BookService\"]"
    ));
}

#[test]
fn a_service_may_call_where_it_looks_things_up() {
    assert_snapshot!(told("callers: \"BookService\""));
    assert_snapshot!(
        "a_service_may_call_the_method_where_it_looks_things_up",
        told_of_method("callers: \"BookService\"")
    );
}

#[test]
fn what_a_method_says_counts_instead_of_what_its_service_says() {
    let kept = RIGHT.replacen(SERVICE, &format!("{SERVICE}callers: \"BookService\" "), 1);
    let open = kept.replacen(
        METHOD,
        &format!("{METHOD} callers: [\"BookService\", \"test.loan.v1\"]"),
        1,
    );
    assert_eq!(of_all(&open), "");
}

#[test]
fn no_service_is_called_like_a_gateway() {
    assert_snapshot!(told("queue: \"gateway\""));
}
