//! E-mail addresses.

use crate::validate::Pattern;

/// The e-mail address of HTML's forms
/// (<https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address>).
static EMAIL: Pattern = Pattern::new(
    r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$",
);

pub(in crate::validate) fn is_email(text: &str) -> bool {
    EMAIL.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_is_what_a_browser_accepts() {
        assert!(is_email("a.b+c@shop.example"));
        assert!(is_email("a@localhost"));
        for text in ["", "a", "a@", "@b", "a b@c", "a@-b", "a@b..c", "a@b\n"] {
            assert!(!is_email(text), "{text}");
        }
    }
}
