//! Headers of HTTP (RFC 9110), strict and lenient.

/// A name of letters, digits and some signs, maybe with a colon in front, as
/// pseudo-headers have one.
pub(in crate::validate) fn is_header_name(text: &str) -> bool {
    let name = text.strip_prefix(':').unwrap_or(text);
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+,-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_allowed)
}

/// A value without control characters but the tab.
pub(in crate::validate) fn is_header_value(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte == b'\t' || !byte.is_ascii_control())
}

/// What no reader of headers takes for two: text without line ends and zeros.
pub(in crate::validate) fn is_line(text: &str) -> bool {
    !text.contains(['\0', '\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_ends_no_line() {
        assert!(is_header_name("content-type") && is_header_name(":path"));
        assert!(!is_header_name("") && !is_header_name(":") && !is_header_name("a b"));
        assert!(is_header_value("a\tb \u{e9}") && !is_header_value("a\u{7f}"));
        assert!(is_line("a b\u{7f}") && !is_line("a\nb") && !is_line("a\rb") && !is_line("\0"));
    }
}
