//! What the lock says of a contract that no longer fits stored data.

use insta::assert_snapshot;

use counterpart_codegen::{Mode, generate};

use crate::bench::{Bench, RIGHT};

const CONTRACT: &str = "proto/test/v1/test.proto";

/// A project whose right contract is released.
fn released() -> Bench {
    let bench = Bench::new(RIGHT);
    run(&bench);
    bench
}

fn run(bench: &Bench) {
    generate(&bench.project(), Mode::Write).expect("a contract that fits the stored data");
}

/// The right contract with some texts replaced.
fn right(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(RIGHT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the right contract has no {from:?}");
        text.replace(from, to)
    })
}

/// What is told of a change of the released contract, which is an error and
/// writes nothing, however often it is run.
fn refused(bench: &Bench, contract: &str) -> String {
    let before = (bench.read("contract.lock"), bench.read(MESSAGES));
    bench.write(CONTRACT, contract);
    let told = bench.told();
    for mode in [Mode::Check, Mode::Write, Mode::Write] {
        let report = generate(&bench.project(), mode).expect_err("a loss of data");
        assert!(report.has_errors());
        assert_eq!(report.render(100, false), told);
    }
    assert_eq!(before, (bench.read("contract.lock"), bench.read(MESSAGES)));
    told
}

/// What is told of a change of the released contract, which is a warning of
/// every run.
fn warned(bench: &Bench, contract: &str) -> String {
    bench.write(CONTRACT, contract);
    let told = bench.told();
    run(bench);
    run(bench);
    assert_eq!(bench.told(), told);
    told
}

const MESSAGES: &str = "generated/test-v1/src/messages.rs";
const OLD_PRICES: &str = "repeated Price old_prices = 5;";
const AMOUNT: &str = "int64 amount = 1;";
const PAPER: &str = "FORMAT_PAPER = 1;";

#[test]
fn a_lost_lock_is_not_made_anew() {
    let bench = released();
    for nothing in ["", "\n"] {
        bench.write("contract.lock", nothing);
        let report = generate(&bench.project(), Mode::Write).expect_err("the lock is lost");
        assert_snapshot!("a_lost_lock_is_not_made_anew", report.render(100, false));
        assert_eq!(bench.read("contract.lock"), nothing);
    }
}

#[test]
fn a_renamed_field_keeps_its_stored_name_and_a_removed_one_stays_listed() {
    let bench = released();
    let renamed = right(&[
        (
            "string sequel_id = 6 [(counterpart.v1.field).ref = \"Book\", (counterpart.v1.field).on_delete = KEEP];",
            "reserved 6;",
        ),
        ("repeated string tags", "repeated string labels"),
        ("\"tags\"", "\"labels\""),
        (PAPER, "FORMAT_BOUND = 1;"),
    ]);
    bench.write(CONTRACT, &renamed);
    assert_eq!(bench.told(), "");
    run(&bench);
    let etag = "string etag = 10;\n";
    let with_tags = renamed.replace(etag, &format!("{etag}  string tags = 11;\n"));
    bench.write(CONTRACT, &with_tags);
    assert_eq!(bench.told(), "");
    run(&bench);
    assert_snapshot!(bench.read("contract.lock"));
    assert_eq!(bench.told(), "");
    let descriptors = bench.read("generated/test-v1/src/descriptors.rs");
    assert!(
        descriptors.contains(".stored_as(\"tags\")"),
        "{descriptors}"
    );
    assert!(
        descriptors.contains(".stored_as(\"tags_11\")"),
        "{descriptors}"
    );
}

#[test]
fn a_changed_type_of_stored_data_is_warned_of_until_the_lock_says_it() {
    let bench = released();
    let retyped = right(&[("int64 amount", "string amount")]);
    assert_snapshot!(warned(&bench, &retyped));
    let lock = bench.read("contract.lock").replace("int64", "string");
    bench.write("contract.lock", &lock);
    assert_eq!(bench.told(), "");
}

#[test]
fn a_renamed_type_of_a_stored_field_is_refused_until_it_is_renamed_in_the_lock() {
    let bench = released();
    let renamed = right(&[
        ("Format format", "Edition format"),
        ("enum Format", "enum Edition"),
        ("FORMAT_UNSPECIFIED", "EDITION_UNSPECIFIED"),
        ("FORMAT_PAPER", "EDITION_PAPER"),
        ("Price price", "Cost price"),
        ("repeated Price", "repeated Cost"),
        ("message Price", "message Cost"),
    ]);
    assert_snapshot!(refused(&bench, &renamed));
    let lock = bench
        .read("contract.lock")
        .replace("v1.Price", "v1.Cost")
        .replace("v1.Format", "v1.Edition");
    bench.write("contract.lock", &lock);
    assert_eq!(bench.told(), "");
    run(&bench);
    let lock = bench.read("contract.lock");
    assert!(
        lock.contains("name = \"FORMAT_PAPER\", renamed = \"EDITION_PAPER\""),
        "{lock}"
    );
}

#[test]
fn a_field_that_moves_into_a_oneof_stays_where_it_is_stored() {
    let bench = released();
    let moved = right(&[(
        "Price price = 4;",
        "oneof cost {\n    Price price = 4;\n  }",
    )]);
    bench.write(CONTRACT, &moved);
    assert_eq!(bench.told(), "");
}

#[test]
fn a_number_with_another_name_and_another_type_is_refused() {
    let other = right(&[(OLD_PRICES, "repeated string bids = 5;")]);
    assert_snapshot!(refused(&released(), &other));
}

