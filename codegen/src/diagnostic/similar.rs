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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let known = ["skus", "title", "category_ids"];
        assert_eq!(similar("sku", known), Some("skus"));
        assert_eq!(similar("categroy_ids", known), Some("category_ids"));
        assert_eq!(similar("price", known), None);
        assert_eq!(similar("title", known), None, "the same word is no slip");
    }
}
