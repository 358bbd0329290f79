//! What names of a contract are called in Rust.

use super::case::{screaming, snake, upper_camel};

/// `Product.Dimensions` -> `ProductDimensions`
pub(super) fn type_of(name_in_package: &str) -> String {
    let name: String = name_in_package.split('.').map(upper_camel).collect();
    match name.as_str() {
        "Self" => "Self_".to_owned(),
        "" => "__".to_owned(),
        // A digit begins no name.
        _ if name.starts_with(|first: char| first.is_ascii_digit()) => format!("N{name}"),
        _ => name,
    }
}

/// The name of a field, a function or a module: `type` -> `r#type`.
pub(crate) fn ident(name: &str) -> String {
    match words(name).as_str() {
        word @ ("self" | "super" | "crate" | "_") => format!("{word}_"),
        word if KEYWORDS.contains(&word) => format!("r#{word}"),
        word => word.to_owned(),
    }
}

/// A name as rustdoc has it, which knows no raw ones.
pub(crate) fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// A name in the style of Rust's functions, whatever style the contract has:
/// `camelCase` -> `camel_case`, `_a__b` -> `a_b`.
fn words(name: &str) -> String {
    let snake = snake(name);
    let is_in_style = !snake.starts_with('_') && !snake.contains("__");
    if is_in_style {
        return snake;
    }
    let words: Vec<&str> = snake.split('_').filter(|word| !word.is_empty()).collect();
    match words.first() {
        None => "_".to_owned(),
        // A digit begins no name.
        Some(first) if first.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("n{}", words.join("_"))
        }
        Some(_) => words.join("_"),
    }
}

/// The function for a method: `GetProduct` -> `get_product`. The names by which
/// generated types are made are taken.
pub(super) fn function_of(method: &str) -> String {
    match snake(method).as_str() {
        name @ ("new" | "default") => format!("{name}_"),
        name => ident(name),
    }
}

/// The variant of an enum's value: `PRODUCT_STATUS_DRAFT` of `ProductStatus` ->
/// `Draft`. The prefix stays if the rest would be no name.
pub(super) fn variant_of(enum_name: &str, value: &str) -> String {
    let prefix = format!("{}_", screaming(enum_name));
    let rest = value.strip_prefix(prefix.as_str()).unwrap_or(value);
    let rest = if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        rest
    } else {
        value
    };
    match type_of(&rest.to_ascii_lowercase()) {
        name if name == "Unrecognized" => format!("{name}_"),
        name => name,
    }
}

/// `shop.product.v1` -> `shop-product-v1`
///
/// What Cargo or the compiler would take for something of their own gets an end:
/// `core` -> `core-contract`.
pub(crate) fn package_crate(package: &str) -> String {
    let words: Vec<String> = package.split('.').map(words).collect();
    let name = words.join("-").replace('_', "-");
    if RESERVED.contains(&name.as_str()) || KEYWORDS.contains(&name.as_str()) {
        format!("{name}-contract")
    } else {
        name
    }
}

/// The crate that packages share whose types hold each other, by the first of
/// them: `a.v1` and `b.v1` -> `a-v1-circle`
pub(crate) fn circle_crate(circle: &[String]) -> String {
    let first = circle.first().map(String::as_str).unwrap_or_default();
    format!("{}-circle", package_crate(first))
}

/// `shop.product.v1` -> `shop_product_v1`
pub(crate) fn package_module(package: &str) -> String {
    package_crate(package).replace('-', "_")
}

/// The crates that come with the compiler, words that name no crate, and folders
/// that Cargo has beside its crates.
const RESERVED: &[&str] = &[
    "alloc",
    "build",
    "core",
    "crate",
    "deps",
    "examples",
    "incremental",
    "proc-macro",
    "self",
    "std",
    "super",
    "test",
];

/// The keywords of edition 2024 that can be written raw.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_written_raw_where_rust_allows_it() {
        assert_eq!(ident("type"), "r#type");
        assert_eq!(ident("self"), "self_");
        assert_eq!(ident("title"), "title");
        assert_eq!(ident("trailing_"), "trailing_");
    }

    #[test]
    fn names_of_any_style_are_written_in_that_of_rust() {
        assert_eq!(ident("camelCase"), "camel_case");
        assert_eq!(ident("UPPER"), "upper");
        assert_eq!(ident("_leading"), "leading");
        assert_eq!(ident("with__two"), "with_two");
        assert_eq!(ident("_1"), "n1");
        assert_eq!(ident("Type"), "r#type");
        assert_eq!(ident("digit_2"), "digit_2");
    }

    #[test]
    fn a_package_is_a_crate_that_can_be_named() {
        assert_eq!(package_crate("shop.product.v1"), "shop-product-v1");
        assert_eq!(package_crate("Shop.orderLines.V1"), "shop-order-lines-v1");
        assert_eq!(package_crate("core"), "core-contract");
        assert_eq!(package_module("core"), "core_contract");
        assert_eq!(package_crate("type"), "type-contract");
        assert_eq!(package_crate("core.v1"), "core-v1");
    }

    #[test]
    fn a_type_has_a_name_whatever_the_contract_calls_it() {
        assert_eq!(type_of("Product.Dimensions"), "ProductDimensions");
        assert_eq!(type_of("Self"), "Self_");
        assert_eq!(type_of("_1"), "N1");
        assert_eq!(type_of("_"), "__");
    }

    #[test]
    fn a_method_is_a_function_beside_those_that_make_the_type() {
        assert_eq!(function_of("GetProduct"), "get_product");
        assert_eq!(function_of("Move"), "r#move");
        assert_eq!(function_of("New"), "new_");
    }

    #[test]
    fn a_variant_loses_the_prefix_of_its_enum() {
        assert_eq!(variant_of("ProductStatus", "PRODUCT_STATUS_DRAFT"), "Draft");
        assert_eq!(variant_of("ProductStatus", "SOLD_OUT"), "SoldOut");
        assert_eq!(variant_of("Size", "SIZE_2_XL"), "Size2Xl");
    }
}