#[test]
fn a_removed_number_is_warned_of_until_it_is_reserved() {
    let bench = released();
    let removed = right(&[(OLD_PRICES, ""), (PAPER, "")]);
    assert_snapshot!(warned(&bench, &removed));
    let reserved = right(&[(OLD_PRICES, "reserved 4 to 5;"), (PAPER, "reserved 1;")]);
    bench.write(
        CONTRACT,
        &reserved
            .replace("  Price price = 4;\n", "")
            .replace("[\"tags\", \"price.amount\"]", "\"tags\""),
    );
    assert_eq!(bench.told(), "");
}

#[test]
fn a_number_that_a_removed_field_had_is_refused() {
    let bench = released();
    bench.write(CONTRACT, &right(&[(OLD_PRICES, "")]));
    run(&bench);
    let reused = right(&[(OLD_PRICES, "repeated Price bids = 5;")]);
    assert_snapshot!(refused(&bench, &reused));

    bench.write(CONTRACT, RIGHT);
    assert_eq!(bench.told(), "", "the same field is back");

    bench.write(CONTRACT, &reused);
    let lock = bench.read("contract.lock").replace(", removed = true", "");
    bench.write("contract.lock", &lock);
    assert_eq!(bench.told(), "", "the lock says that it was a rename");
}

#[test]
fn a_number_that_a_removed_value_had_is_refused() {
    let bench = released();
    bench.write(CONTRACT, &right(&[(PAPER, "")]));
    run(&bench);
    let reused = right(&[(PAPER, "FORMAT_AUDIO = 1;")]);
    assert_snapshot!(refused(&bench, &reused));
}

#[test]
fn a_field_that_changes_its_number_is_refused_until_the_old_one_is_reserved() {
    let bench = released();
    let moved = right(&[(AMOUNT, "int64 amount = 2;")]);
    assert_snapshot!(refused(&bench, &moved));
    let reserved = right(&[(AMOUNT, "reserved 1;\n  int64 amount = 2;")]);
    bench.write(CONTRACT, &reserved);
    assert_eq!(bench.told(), "", "it is a new field");
    run(&bench);
    assert!(bench.read("contract.lock").contains("\"amount_2\", type"));
}

#[test]
fn a_renamed_field_that_changes_its_number_is_refused() {
    let bench = released();
    bench.write(
        CONTRACT,
        &right(&[(OLD_PRICES, "repeated Price bids = 5;")]),
    );
    run(&bench);
    let moved = right(&[(OLD_PRICES, "repeated Price bids = 11;")]);
    assert!(refused(&bench, &moved).contains("had the number 5"));
}

#[test]
fn a_value_that_changes_its_number_is_refused() {
    let moved = right(&[(PAPER, "FORMAT_PAPER = 2;")]);
    assert_snapshot!(refused(&released(), &moved));
}

#[test]
fn names_that_change_places_are_refused() {
    let swapped = right(&[
        ("string isbn = 2 [", "string author_id = 2 ["),
        (
            "string author_id = 7 [(counterpart.v1.field).id = \"Author\"];",
            "string isbn = 7;",
        ),
    ]);
    assert_snapshot!(refused(&released(), &swapped));
}

const BOOKS: &str = "collection: \"books\"";

#[test]
fn another_collection_is_refused_until_the_lock_says_it() {
    let bench = released();
    let moved = right(&[(BOOKS, "collection: \"volumes\"")]);
    assert_snapshot!(refused(&bench, &moved));
    let lock = bench
        .read("contract.lock")
        .replace("\"books\"", "\"volumes\"");
    bench.write("contract.lock", &lock);
    assert_eq!(bench.told(), "");
}

/// The database of a service is called like its queue, and the queue like the
/// service.
#[test]
fn a_renamed_service_is_refused_until_it_keeps_its_queue() {
    let bench = released();
    let renamed = right(&[("service BookService", "service VolumeService")]);
    assert_snapshot!(refused(&bench, &renamed));
    let kept = renamed.replace("owns: [", "queue: \"book\" owns: [");
    bench.write(CONTRACT, &kept);
    assert_eq!(bench.told(), "");
}

const OTHER_AUTHOR: [(&str, &str); 2] = [
    ("message Author", "message Writer"),
    ("\"Author\"", "\"Writer\""),
];

#[test]
fn a_renamed_entity_is_refused_until_it_is_renamed_in_the_lock() {
    let bench = released();
    assert_snapshot!(refused(&bench, &right(&OTHER_AUTHOR)));
    let lock = bench
        .read("contract.lock")
        .replace("v1.Author", "v1.Writer");
    bench.write("contract.lock", &lock);
    assert_eq!(bench.told(), "");
}

#[test]
fn a_removed_entity_is_told_once_and_keeps_its_collection_from_others() {
    let bench = released();
    let message = "message Author {\n  option (counterpart.v1.entity) = {collection: \"authors\"};";
    let removed = right(&[
        (message, "message Person {"),
        ("[\"Book\", \"Author\"]", "\"Book\""),
        (" [(counterpart.v1.field).id = \"Author\"];", ";"),
        ("    (counterpart.v1.field).id = \"Author\",\n", ""),
    ]);
    bench.write(CONTRACT, &removed);
    assert_snapshot!(bench.told());
    run(&bench);
    assert_eq!(bench.told(), "");
    let taken = refused(&bench, &right(&OTHER_AUTHOR));
    assert!(
        taken.contains("holds what was stored as test.v1.Author"),
        "{taken}"
    );
    bench.write(CONTRACT, RIGHT);
    assert_eq!(bench.told(), "", "it is back");
}
