//! The spellings of a name.

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
    let mut snake = String::with_capacity(name.len() + 8);
    let mut previous = '.';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let starts_word = letter.is_ascii_uppercase()
            && (previous.is_ascii_lowercase()
                || previous.is_ascii_digit()
                || (previous.is_ascii_uppercase()
                    && letters.peek().is_some_and(char::is_ascii_lowercase)));
        if starts_word {
            snake.push('_');
        }
        snake.push(match letter {
            '.' => '_',
            letter => letter.to_ascii_lowercase(),
        });
        previous = letter;
    }
    snake
}

/// `ListProducts` -> `LIST_PRODUCTS`
pub(crate) fn screaming(name: &str) -> String {
    let mut screaming = snake(name);
    screaming.make_ascii_uppercase();
    screaming
}

/// `categories` for `Category`: the plural by which a repository is called.
pub(crate) fn plural(singular: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_by_their_capitals() {
        assert_eq!(snake("ListProducts"), "list_products");
        assert_eq!(snake("HTTPRoute"), "http_route");
        assert_eq!(snake("SEO"), "seo");
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
