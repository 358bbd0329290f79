//! What methods do, and whether they may run again.

use insta::assert_snapshot;

use crate::bench::{Bench, RIGHT, assert_right, changed};

const CREATE: &str = "    option (counterpart.v1.method) = {access: PUBLIC};\n    option (google.api.http) = {\n      post";
const PATCH: &str = "    option (counterpart.v1.method) = {access: PUBLIC};\n    option (google.api.http) = {\n      patch";

fn with(level: &str, before: &str) -> String {
    changed(
        before,
        &format!("    option idempotency_level = {level};\n{before}"),
    )
}

#[test]
fn what_writes_does_not_say_that_it_changes_nothing() {
    assert_snapshot!(with("NO_SIDE_EFFECTS", PATCH));
    assert_eq!(with("IDEMPOTENT", PATCH), "");
}

#[test]
fn what_creates_does_not_say_that_twice_is_once() {
    assert_snapshot!(with("IDEMPOTENT", CREATE));
}

#[test]
fn what_changes_nothing_has_no_route_that_changes() {
    let by_hand = RIGHT.replace("UPDATE, DELETE]", "DELETE]").replace(
        PATCH,
        &format!("    option idempotency_level = NO_SIDE_EFFECTS;\n{PATCH}"),
    );
    assert_snapshot!(Bench::new(&by_hand).told());
}

#[test]
fn what_may_change_something_has_no_get_route() {
    const SAFE: &str = " option idempotency_level = NO_SIDE_EFFECTS;";
    let by_hand = RIGHT.replace("[GET, LIST,", "[LIST,");
    assert_eq!(Bench::new(&by_hand).told(), "");
    assert_snapshot!(Bench::new(&by_hand.replace(SAFE, "")).told());
    // What is provided to read changes nothing, and needn't say it.
    assert_right(SAFE, "");
}

#[test]
fn a_provided_delete_leaves_no_reference_behind_unsaid() {
    assert_snapshot!(changed(", (counterpart.v1.field).on_delete = KEEP", ""));
    let inside = RIGHT.replace(
        "message Price {\n",
        "message Price {\n  string of_id = 2 [(counterpart.v1.field).ref = \"Book\"];\n",
    );
    assert_snapshot!(
        "a_reference_inside_an_entity_counts",
        Bench::new(&inside).told()
    );
    // What only a request holds is stored nowhere.
    let asked = RIGHT.replace("[GET, LIST,", "[LIST,").replace(
        "message GetBookRequest {\n",
        "message GetBookRequest {\n  string other_id = 2 [(counterpart.v1.field).ref = \"Book\"];\n",
    );
    assert_eq!(Bench::new(&asked).told(), "");
}

#[test]
fn on_delete_stands_at_a_reference() {
    assert_snapshot!(changed(
        "(counterpart.v1.field).ref = \"Book\", ",
        "(counterpart.v1.field).id = \"Book\", "
    ));
}
