//! Methods whose bodies are asked for.

use insta::assert_snapshot;

use crate::bench::{assert_right, changed};

#[test]
fn a_method_that_is_asked_for_exists() {
    assert_snapshot!(changed(
        "collection: \"authors\"",
        "collection: \"authors\" standard: [LIST]"
    ));
    assert_right("standard: [GET, LIST, CREATE, UPDATE, DELETE]", "");
}

#[test]
fn a_word_for_no_method_is_refused() {
    assert_snapshot!(changed("[GET, LIST,", "[STANDARD_UNSPECIFIED, GET, LIST,"));
}

#[test]
fn get_takes_the_id() {
    assert_snapshot!(changed(
        "message GetBookRequest {\n  string id = 1 [(counterpart.v1.field).id = \"Book\"];",
        "message GetBookRequest {\n  string id = 1;",
    ));
}

#[test]
fn get_returns_the_entity() {
    assert_snapshot!(changed(
        "rpc GetBook(GetBookRequest) returns (Book)",
        "rpc GetBook(GetBookRequest) returns (Price)",
    ));
}

#[test]
fn list_has_pages() {
    assert_snapshot!(changed(
        "int32 page_size = 1;\n  string page_token = 2;",
        ""
    ));
    assert_snapshot!(
        "list_answers_with_pages",
        changed("string next_page_token = 2;", "bytes next_page_token = 2;")
    );
    assert_right("string order_by = 3;", "");
}

#[test]
fn list_ignores_no_field_of_its_request() {
    assert_snapshot!(changed("repeated string tags = 4;", "string search = 4;"));
    assert_right("repeated string tags = 4;", "optional string isbn = 4;");
}

#[test]
fn create_takes_the_entity() {
    assert_snapshot!(changed(
        "message CreateBookRequest {\n  Book book = 1;",
        "message CreateBookRequest {\n  Price book = 1;"
    ));
}

#[test]
fn update_takes_a_mask() {
    assert_snapshot!(changed(
        "google.protobuf.FieldMask update_mask = 2;",
        "repeated string update_mask = 2;"
    ));
}

#[test]
fn delete_answers_nothing_and_takes_an_etag_as_text() {
    assert_snapshot!(changed("returns (google.protobuf.Empty)", "returns (Book)"));
    assert_snapshot!(
        "delete_takes_an_etag_as_text",
        changed("\n  string etag = 2;", "\n  bytes etag = 2;")
    );
    assert_right("\n  string etag = 2;", "");
}

#[test]
fn a_filter_that_no_index_serves_is_warned_of() {
    let filter = "repeated string tags = 4;";
    assert_snapshot!(changed(
        filter,
        &format!("{filter}\n  optional Format format = 5;")
    ));
    // The second field of an index serves nobody who gives only that one.
    let told = changed(
        "[\"tags\", \"price.amount\"]",
        "[\"price.amount\", \"tags\"]",
    );
    assert!(told.contains("C0143"), "{told}");
    assert_right(filter, &format!("{filter}\n  string isbn = 5;"));
    assert_right(
        filter,
        "repeated string id = 4 [(counterpart.v1.field).id = \"Book\"];",
    );
    // Whoever writes the method himself knows how he reads.
    assert_right(
        "standard: [GET, LIST, CREATE, UPDATE, DELETE]",
        "standard: [GET]",
    );
}

#[test]
fn no_field_of_a_standard_method_is_ignored() {
    assert_snapshot!(changed(
        "message GetBookRequest {\n",
        "message GetBookRequest {\n  repeated string also = 7 [(counterpart.v1.field).id = \"Book\"];\n",
    ));
    assert_snapshot!(
        "create_takes_one_entity",
        changed(
            "message CreateBookRequest {\n",
            "message CreateBookRequest {\n  repeated Book others = 7;\n"
        )
    );
    assert_snapshot!(
        "list_sets_each_field_of_its_response",
        changed(
            "message ListBooksResponse {\n",
            "message ListBooksResponse {\n  Book featured = 7;\n"
        )
    );
}

#[test]
fn a_mask_is_no_list() {
    assert_snapshot!(changed(
        "google.protobuf.FieldMask update_mask = 2;",
        "repeated google.protobuf.FieldMask update_mask = 2;"
    ));
}
