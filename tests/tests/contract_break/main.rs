//! What a change of a contract does to those who use it.
//!
//! Each test changes a copy of the workspace and asks the compilers, which is the whole promise of the project: they
//! name every place that no longer agrees, and nothing else.

mod check;
mod copy;

use check::Findings;
use copy::Copy;

const PRODUCT: &str = "proto/shop/product/v1/product.proto";
const IMAGES: &str =
    "repeated shop.type.v1.Image images = 8 [(buf.validate.field).repeated.max_items = 30];";
const PRODUCT_TESTS: &str = "services/product/tests/products.rs";

/// Those who read or write `Product.title`: the service, and the tests that talk to a running shop.
/// (The shop's binary does too. It links the service, so its turn comes when the service compiles again.)
const USERS_OF_TITLE: [&str; 2] = ["product", "system-tests"];

#[test]
fn an_untouched_copy_compiles() {
    let copy = Copy::fresh();
    copy.generate();
    expect_all_compile(&copy);
}

#[test]
fn a_renamed_field_stops_exactly_those_who_use_it() {
    let copy = Copy::fresh();
    copy.replace(PRODUCT, "string title = 3", "string name = 3");
    copy.replace(PRODUCT, r#"{fields: "title"}"#, r#"{fields: "name"}"#);
    copy.generate();

    let findings = Findings::of(&copy);
    assert_eq!(findings.crates(), USERS_OF_TITLE);
    assert!(findings.all_say("`title`"), "{findings:#?}");
    expect_typescript_stops_at(&copy, "'title'");
}

/// Bytes have no pattern of their own, so the rules change with the type.
const TITLE_WITH_RULES: &str = r#"string title = 3 [
    (buf.validate.field).string = {
      max_len: 200
      // Not only spaces.
      pattern: "[^\\s\\p{Z}]"
    },"#;

#[test]
fn a_retyped_field_stops_exactly_those_who_use_it() {
    let copy = Copy::fresh();
    copy.replace(
        PRODUCT,
        TITLE_WITH_RULES,
        "bytes title = 3 [\n    (buf.validate.field).bytes.max_len = 200,",
    );
    copy.generate();

    let findings = Findings::of(&copy);
    assert_eq!(findings.crates(), USERS_OF_TITLE);
    expect_typescript_stops_at(&copy, "Uint8Array");
}

/// The service hands pictures on without ever naming them, so only the tests of a running shop stop.
#[test]
fn a_removed_field_stops_exactly_those_who_use_it() {
    let copy = Copy::fresh();
    copy.replace(PRODUCT, IMAGES, "reserved 8;");
    copy.replace(PRODUCT, "import \"shop/type/v1/image.proto\";\n", "");
    copy.generate();

    let findings = Findings::of(&copy);
    assert_eq!(findings.crates(), ["system-tests"]);
    assert!(findings.all_say("`images`"), "{findings:#?}");
}

#[test]
fn an_added_optional_field_stops_nobody() {
    let copy = Copy::fresh();
    copy.replace(
        PRODUCT,
        "string etag = 11;",
        "string etag = 11;\n\n  // Who made the product.\n  optional string brand = 12;",
    );
    copy.generate();
    expect_all_compile(&copy);
}

#[test]
fn the_id_of_another_entity_does_not_compile() {
    let request = |id: &str| {
        format!(
            "\nfn asks_for(id: {id}) -> shop_product_v1::GetProductRequest {{\n    \
             shop_product_v1::GetProductRequest {{ id }}\n}}\n"
        )
    };
    let copy = Copy::fresh();
    copy.append(PRODUCT_TESTS, &request("shop_product_v1::ProductId"));
    assert_eq!(Findings::of(&copy).crates(), [""; 0]);

    copy.restore();
    copy.append(PRODUCT_TESTS, &request("shop_category_v1::CategoryId"));
    let findings = Findings::of(&copy);
    assert_eq!(findings.crates(), ["product"]);
    assert!(findings.all_say("mismatched types"), "{findings:#?}");
}

#[test]
fn a_changed_contract_that_was_not_generated_does_not_compile() {
    let copy = Copy::fresh();
    copy.replace(PRODUCT, "max_len: 200", "max_len: 100");
    let findings = Findings::of(&copy);
    assert_eq!(findings.crates(), ["shop-product-v1"]);
    let first_line = findings.first_line("shop-product-v1");
    assert!(
        first_line.contains(PRODUCT) && first_line.ends_with("Run: counterpart generate"),
        "{first_line}"
    );
}

fn expect_all_compile(copy: &Copy) {
    assert_eq!(Findings::of(copy).crates(), [""; 0]);
    assert_eq!(copy.typescript_errors(), [""; 0]);
}

/// The TypeScript compiler finds places in the client's tests, and none that doesn't say this text.
fn expect_typescript_stops_at(copy: &Copy, text: &str) {
    let errors = copy.typescript_errors();
    assert!(
        !errors.is_empty(),
        "the TypeScript client does not use the field"
    );
    for error in errors {
        assert!(
            error.starts_with("client/test/shop.test.ts(") && error.contains(text),
            "{error}"
        );
    }
}
