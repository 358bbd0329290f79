//! The last part of a product's address.

/// How many products with the same title get a number before a random suffix.
const NUMBERED: u32 = 9;

/// How many random suffixes are tried: with 32 bits each, one is enough unless
/// hundreds of thousands of products share a title.
const RANDOM: usize = 3;

/// A longer slug is cut, at a dash where there is one.
const MAX_LENGTH: usize = 80;

/// Slugs for a title in the order in which to try them: `olive-soap`,
/// `olive-soap-2` to `olive-soap-9`, and then some with a random suffix.
pub(crate) fn candidates(title: &str) -> impl Iterator<Item = String> {
    let plain = from_title(title);
    let numbered = {
        let plain = plain.clone();
        (2..=NUMBERED).map(move |number| format!("{plain}-{number}"))
    };
    let random = {
        let plain = plain.clone();
        std::iter::repeat_with(move || {
            let suffix = uuid::Uuid::new_v4().as_fields().0;
            format!("{plain}-{suffix:08x}")
        })
        .take(RANDOM)
    };
    std::iter::once(plain).chain(numbered).chain(random)
}

/// Lower-case ASCII words joined by dashes; other scripts are transliterated.
fn from_title(title: &str) -> String {
    let mut slug = slug::slugify(title);
    if slug.len() > MAX_LENGTH {
        let end = slug[..=MAX_LENGTH].rfind('-').unwrap_or(MAX_LENGTH);
        slug.truncate(end);
    }
    if slug.is_empty() {
        slug.push_str("product");
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_lower_case_words_joined_by_dashes() {
        assert_eq!(from_title("  Olive Soap, 100 g! "), "olive-soap-100-g");
    }

    #[test]
    fn other_scripts_are_transliterated() {
        assert_eq!(from_title("Crème brûlée"), "creme-brulee");
        assert_eq!(from_title("Мыло"), "mylo");
    }

    #[test]
    fn a_title_without_letters_still_has_a_slug() {
        assert_eq!(from_title("!!!"), "product");
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let slug = from_title(&"soap ".repeat(40));
        assert!(slug.len() <= MAX_LENGTH, "{slug}");
        assert!(slug.ends_with("soap"), "{slug}");
    }

    #[test]
    fn candidates_start_plain_and_never_repeat() {
        let candidates: Vec<_> = candidates("Soap").collect();
        assert_eq!(candidates[..3], ["soap", "soap-2", "soap-3"]);
        let distinct: std::collections::HashSet<_> = candidates.iter().collect();
        assert_eq!(distinct.len(), candidates.len());
    }
}
