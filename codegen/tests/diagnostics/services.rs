//! What services own, and how long calls take.

use insta::assert_snapshot;

use crate::bench::{Bench, RIGHT, assert_right, changed};

#[test]
fn a_service_owns_entities() {
    assert_snapshot!(changed(
        "[\"Book\", \"Author\"]",
        "[\"Book\", \"Author\", \"Price\"]"
    ));
    assert_snapshot!(
        "a_service_owns_with_a_slip",
        changed("[\"Book\", \"Author\"]", "[\"Boook\", \"Author\"]")
    );
    assert_right("[\"Book\", \"Author\"]", "[\"test.v1.Book\", \"Author\"]");
}

const OTHER: &str = r#"syntax = "proto3";
package test.other.v1;
import "counterpart/v1/options.proto";
service OtherService {
  option (counterpart.v1.service) = {owns: "test.v1.Author"};
}
"#;

#[test]
fn an_entity_is_owned_by_its_own_package() {
    let contract = RIGHT.replace("[\"Book\", \"Author\"]", "\"Book\"");
    assert_snapshot!(
        Bench::new(&contract)
            .with("test/other/v1/other.proto", OTHER)
            .told()
    );
}

#[test]
fn an_entity_has_one_owner() {
    let twice = format!(
        "{RIGHT}\nservice ShelfService {{\n  option (counterpart.v1.service) = {{owns: \"Book\"}};\n}}\n"
    );
    assert_snapshot!(Bench::new(&twice).told());
    assert_eq!(
        Bench::new(&twice.replace("owns: \"Book\"", "queue: \"shelf\"")).told(),
        ""
    );
}

#[test]
fn two_services_have_two_queues() {
    let shared = format!(
        "{RIGHT}\nservice ShelfService {{\n  option (counterpart.v1.service) = {{queue: \"book\"}};\n}}\n"
    );
    assert_snapshot!(Bench::new(&shared).told());
}

#[test]
fn a_queue_has_a_name_in_snake_case() {
    assert_snapshot!(changed("owns: [", "queue: \"../book\" owns: ["));
}

#[test]
fn a_timeout_is_a_duration_above_zero() {
    assert_snapshot!(changed("timeout: \"2s\"", "timeout: \"2 seconds\""));
    assert_snapshot!(
        "a_timeout_is_not_zero",
        changed("timeout: \"2s\"", "timeout: \"0s\"")
    );
    assert_right("timeout: \"2s\"", "timeout: \"1500ms\"");
}

#[test]
fn an_unknown_word_of_an_option_is_refused() {
    assert_snapshot!(changed("access: PUBLIC", "access: PUBIC"));
}
