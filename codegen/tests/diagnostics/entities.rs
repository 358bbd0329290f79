//! Entities, their ids, indexes and references.

use insta::assert_snapshot;

use crate::bench::{Bench, RIGHT, assert_right, changed};

#[test]
fn a_right_contract_has_nothing_to_tell() {
    assert_eq!(Bench::new(RIGHT).told(), "");
}

#[test]
fn an_index_that_names_no_field_is_refused_with_a_guess() {
    assert_snapshot!(changed("fields: \"isbn\"", "fields: \"ibsn\""));
}

#[test]
fn an_index_that_names_no_field_inside_a_message_is_refused() {
    assert_snapshot!(changed("\"price.amount\"", "\"price.currency\""));
}

#[test]
fn an_index_over_a_list_of_messages_is_refused() {
    assert_snapshot!(changed("\"price.amount\"", "\"old_prices.amount\""));
    assert_right("\"price.amount\"", "\"create_time\"");
}

#[test]
fn an_index_over_a_message_is_refused() {
    assert_snapshot!(changed("\"price.amount\"", "\"price\""));
}

#[test]
fn an_index_over_two_lists_is_refused() {
    let two_lists = RIGHT
        .replace("string isbn = 2", "repeated string isbn = 2")
        .replace("string.pattern", "repeated.items.string.pattern")
        .replace("unique: true", "unique: false")
        .replace("\"price.amount\"", "\"isbn\"");
    assert_snapshot!(Bench::new(&two_lists).told());
}

#[test]
fn a_unique_index_over_a_list_is_refused() {
    let plain = "index: {fields: [\"tags\", \"price.amount\"]}";
    assert_snapshot!(changed(
        plain,
        "index: {fields: [\"tags\", \"price.amount\"] unique: true}"
    ));
    assert_right(
        plain,
        "index: {fields: \"price.amount\" unique: true}\n    index: {fields: \"tags\"}",
    );
}

#[test]
fn an_index_without_fields_is_refused() {
    assert_snapshot!(changed(
        "index: {fields: [\"tags\", \"price.amount\"]}",
        "index: {unique: true}"
    ));
}

#[test]
fn an_index_that_is_there_already_is_refused() {
    assert_snapshot!(changed("[\"tags\", \"price.amount\"]", "\"isbn\""));
    assert_snapshot!(
        "an_index_names_a_field_once",
        changed("\"price.amount\"", "\"tags\"")
    );
    let same_name = RIGHT
        .replace(
            "string isbn = 2",
            "string price_amount = 90;\n  string isbn = 2",
        )
        .replace(
            "index: {fields: [\"tags\", \"price.amount\"]}",
            "index: {fields: \"price.amount\"}\n    index: {fields: \"price_amount\"}",
        );
    assert_snapshot!(
        "indexes_have_names_of_their_own",
        Bench::new(&same_name).told()
    );
}

#[test]
fn a_collection_has_a_name_in_snake_case() {
    assert_snapshot!(changed(
        "collection: \"books\"",
        "collection: \"Old Books\""
    ));
    assert_snapshot!(
        "a_collection_is_named_at_all",
        changed("{collection: \"authors\"}", "{}")
    );
    assert_right("collection: \"books\"", "collection: \"old_books_2\"");
}

#[test]
fn two_entities_of_a_service_have_two_collections() {
    assert_snapshot!(changed("collection: \"authors\"", "collection: \"books\""));
}

#[test]
fn an_entity_has_one_field_that_identifies_it() {
    let without = changed(
        "(counterpart.v1.field).id = \"Book\",\n    (google.api.field_behavior) = IDENTIFIER",
        "(counterpart.v1.field).id = \"Book\"",
    );
    assert_snapshot!(without);
}

#[test]
fn an_identifier_is_the_id_of_its_entity() {
    assert_snapshot!(changed(
        "(counterpart.v1.field).id = \"Book\",",
        "(counterpart.v1.field).id = \"Author\","
    ));
}

#[test]
fn only_text_can_be_an_id() {
    assert_snapshot!(changed("string author_id", "int64 author_id"));
    assert_right("string author_id", "repeated string author_id");
}

#[test]
fn an_id_names_an_entity() {
    assert_snapshot!(changed(
        "(counterpart.v1.field).id = \"Author\"];",
        "(counterpart.v1.field).id = \"Auther\"];"
    ));
    assert_snapshot!(
        "an_id_names_no_plain_message",
        changed(
            "(counterpart.v1.field).id = \"Author\"];",
            "(counterpart.v1.field).id = \"Price\"];"
        )
    );
    assert_right(
        "(counterpart.v1.field).id = \"Author\"];",
        "(counterpart.v1.field).id = \"test.v1.Author\"];",
    );
}

