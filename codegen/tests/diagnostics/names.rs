//! Names that become one in Rust: most are told apart, and few are left to people.

use insta::assert_snapshot;

use crate::bench::{Bench, RIGHT, assert_right, changed};

#[test]
fn types_that_differ_in_style_alone_are_told_apart() {
    let price = "message Price {";
    assert_right(price, &format!("message GetBook_Request {{}}\n{price}"));
    assert_right(
        price,
        &format!("message HTTPNote {{}}\nmessage HttpNote {{}}\n{price}"),
    );
    assert_right(
        price,
        &format!("message PricePart {{}}\n{price}\n  message Part {{}}"),
    );
}

#[test]
fn variants_that_differ_in_style_alone_are_told_apart() {
    let paper = "FORMAT_PAPER = 1;";
    assert_right(paper, "FORMAT_PAPER = 1;\n  PAPER = 2;");
    assert_right(
        paper,
        "option allow_alias = true;\n  FORMAT_PAPER = 1;\n  PAPER = 1;",
    );
    assert_right(
        paper,
        "option allow_alias = true;\n  FORMAT_PAPER = 1;\n  FORMAT_AUDIO = 2;\n  PAPER = 2;",
    );
    assert_right(
        "int64 amount = 1;",
        "int64 amount = 1;\n  enum Kind {\n    KIND_NET = 0;\n    NET = 1;\n  }",
    );
}

#[test]
fn a_oneof_is_told_apart_from_a_field() {
    assert_right(
        "message GetBookRequest {",
        "message Page {\n  string page_info = 2;\n  oneof pageInfo { string a = 3; }\n}\n\nmessage GetBookRequest {",
    );
}

#[test]
fn two_packages_have_two_crates() {
    let service = "syntax = \"proto3\";\npackage test.v1.service;\nmessage A {}\n";
    assert_snapshot!(
        Bench::new(RIGHT)
            .with("test/v1/service/a.proto", service)
            .told()
    );
}

#[test]
fn the_id_of_an_entity_is_a_type() {
    assert_snapshot!(changed(
        "message Price {",
        "message BookId {}\nmessage Price {"
    ));
}

const LIST_BOOKS: &str = "  rpc ListBooks(";

#[test]
fn a_method_is_not_called_like_a_repository() {
    let rpc = |name: &str| {
        let rpc = format!("  rpc {name}(GetBookRequest) returns (Book);\n{LIST_BOOKS}");
        changed(LIST_BOOKS, &rpc)
    };
    assert_eq!(rpc("Get_Book"), "");
    assert_snapshot!("a_method_and_a_repository", rpc("Books"));
    assert_eq!(rpc("New"), "");
    assert_eq!(rpc("New(GetBookRequest) returns (Book);\n  rpc New_"), "");
}

#[test]
fn methods_of_two_services_may_share_a_name() {
    let shelf = |methods: &str| {
        changed(
            "message GetBookRequest {",
            &format!("service ShelfService {{\n{methods}}}\n\nmessage GetBookRequest {{"),
        )
    };
    let get = "  rpc GetBook(GetBookRequest) returns (Book);\n";
    assert_eq!(shelf(get), "");
    let other = "  rpc BookGetBook(GetBookRequest) returns (Book);\n";
    assert_eq!(shelf(other), "");
    assert_eq!(shelf(&format!("{get}{other}")), "");
}

#[test]
fn services_are_told_apart_by_all_that_is_named_after_them() {
    let two = format!("{RIGHT}\nservice BookServer {{}}\nservice Book_Service {{}}\n");
    assert!(!Bench::new(&two).told().contains("C0409"));
}

#[test]
fn an_entity_is_not_called_like_a_module() {
    let entity = "message Contract {
  option (counterpart.v1.entity) = {collection: \"contracts\"};
  string id = 1 [
    (counterpart.v1.field).id = \"Contract\",
    (google.api.field_behavior) = IDENTIFIER
  ];
}

message Author {";
    let contract = RIGHT
        .replace(
            "[\"Book\", \"Author\"]",
            "[\"Book\", \"Author\", \"Contract\"]",
        )
        .replace("message Author {", entity);
    assert_snapshot!(Bench::new(&contract).told());
}

#[test]
fn a_field_inside_an_entity_is_not_called_like_a_function_of_its_path() {
    assert_snapshot!(changed(
        "int64 amount = 1;",
        "int64 amount = 1;\n  bool exists = 2;"
    ));
}
