//! Who may call methods, and whom entities belong to.

use insta::assert_snapshot;

use crate::bench::{Bench, RIGHT};

/// A contract whose books belong to users: nothing is wrong in it.
fn owned() -> String {
    RIGHT
        .replace("collection: \"books\"", "collection: \"books\"\n    owner: \"reader\"")
        .replace(
            "index: {fields: [\"tags\"",
            "index: {fields: \"reader\"}\n    index: {fields: [\"tags\"",
        )
        .replace(
            "  string etag = 10;",
            "  string etag = 10;\n  string reader = 11 [(google.api.field_behavior) = OUTPUT_ONLY];",
        )
        .replace("access: PUBLIC", "access: OWNER")
}

#[track_caller]
fn changed(from: &str, to: &str) -> String {
    let right = owned();
    assert!(right.contains(from), "the contract has no {from:?}");
    Bench::new(&right.replacen(from, to, 1)).told()
}

#[test]
fn an_entity_may_belong_to_users() {
    assert_eq!(Bench::new(&owned()).told(), "");
}

#[test]
fn an_owner_is_a_field_of_the_entity() {
    assert_snapshot!(changed("owner: \"reader\"", "owner: \"readr\""));
}

#[test]
fn an_owner_is_a_plain_text() {
    assert_snapshot!(changed("string reader = 11", "int64 reader = 11"));
    assert_snapshot!(
        "an_owner_is_not_the_id",
        changed("owner: \"reader\"", "owner: \"id\"")
    );
}

#[test]
fn an_owner_is_not_written_by_clients() {
    assert_snapshot!(changed(
        "string reader = 11 [(google.api.field_behavior) = OUTPUT_ONLY]",
        "string reader = 11"
    ));
}

#[test]
fn a_list_of_what_a_user_owns_has_an_index() {
    let listed = "rpc ListBooks(ListBooksRequest) returns (ListBooksResponse)";
    let owned = format!(
        "{listed} {{\n    option (counterpart.v1.method) = {{access: OWNER}};\n  }}\n  rpc Other(ListBooksRequest) returns (ListBooksResponse)"
    );
    let right = self::owned().replace(listed, &owned);
    assert_eq!(Bench::new(&right).told(), "");
    let unindexed = right.replace("    index: {fields: \"reader\"}\n", "");
    assert_snapshot!(Bench::new(&unindexed).told());
}

#[test]
fn a_method_for_owners_has_something_that_is_owned() {
    assert_snapshot!(changed("\n    owner: \"reader\"", ""));
    let by_hand = RIGHT
        .replace("access: PUBLIC", "access: OWNER")
        .replace("standard: [GET, LIST, CREATE, UPDATE, DELETE]", "");
    assert_snapshot!(
        "a_method_by_hand_for_owners_has_something_that_is_owned",
        Bench::new(&by_hand).told()
    );
}

#[test]
fn what_is_created_belongs_to_somebody() {
    assert_snapshot!(changed(
        "{access: OWNER};\n    option (google.api.http) = {\n      post",
        "{access: ROLE roles: \"staff\"};\n    option (google.api.http) = {\n      post"
    ));
}

#[test]
fn what_others_own_is_not_for_anybody_to_change() {
    assert_snapshot!(changed(
        "{access: OWNER};\n    option (google.api.http) = {\n      patch",
        "{access: SIGNED_IN};\n    option (google.api.http) = {\n      patch"
    ));
    let by_staff = changed(
        "{access: OWNER};\n    option (google.api.http) = {\n      patch",
        "{access: ROLE roles: [\"staff\", \"shop:admin\"]};\n    option (google.api.http) = {\n      patch",
    );
    assert_eq!(by_staff, "");
}

#[test]
fn a_method_for_roles_names_them() {
    assert_snapshot!(changed("access: OWNER", "access: ROLE"));
}

#[test]
fn roles_are_for_methods_that_ask_for_them() {
    assert_snapshot!(changed(
        "access: OWNER",
        "access: SIGNED_IN roles: [\"staff\"]"
    ));
}

#[test]
fn a_role_has_a_name_and_stands_there_once() {
    assert_snapshot!(changed(
        "access: OWNER",
        "access: ROLE roles: [\"staff\", \"the staff\", \"staff\"]"
    ));
}
