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
