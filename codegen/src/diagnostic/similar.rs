//! Guesses what somebody meant to write.

/// The known name that is nearest to a written one, if it is near enough to be
/// a slip of the keyboard: at most a third of its letters differ.
fn similar<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, name)| {
            let longest = written.chars().count().max(name.chars().count());
            *distance > 0 && *distance <= 1.max(longest / 3)
        })
        .min()
        .map(|(_, name)| name)
}

/// `did you mean "skus"?`, if a known name is near.
pub(crate) fn did_you_mean<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    similar(written, known).map(|name| format!("did you mean \"{name}\"?"))
}

/// `did you mean "shop.cart.v1.Cart"?` for what was written in full, or without
/// the package that it stands in.
pub(crate) fn did_you_mean_full<'a>(
    written: &str,
    full_names: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let names: Vec<&str> = full_names.into_iter().collect();
    let short = |name: &'a str| name.rsplit('.').next().unwrap_or(name);
    let exact = names.iter().find(|name| short(name) == written);
    let full = exact.copied().or_else(|| {
        let near = similar(written, names.iter().copied())
            .or_else(|| similar(written, names.iter().map(|name| short(name))))?;
        let mut names = names.iter().copied();
        names.find(|name| *name == near || short(name) == near)
    })?;
    Some(format!("did you mean \"{full}\"?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_its_package_is_recognised() {
        let known = ["shop.cart.v1.CartService", "shop.order.v1.OrderService"];
        for written in ["OrderService", "OrderServic", "shop.order.v2.OrderService"] {
            let expected = "did you mean \"shop.order.v1.OrderService\"?";
            assert_eq!(did_you_mean_full(written, known).as_deref(), Some(expected));
        }
        assert_eq!(did_you_mean_full("Payment", known), None);
    }

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let known = ["skus", "title", "category_ids"];
        assert_eq!(similar("sku", known), Some("skus"));
        assert_eq!(similar("categroy_ids", known), Some("category_ids"));
        assert_eq!(similar("price", known), None);
        assert_eq!(similar("title", known), None, "the same word is no slip");
    }
}
