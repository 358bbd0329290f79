//! The text of generated files, as a reviewer sees it.

use std::sync::LazyLock;

use counterpart_codegen::steps::{self, Content, Files};

use crate::rendered;

static FILES: LazyLock<Files> = LazyLock::new(|| rendered::files(&rendered::reading()));

/// Compares these files with the snapshot of this name.
fn show(name: &str, paths: &[&str]) {
    let mut shown = String::new();
    for path in paths {
        let Some(Content::Text(text)) = FILES.get(path) else {
            panic!("{path} is not generated");
        };
        shown.push_str(&format!("=== {path}\n{text}\n"));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, shown);
    });
}

/// What is rendered here is what people can have rendered. These are several
/// projects in one, so that two services may have the same queue.
#[test]
fn the_checks_find_nothing_wrong_with_these_contracts() {
    let told = steps::check(&rendered::reading()).short();
    let is_wrong = |line: &&str| line.contains(" error[") && !line.contains("error[C0208]");
    let wrong: Vec<&str> = told.lines().filter(is_wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_scalar_has_its_type_and_its_encoding() {
    show(
        "scalars",
        &["scalars-v1/src/messages.rs", "scalars-v1/src/codec.rs"],
    );
}

#[test]
fn maps_are_sorted() {
    show(
        "maps",
        &[
            "maps-v1/src/messages.rs",
            "maps-v1/src/codec.rs",
            "maps-v1/src/descriptors.rs",
            "maps-v1/src/validate.rs",
        ],
    );
}

#[test]
fn ids_have_the_type_of_their_entity() {
    show(
        "typed_ids",
        &[
            "ids/src/typed_ids_v1.rs",
            "typed-ids-v1/Cargo.toml",
            "typed-ids-v1/src/messages.rs",
        ],
    );
}

#[test]
fn a_oneof_is_an_enum() {
    show(
        "oneofs",
        &[
            "oneofs-v1/src/messages.rs",
            "oneofs-v1/src/codec.rs",
            "oneofs-v1/src/descriptors.rs",
            "oneofs-v1/src/validate.rs",
        ],
    );
}

#[test]
fn an_enum_keeps_numbers_that_it_does_not_know() {
    show(
        "enums",
        &[
            "enums-v1/src/messages.rs",
            "enums-v1/src/codec.rs",
            "enums-v1/src/descriptors.rs",
        ],
    );
}

#[test]
fn a_message_that_contains_itself_stands_in_a_box() {
    show("recursion", &["recursion-v1/src/messages.rs"]);
}

#[test]
fn nested_messages_are_named_after_those_around_them() {
    show(
        "nesting",
        &["nesting-v1/src/lib.rs", "nesting-v1/src/messages.rs"],
    );
}

#[test]
fn awkward_names_are_escaped() {
    show(
        "awkward_names",
        &[
            "awkward-names-v1/src/messages.rs",
            "awkward-names-v1/src/client.rs",
            "awkward-names-v1-service/src/repository.rs",
            "awkward-names-v1-service/src/service.rs",
        ],
    );
}

#[test]
fn well_known_types_have_types_of_their_own() {
    show(
        "well_known",
        &[
            "well-known-v1/src/messages.rs",
            "well-known-v1/src/codec.rs",
            "well-known-v1/src/descriptors.rs",
            "well-known-v1/src/validate.rs",
            "well-known-v1/src/client.rs",
            "well-known-v1-service/src/entities.rs",
            "well-known-v1-service/src/fields.rs",
        ],
    );
}

#[test]
fn an_any_in_json_names_the_messages_of_the_contracts() {
    show(
        "routes",
        &[
            "routes/Cargo.toml",
            "routes/src/lib.rs",
            "routes/src/types.rs",
        ],
    );
}

#[test]
fn messages_of_other_packages_come_from_their_crates() {
    show(
        "other_packages",
        &[
            "other-packages-v1/Cargo.toml",
            "other-packages-v1/src/messages.rs",
            "other-packages-v1/src/descriptors.rs",
        ],
    );
}

#[test]
fn packages_whose_types_hold_each_other_share_a_crate() {
    show(
        "circle",
        &[
            "circle-invoice-v1-circle/Cargo.toml",
            "circle-invoice-v1-circle/src/lib.rs",
            "circle-invoice-v1-circle/src/circle_order_v1/mod.rs",
            "circle-invoice-v1-circle/src/circle_order_v1/client.rs",
            "circle-invoice-v1-circle/src/circle_order_v1/fresh.rs",
            "circle-invoice-v1-circle/src/circle_order_v1/messages.rs",
            "circle-invoice-v1-circle/src/circle_order_v1/stub.rs",
            "circle-order-v1/Cargo.toml",
            "circle-order-v1/src/lib.rs",
            "circle-order-v1-service/Cargo.toml",
            "circle-order-v1-service/src/entities.rs",
            "circle-report-v1/Cargo.toml",
            "circle-report-v1/src/messages.rs",
        ],
    );
}

#[test]
fn comments_become_documentation() {
    show(
        "documentation",
        &[
            "documentation-v1/src/lib.rs",
            "documentation-v1/src/messages.rs",
            "documentation-v1/src/client.rs",
            "documentation-v1-service/src/service.rs",
        ],
    );
}

#[test]
fn a_package_of_enums_is_a_crate() {
    show(
        "only_enums",
        &["only-enums-v1/src/lib.rs", "only-enums-v1/src/codec.rs"],
    );
}

#[test]
fn a_service_has_a_client_a_stub_and_a_server() {
    show(
        "unary_service",
        &[
            "unary-service-v1/src/lib.rs",
            "unary-service-v1/src/methods.rs",
            "unary-service-v1/src/client.rs",
            "unary-service-v1/src/stub.rs",
            "unary-service-v1/src/routes.rs",
            "unary-service-v1-service/Cargo.toml",
            "unary-service-v1-service/src/lib.rs",
            "unary-service-v1-service/src/contract.rs",
            "unary-service-v1-service/src/service.rs",
        ],
    );
}

#[test]
fn a_method_that_streams_is_left_out() {
    show(
        "streams",
        &[
            "streams-v1/src/lib.rs",
            "streams-v1/src/methods.rs",
            "streams-v1/src/client.rs",
            "streams-v1/src/routes.rs",
            "streams-v1-service/src/lib.rs",
            "streams-v1-service/src/service.rs",
        ],
    );
}

#[test]
fn a_service_without_methods_has_no_client() {
    show(
        "only_streams",
        &[
            "only-streams-v1/src/lib.rs",
            "only-streams-v1-service/src/service.rs",
        ],
    );
}

#[test]
fn a_type_comes_from_the_package_that_declares_it() {
    show(
        "public_imports",
        &[
            "public-all-v1/src/lib.rs",
            "public-user-v1/Cargo.toml",
            "public-user-v1/src/messages.rs",
        ],
    );
}

#[test]
fn a_default_of_proto2_is_a_function() {
    show(
        "proto2",
        &[
            "proto2-v1/src/messages.rs",
            "proto2-v1/src/codec.rs",
            "proto2-v1/src/descriptors.rs",
            "proto2-v1/src/validate.rs",
            "proto2-values-v1/src/messages.rs",
        ],
    );
}

#[test]
fn names_that_differ_in_style_alone_are_told_apart() {
    show(
        "twins",
        &[
            "twins-v1/src/lib.rs",
            "twins-v1/src/messages.rs",
            "twins-v1/src/descriptors.rs",
            "twins-v1/src/client.rs",
            "twins-v1/src/methods.rs",
            "twins-v1-service/src/lib.rs",
            "twins-v1-service/src/service.rs",
            "twins-old-v1/src/messages.rs",
            "twins-old-v1/src/codec.rs",
        ],
    );
}

#[test]
fn a_package_may_be_called_like_a_crate_of_the_compiler() {
    show(
        "core",
        &[
            "core-contract/src/messages.rs",
            "core-contract/src/client.rs",
        ],
    );
}

#[test]
fn comments_stay_comments() {
    show("hostile_comments", &["hostile-comments-v1/src/messages.rs"]);
}

#[test]
fn standard_methods_that_are_asked_for_are_provided() {
    show(
        "standard_methods",
        &[
            "standard-methods-v1-service/Cargo.toml",
            "standard-methods-v1-service/src/lib.rs",
            "standard-methods-v1-service/src/entities.rs",
            "standard-methods-v1-service/src/fields.rs",
            "standard-methods-v1-service/src/repository.rs",
            "standard-methods-v1-service/src/service.rs",
        ],
    );
}

#[test]
fn what_belongs_to_users_is_reached_through_them() {
    show(
        "owned_entities",
        &[
            "owned-entities-v1/src/methods.rs",
            "owned-entities-v1/src/routes.rs",
            "owned-entities-v1-service/src/entities.rs",
            "owned-entities-v1-service/src/repository.rs",
            "owned-entities-v1-service/src/service.rs",
        ],
    );
}

#[test]
fn money_can_be_counted_and_a_planned_method_has_a_body() {
    show(
        "money_and_plans",
        &[
            "documented-options-v1/src/lib.rs",
            "documented-options-v1/src/messages.rs",
            "documented-options-v1-service/src/service.rs",
        ],
    );
}

#[test]
fn rules_become_checks() {
    show("validation", &["validation-v1/src/validate.rs"]);
}

/// Otherwise a snapshot would show a contract that is refused.
#[test]
fn the_test_contracts_ask_for_nothing_that_is_not_supported() {
    let reading = rendered::reading();
    for message in reading.contract.messages() {
        let unsupported = &message.rules.unsupported;
        assert_eq!(*unsupported, [], "{}", message.full_name);
        for field in &message.fields {
            let unsupported = &field.rules.unsupported;
            assert_eq!(*unsupported, [], "{}.{}", message.full_name, field.name);
        }
    }
}
