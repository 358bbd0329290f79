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
fn a_queue_is_not_called_like_a_database_of_mongodb() {
    assert_snapshot!(changed("owns: [", "queue: \"admin\" owns: ["));
    let service = "\nservice LocalService {}\n";
    let told = Bench::new(&format!("{RIGHT}{service}")).told();
    assert!(told.contains("C0250"), "{told}");
    let long = format!("queue: \"b{}\" owns: [", "o".repeat(62));
    assert_right("owns: [", &long);
    assert!(changed("owns: [", &long.replace("bo", "boo")).contains("C0250"));
}

#[test]
fn a_timeout_is_a_duration_above_zero() {
    assert_snapshot!(changed("timeout: \"2s\"", "timeout: \"2 seconds\""));
    assert_snapshot!(
        "a_timeout_is_not_zero",
        changed("timeout: \"2s\"", "timeout: \"0s\"")
    );
    assert_right("timeout: \"2s\"", "timeout: \"1500ms\"");
    assert_snapshot!(
        "a_timeout_is_not_endless",
        changed("timeout: \"2s\"", "timeout: \"16m\"")
    );
    assert_right("timeout: \"2s\"", "timeout: \"15m\"");
}

#[test]
fn an_unknown_word_of_an_option_is_refused() {
    assert_snapshot!(changed("access: PUBLIC", "access: PUBIC"));
}

#[test]
fn a_rate_limit_counts_calls_in_a_time() {
    let with = |limit: &str| {
        changed(
            "timeout: \"2s\"",
            &format!("timeout: \"2s\" rate_limit: {{{limit}}}"),
        )
    };
    assert_snapshot!(with("requests: 0 per: \"2 minutes\""));
    assert_snapshot!(
        "a_rate_limit_is_not_endless",
        with("requests: 5 per: \"61m\"")
    );
    assert_snapshot!("a_rate_limit_says_all", with("requests: 5"));
    assert_eq!(with("requests: 100 per: \"1m\""), "");
    assert_right(
        "{owns: [\"Book\", \"Author\"]}",
        "{owns: [\"Book\", \"Author\"] rate_limit: {requests: 1000000 per: \"60m\"}}",
    );
}

const QUIET: &str = r#"syntax = "proto3";
package test.v1;
import "counterpart/v1/options.proto";
message Word {}
service QuietService {
  option (counterpart.v1.service) = {rate_limit: {requests: 5 per: "1s"}};
  rpc Whisper(Word) returns (Word) {
    option (counterpart.v1.method) = {access: PUBLIC};
  }
}
"#;

#[test]
fn a_rate_limit_is_for_methods_that_users_call() {
    assert_eq!(Bench::new(QUIET).told(), "");
    let internal = QUIET.replace("access: PUBLIC", "");
    assert_snapshot!(Bench::new(&internal).told());
    let own = QUIET.replace("access: PUBLIC", "rate_limit: {requests: 5 per: \"1s\"}");
    assert_snapshot!(
        "a_rate_limit_of_an_internal_method_is_held_by_nobody",
        Bench::new(&own).told()
    );
}
