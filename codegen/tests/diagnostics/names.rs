//! Two names that become one in Rust.

use insta::assert_snapshot;

use crate::bench::{Bench, RIGHT, assert_right, changed};

#[test]
fn two_types_have_two_names_in_rust() {
    assert_snapshot!(changed(
        "message Price {",
        "message GetBook_Request {}\nmessage Price {"
    ));
}

#[test]
fn a_nested_type_doesnt_meet_another() {
    let nested = |name: &str| {
        RIGHT.replacen(
            "message Price {",
            &format!("message BookPart {{}}\nmessage Price {{\n  message {name} {{}}"),
            1,
        )
    };
    assert_eq!(Bench::new(&nested("Part")).told(), "");
    let meets = nested("Part").replace("message BookPart {}", "message PricePart {}");
    assert_snapshot!(Bench::new(&meets).told());
}

#[test]
fn two_variants_have_two_names_in_rust() {
    assert_snapshot!(changed(
        "FORMAT_PAPER = 1;",
        "FORMAT_PAPER = 1;\n  PAPER = 2;"
    ));
    assert_right(
        "FORMAT_PAPER = 1;",
        "option allow_alias = true;\n  FORMAT_PAPER = 1;\n  PAPER = 1;",
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
fn a_oneof_is_a_field() {
    assert_snapshot!(changed(
        "message GetBookRequest {",
        "message GetBookRequest {\n  string page_info = 2;\n  oneof pageInfo { string a = 3; }"
    ));
}

#[test]
fn the_id_of_an_entity_is_a_type() {
    assert_snapshot!(changed(
        "message Price {",
        "message BookId {}\nmessage Price {"
    ));
}

#[test]
fn two_types_have_two_descriptors() {
    assert_snapshot!(changed(
        "message Price {",
        "message HTTPNote {}\nmessage HttpNote {}\nmessage Price {"
    ));
}

const LIST_BOOKS: &str = "  rpc ListBooks(";

#[test]
fn two_methods_of_a_service_are_two_functions() {
    let rpc = |name: &str| {
        let rpc = format!("  rpc {name}(GetBookRequest) returns (Book);\n{LIST_BOOKS}");
        changed(LIST_BOOKS, &rpc)
    };
    assert_snapshot!("two_methods_in_another_style", rpc("Get_Book"));
    assert_snapshot!("a_method_and_a_repository", rpc("Books"));
    assert_eq!(rpc("New"), "");
    assert_snapshot!(
        "a_method_called_new",
        rpc("New(GetBookRequest) returns (Book);\n  rpc New_")
    );
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
    assert_snapshot!(shelf(&format!("{get}{other}")));
}

#[test]
fn a_nested_enum_loses_its_own_name_from_its_values() {
    assert_snapshot!(changed(
        "int64 amount = 1;",
        "int64 amount = 1;\n  enum Kind {\n    KIND_NET = 0;\n    NET = 1;\n  }"
    ));
}

#[test]
fn an_alias_is_not_called_like_another_variant() {
    assert_snapshot!(changed(
        "FORMAT_PAPER = 1;",
        "option allow_alias = true;\n  FORMAT_PAPER = 1;\n  FORMAT_AUDIO = 2;\n  PAPER = 2;"
    ));
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

#[test]
fn a_service_is_not_called_like_the_server_of_another() {
    let two = format!("{RIGHT}\nservice BookServer {{}}\n");
    assert_snapshot!(Bench::new(&two).told());
}
