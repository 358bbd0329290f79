//! Contracts of people who know nothing of Counterpart.

use counterpart_codegen::{Mode, generate};

use crate::bench::{Bench, RIGHT};

/// Two packages whose services have one name and one route, as those of large
/// public APIs do.
fn foreign(package: &str) -> String {
    format!(
        "syntax = \"proto3\";\npackage {package};\nimport \"google/api/annotations.proto\";\n\
         message Topic {{\n  string name = 1;\n}}\n\
         service Publisher {{\n  rpc CreateTopic(Topic) returns (Topic) {{\n    \
             option (google.api.http) = {{put: \"/v1/{{name=projects/*/topics/*}}\" body: \"*\"}};\n  }}\n}}\n"
    )
}

fn bench() -> Bench {
    Bench::new(RIGHT)
        .with("test/pubsub/v1/a.proto", &foreign("test.pubsub.v1"))
        .with("test/lite/v1/b.proto", &foreign("test.lite.v1"))
}

#[test]
fn foreign_contracts_are_right_as_they_are() {
    assert_eq!(bench().told(), "");
}

#[test]
fn services_of_foreign_contracts_have_queues_of_their_own() {
    let bench = bench();
    generate(&bench.project(), Mode::Write).unwrap_or_else(|report| panic!("{report}"));
    let methods = bench.read("generated/test-lite-v1/src/methods.rs");
    assert!(methods.contains("\"test_lite_v1_publisher\""), "{methods}");
    let methods = bench.read("generated/test-pubsub-v1/src/methods.rs");
    assert!(
        methods.contains("\"test_pubsub_v1_publisher\""),
        "{methods}"
    );
}

#[test]
fn a_contract_that_imports_our_options_is_held_to_them() {
    let ours = foreign("test.pubsub.v1").replace(
        "import \"google",
        "import \"counterpart/v1/options.proto\";\nimport \"google",
    );
    let told = Bench::new(RIGHT)
        .with("test/pubsub/v1/a.proto", &ours)
        .told();
    assert!(told.contains("C0306"), "{told}");
}

/// A contract of others, whose service takes and gives a message.
fn with_service(package: &str, service: &str) -> String {
    format!(
        "syntax = \"proto3\";\npackage {package};\nmessage Note {{}}\n\
         service {service} {{\n  rpc Get(Note) returns (Note);\n}}\n"
    )
}

#[test]
fn a_foreign_service_has_no_database_whose_name_could_be_too_long() {
    let package = "test.ads.googleads.v18.services.of.a.rather.long.name";
    let told = Bench::new(RIGHT)
        .with(
            "test/ads.proto",
            &with_service(package, "CustomerConversionGoalService"),
        )
        .told();
    assert_eq!(told, "");
}

#[test]
fn foreign_names_that_read_the_same_in_snake_case_have_queues_of_their_own() {
    let bench = Bench::new(RIGHT)
        .with("test/a.proto", &with_service("test.a", "BookStore"))
        .with("test/b.proto", &with_service("test.a.book", "Store"));
    assert_eq!(bench.told(), "");
    generate(&bench.project(), Mode::Write).unwrap_or_else(|report| panic!("{report}"));
    let methods = bench.read("generated/test-a-book/src/methods.rs");
    assert!(methods.contains("\"test_a_book_store\""), "{methods}");
    let methods = bench.read("generated/test-a/src/methods.rs");
    assert!(methods.contains("\"test_a_book_store_"), "{methods}");
}

#[test]
fn what_others_always_give_is_required_of_no_request() {
    let text = "syntax = \"proto3\";\npackage test.given.v1;\n\
        import \"google/api/field_behavior.proto\";\n\
        message Order {\n  string id = 1 [\n    (google.api.field_behavior) = OUTPUT_ONLY,\n    \
        (google.api.field_behavior) = REQUIRED\n  ];\n}\n";
    let bench = Bench::new(RIGHT).with("test/given.proto", text);
    assert_eq!(bench.told(), "");
    generate(&bench.project(), Mode::Write).unwrap_or_else(|report| panic!("{report}"));
    let descriptors = bench.read("generated/test-given-v1/src/descriptors.rs");
    assert!(descriptors.contains(".output_only()"), "{descriptors}");
    assert!(!descriptors.contains(".required()"), "{descriptors}");
}

#[test]
fn a_contract_of_many_letters_is_not_hashed_by_the_compiler() {
    let note = with_service("test.large.v1", "Publisher");
    let large = format!("{note}// {}\n", "a".repeat(200_000));
    for (text, is_hashed) in [(note, true), (large, false)] {
        let bench = Bench::new(RIGHT).with("test/large.proto", &text);
        generate(&bench.project(), Mode::Write).unwrap_or_else(|report| panic!("{report}"));
        let root = bench.read("generated/test-large-v1/src/lib.rs");
        assert_eq!(root.contains("mod fresh;"), is_hashed, "{root}");
    }
}
