//! How names of a contract are written in Rust.

/// `Product.Dimensions` -> `ProductDimensions`
pub(crate) fn type_name(name_in_package: &str) -> String {
    let name: String = name_in_package.split('.').map(upper_camel).collect();
    if name == "Self" {
        "Self_".to_owned()
    } else {
        name
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

/// A name in the style of Rust's functions, whatever style the contract has:
/// `camelCase` -> `camel_case`, `_a__b` -> `a_b`.
pub(super) fn words(name: &str) -> String {
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
pub(crate) fn function(method: &str) -> String {
    match snake(method).as_str() {
        name @ ("new" | "default") => format!("{name}_"),
        name => ident(name),
    }
}

/// The variant of an enum's value: `PRODUCT_STATUS_DRAFT` of `ProductStatus` ->
/// `Draft`. The prefix stays if the rest would be no name.
pub(crate) fn variant(enum_name: &str, value: &str) -> String {
    let prefix = format!("{}_", screaming(enum_name));
    let rest = value.strip_prefix(prefix.as_str()).unwrap_or(value);
    let rest = if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        rest
    } else {
        value
    };
    match upper_camel(&rest.to_ascii_lowercase()) {
        name if name == "Self" || name == "Unrecognized" => format!("{name}_"),
        name => name,
    }
}

/// `category_ids` -> `CategoryIds`, `HTTPServer` -> `HTTPServer`
pub(crate) fn upper_camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for part in name.split('_') {
        let mut letters = part.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

/// `ListProducts` -> `list_products`, `Product.Dimensions` -> `product_dimensions`
pub(crate) fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    let letters: Vec<char> = name.chars().collect();
    for (index, letter) in letters.iter().enumerate() {
        if *letter == '.' {
            snake.push('_');
            continue;
        }
        let previous = index.checked_sub(1).and_then(|before| letters.get(before));
        let next = letters.get(index + 1);
        let starts_word = letter.is_ascii_uppercase()
            && previous.is_some_and(|previous| {
                previous.is_ascii_lowercase()
                    || previous.is_ascii_digit()
                    || (previous.is_ascii_uppercase() && next.is_some_and(char::is_ascii_lowercase))
            });
        if starts_word {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// `ListProducts` -> `LIST_PRODUCTS`
pub(crate) fn screaming(name: &str) -> String {
    snake(name).to_ascii_uppercase()
}

/// `categories` for `Category`: the plural by which a repository is called.
pub(super) fn plural(singular: &str) -> String {
    let before_y = singular.strip_suffix('y');
    match before_y {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if singular.ends_with(['s', 'x'])
            || singular.ends_with("ch")
            || singular.ends_with("sh") =>
        {
            format!("{singular}es")
        }
        _ => format!("{singular}s"),
    }
}

/// `shop.product.v1` -> `shop-product-v1`
pub(crate) fn package_crate(package: &str) -> String {
    package.replace(['.', '_'], "-")
}

/// `shop.product.v1` -> `shop_product_v1`
pub(super) fn package_module(package: &str) -> String {
    package.replace('.', "_")
}

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
    fn a_method_is_a_function_beside_those_that_make_the_type() {
        assert_eq!(function("GetProduct"), "get_product");
        assert_eq!(function("Move"), "r#move");
        assert_eq!(function("New"), "new_");
    }

    #[test]
    fn a_variant_loses_the_prefix_of_its_enum() {
        assert_eq!(variant("ProductStatus", "PRODUCT_STATUS_DRAFT"), "Draft");
        assert_eq!(variant("ProductStatus", "SOLD_OUT"), "SoldOut");
        assert_eq!(variant("Size", "SIZE_2_XL"), "Size2Xl");
    }

    #[test]
    fn words_are_told_apart_by_their_capitals() {
        assert_eq!(snake("ListProducts"), "list_products");
        assert_eq!(snake("HTTPRoute"), "http_route");
        assert_eq!(snake("Product.Dimensions"), "product_dimensions");
        assert_eq!(snake("V2Beta"), "v2_beta");
    }

    #[test]
    fn plurals_are_english() {
        assert_eq!(plural("category"), "categories");
        assert_eq!(plural("product"), "products");
        assert_eq!(plural("box"), "boxes");
        assert_eq!(plural("key"), "keys");
    }
}
