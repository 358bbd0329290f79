//! What a report holds, in which order and in which forms.

use insta::assert_snapshot;

use counterpart_codegen::{Mode, Report, generate};

use crate::bench::{Bench, RIGHT};

/// A contract with an error and a warning, in a file with an umlaut.
fn wrong() -> Bench {
    let contract = RIGHT
        .replace("fields: \"isbn\"", "/* ü */ fields: \"ibsn\"")
        .replace("owns: [\"Book\", \"Author\"]", "owns: \"Book\"");
    Bench::new(&contract)
}

#[test]
fn a_line_for_editors_tells_all_in_one() {
    assert_snapshot!(wrong().report().short());
}

#[test]
fn an_object_for_programs_has_bytes_lines_and_columns() {
    let json = wrong().report().json();
    assert_snapshot!(json);
    let first: serde_json::Value =
        serde_json::from_str(json.lines().next().expect("a line")).expect("an object");
    let label = &first["labels"][0];
    let byte = |field: &str| {
        let byte = label[field].as_u64().expect("a number");
        usize::try_from(byte).expect("a small one")
    };
    let text = wrong().read("proto/test/v1/test.proto");
    assert_eq!(&text[byte("byte_start")..byte("byte_end")], "\"ibsn\"");
}

#[test]
fn what_has_no_place_is_told_without_one() {
    let bench = Bench::new(RIGHT);
    bench.write(
        "counterpart.toml",
        "roots = [\"proto\"]\npackages = [\"test.v2\", \"tets.*\"]\n",
    );
    assert_snapshot!(format!(
        "{}{}",
        bench.report().short(),
        bench.report().json()
    ));
}

#[test]
fn warnings_and_errors_stand_in_the_order_of_lines_and_codes() {
    let contract = RIGHT.replace("owns: [\"Book\", \"Author\"]", "owns: \"Book\"");
    let report = Bench::new(&contract.replace("timeout: \"2s\"", "timeout: \"0s\"")).report();
    let found: Vec<_> = report.iter().collect();
    let place = |at: usize| {
        found[at]
            .place
            .as_ref()
            .and_then(counterpart_codegen::Place::position)
    };
    assert!(place(0) < place(1));
    assert_eq!(found[0].code.id(), "C0109");
    assert_eq!(found[1].code.id(), "C0207");
    let backwards: Report = report.clone().into_iter().rev().collect();
    assert_eq!(
        backwards, report,
        "the order in which they were found is nothing"
    );
}

/// The file that can't be compiled may say what is missing elsewhere; what is
/// wrong in itself is wrong in any case.
#[test]
fn a_file_that_cant_be_compiled_hides_no_error_of_another() {
    let contract = RIGHT
        .replace("timeout: \"2s\"", "timeout: \"0s\"")
        .replace("ref = \"Book\"", "ref = \"test.shelf.v1.Shelf\"");
    let shelf =
        "syntax = \"proto3\";\npackage test.shelf.v1;\nmessage Shelf {\n  strin id = 1;\n}\n";
    let bench = Bench::new(&contract).with("test/shelf/v1/shelf.proto", shelf);
    assert_snapshot!(bench.report().short());
}

#[test]
fn a_lock_that_cant_be_read_hides_no_error_of_a_contract() {
    let bench = wrong();
    bench.write("contract.lock", "[packages\n");
    let codes: Vec<_> = bench.report().iter().map(|found| found.code.id()).collect();
    assert_eq!(codes, ["C0501", "C0107", "C0109"]);
}

#[test]
fn a_slip_hides_no_divergence_and_makes_none() {
    let bench = Bench::new(RIGHT);
    generate(&bench.project(), Mode::Write).expect("a right contract");
    let retyped = RIGHT
        .replace(
            "string isbn = 2 [(buf.validate.field).string.pattern = \"^[0-9]{13}$\"]",
            "int64 isbn = 2",
        )
        .replace(
            "owns: [\"Book\", \"Author\"]",
            "owns: [\"Book\", \"Autor\"]",
        );
    bench.write("proto/test/v1/test.proto", &retyped);
    assert_snapshot!(bench.report().short());
}

#[test]
fn unreadable_files_are_all_named() {
    let bench = Bench::new(RIGHT);
    for name in ["a", "b"] {
        bench.write_bytes(&format!("proto/test/{name}.proto"), b"\xff");
    }
    let told = bench.report().short();
    assert!(told.contains("test/a.proto"), "{told}");
    assert!(told.contains("test/b.proto"), "{told}");
}

#[test]
fn a_name_that_is_nearly_one_is_guessed() {
    let told = |from: &str, to: &str| {
        assert!(RIGHT.contains(from), "the right contract has no {from:?}");
        Bench::new(&RIGHT.replacen(from, to, 1)).report().short()
    };
    let mut all = String::new();
    for (from, to) in [
        ("repeated Price", "repeated Prise"),
        ("int64 amount", "int46 amount"),
        ("google/protobuf/empty.proto", "google/protobuf/emty.proto"),
        ("access: PUBLIC", "access: PUBIC"),
        ("timeout: \"2s\"", "timeot: \"2s\""),
        ("(counterpart.v1.entity)", "(counterpart.v1.entty)"),
        ("(counterpart.v1.field).ref", "(counterpart.v1.field).reff"),
        ("string.pattern", "string.patern"),
        ("standard: [GET,", "standard: [GTE,"),
    ] {
        all.push_str(&told(from, to));
    }
    assert_snapshot!(all);
}