#[test]
fn a_field_says_once_whose_id_it_holds() {
    assert_snapshot!(changed(
        "[(counterpart.v1.field).id = \"Author\"]",
        "[(counterpart.v1.field) = {id: \"Author\" ref: \"Author\"}]",
    ));
}

#[test]
fn an_entity_that_nobody_owns_is_warned_of() {
    assert_snapshot!(changed("owns: [\"Book\", \"Author\"]", "owns: \"Book\""));
}

const LOANS: &str = r#"syntax = "proto3";
package test.loan.v1;
import "counterpart/v1/options.proto";
message Loan {
  string book_id = 1 [(counterpart.v1.field).ref = "test.v1.Book"];
}
"#;

#[test]
fn a_reference_is_checked_through_its_owners_get_method() {
    let right = Bench::new(RIGHT).with("test/loan/v1/loan.proto", LOANS);
    assert_eq!(right.told(), "");
    let no_get = LOANS.replace("v1.Book", "v1.Author");
    assert_snapshot!(
        Bench::new(RIGHT)
            .with("test/loan/v1/loan.proto", &no_get)
            .told()
    );
}

#[test]
fn a_reference_inside_one_service_needs_no_get_method() {
    assert_right(
        "[(counterpart.v1.field).id = \"Author\"]",
        "[(counterpart.v1.field).ref = \"Author\"]",
    );
}

#[test]
fn names_that_the_store_keeps_are_refused() {
    assert_snapshot!(changed(
        "collection: \"books\"",
        "collection: \"sqlite_books\""
    ));
    assert_snapshot!(
        "a_field_is_not_called_like_the_stores_own",
        changed("string isbn = 2", "string _events = 90;\n  string isbn = 2")
    );
    let long = format!("collection: \"b{}\"", "o".repeat(190));
    assert_right("collection: \"books\"", &long);
    let longer = long.replace("bo", "boo");
    assert!(changed("collection: \"books\"", &longer).contains("C0140"));
    assert_right("int64 amount = 1;", "int64 amount = 1;\n  int64 _id = 2;");
}

#[test]
fn what_the_service_gives_is_not_required_of_others() {
    let time = "google.protobuf.Timestamp create_time = 9";
    let marks = "(google.api.field_behavior) = OUTPUT_ONLY";
    assert_snapshot!(changed(
        time,
        &format!("{time} [{marks}, (google.api.field_behavior) = REQUIRED]")
    ));
    assert_right(time, &format!("{time} [{marks}]"));
    let identifier = "(google.api.field_behavior) = IDENTIFIER";
    let told = changed(
        identifier,
        &format!("{identifier}, (google.api.field_behavior) = REQUIRED"),
    );
    assert!(
        told.contains("`id` of test.v1.Book is IDENTIFIER and REQUIRED"),
        "{told}"
    );
}

#[test]
fn a_field_that_the_store_would_write_is_of_its_type() {
    assert_snapshot!(changed("string etag = 10", "int64 etag = 10"));
    for (from, to) in [
        (
            "google.protobuf.Timestamp create_time = 9",
            "string create_time = 9",
        ),
        ("string etag = 10", "optional string etag = 10"),
        (
            "string etag = 10",
            "repeated google.protobuf.Timestamp update_time = 10",
        ),
    ] {
        assert!(changed(from, to).contains("C0142"), "{to}");
    }
    assert_right(
        "string etag = 10",
        "google.protobuf.Timestamp update_time = 10",
    );
}

#[test]
fn what_expires_does_so_at_one_moment() {
    const PLAIN: &str = "index: {fields: [\"tags\", \"price.amount\"]}";
    let with = |index: &str| changed(PLAIN, &format!("{PLAIN}\n    index: {{{index}}}"));
    assert_snapshot!(with("fields: \"price.amount\" ttl: true"));
    assert_snapshot!(
        "what_expires_does_so_at_the_moment_of_one_field",
        with("fields: [\"create_time\", \"isbn\"] ttl: true")
    );
    assert_snapshot!(
        "what_expires_may_do_so_with_others",
        with("fields: \"create_time\" ttl: true unique: true")
    );
    assert_eq!(with("fields: \"create_time\" ttl: true"), "");
}

#[test]
fn what_expires_leaves_no_reference_behind_unsaid() {
    let expiring = RIGHT
        .replace(
            "    standard:",
            "    index: {fields: \"create_time\" ttl: true}\n    standard:",
        )
        .replace(", DELETE]", "]")
        .replace(", (counterpart.v1.field).on_delete = KEEP", "");
    assert_snapshot!(Bench::new(&expiring).told());
}
