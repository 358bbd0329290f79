//! Well-known forms of strings, as protovalidate defines them.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::validate::Pattern;

/// The e-mail address of HTML's forms
/// (<https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address>).
static EMAIL: Pattern = Pattern::new(
    r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$",
);

pub(super) fn is_email(text: &str) -> bool {
    EMAIL.is_match(text)
}

/// RFC 1034: labels of 1 to 63 letters, digits and inner hyphens, 253 characters
/// in all. The last label has a letter or hyphen, or it would be an IP address.
pub(super) fn is_hostname(text: &str) -> bool {
    let name = text.strip_suffix('.').unwrap_or(text);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let last = name.rsplit('.').next().unwrap_or(name);
    text.len() <= 253
        && name.split('.').all(is_label)
        && !last.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

/// With or without a zone (RFC 4007), as in `fe80::1%eth0`.
pub(super) fn is_ipv6(text: &str) -> bool {
    let (address, zone) = text.split_once('%').unwrap_or((text, "none"));
    !zone.is_empty() && address.parse::<Ipv6Addr>().is_ok()
}

pub(super) fn is_address(text: &str) -> bool {
    is_hostname(text) || is_ipv4(text) || is_ipv6(text)
}

pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

pub(super) fn is_tuuid(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// 26 digits of Crockford's base 32, of which the first is at most 7.
pub(super) fn is_ulid(text: &str) -> bool {
    let is_digit = |byte: u8| {
        byte.is_ascii_alphanumeric()
            && !matches!(byte.to_ascii_uppercase(), b'I' | b'L' | b'O' | b'U')
    };
    text.len() == 26
        && text.bytes().all(is_digit)
        && text.bytes().next().is_some_and(|first| first <= b'7')
}

/// RFC 3986: a scheme, then what may follow one.
pub(super) fn is_uri(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        let mut bytes = scheme.bytes();
        bytes
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
            && has_uri_form(rest)
    })
}

/// RFC 3986: a URI, or what may stand in place of one.
pub(super) fn is_uri_reference(text: &str) -> bool {
    // In a relative reference, no colon stands in the first segment.
    let first_segment = text.split(['/', '?', '#']).next().unwrap_or(text);
    is_uri(text) || (!first_segment.contains(':') && has_uri_form(text))
}

/// An optional authority, a path, an optional query and fragment.
fn has_uri_form(text: &str) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    let (authority, path) = match text.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", text),
    };
    is_authority(authority)
        && has_characters(path, b":@/")
        && has_characters(query, b":@/?")
        && has_characters(fragment, b":@/?")
}

fn is_authority(text: &str) -> bool {
    let (user, host) = text.rsplit_once('@').unwrap_or(("", text));
    let (host, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((literal, "")) => return has_characters(user, b":") && is_ipv6(literal),
        Some((literal, rest)) if is_ipv6(literal) && rest.starts_with(':') => ("", &rest[1..]),
        _ => host.rsplit_once(':').unwrap_or((host, "")),
    };
    has_characters(user, b":")
        && has_characters(host, b"")
        && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// Unreserved characters, sub-delimiters, these, and bytes after a `%`.
fn has_characters(text: &str, also: &[u8]) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let is_allowed = match byte {
            b'%' => {
                bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit())
                    && bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit())
            }
            _ => {
                byte.is_ascii_alphanumeric()
                    || b"-._~!$&'()*+,;=".contains(&byte)
                    || also.contains(&byte)
            }
        };
        if !is_allowed {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostnames_are_told_from_addresses() {
        for name in [
            "localhost",
            "a.example",
            "a.example.",
            "xn--80ak6aa92e.com",
            "1a.b2",
        ] {
            assert!(is_hostname(name), "{name}");
        }
        for text in [
            "",
            "127.0.0.1",
            "-a.example",
            "a-.example",
            "a..b",
            "a_b",
            &"a".repeat(64),
        ] {
            assert!(!is_hostname(text), "{text}");
        }
    }

    #[test]
    fn a_uri_has_a_scheme_and_only_allowed_characters() {
        for uri in [
            "https://user:pass@example.com:8080/a%20b?c=d#e",
            "http://[2001:db8::1]:80/",
            "http://[::1]",
            "mailto:a@example.com",
            "urn:isbn:0451450523",
            "a:",
        ] {
            assert!(is_uri(uri), "{uri}");
        }
        for text in [
            "",
            "example.com",
            "1a:b",
            "http://a b",
            "http://a/%2",
            "http://[x]/",
            "//a",
            "a:b#c#d",
        ] {
            assert!(!is_uri(text), "{text}");
        }
        for reference in ["", "/a/b", "a/b:c", "?q", "#f", "//host/path"] {
            assert!(is_uri_reference(reference), "{reference}");
        }
        assert!(!is_uri_reference("1a:b"));
    }

    #[test]
    fn ids_have_their_length_and_digits() {
        assert!(is_uuid("0198f2a1-0000-7000-8000-00000000000A"));
        assert!(!is_uuid("0198f2a100007000800000000000000a"));
        assert!(is_tuuid("0198f2a100007000800000000000000a"));
        assert!(is_ulid("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
        assert!(!is_ulid("81ARZ3NDEKTSV4RRFFQ69G5FAV"));
        assert!(!is_ulid("01ARZ3NDEKTSV4RRFFQ69G5FAU"));
    }

    #[test]
    fn an_email_address_is_what_a_browser_accepts() {
        assert!(is_email("a.b+c@shop.example"));
        assert!(is_email("a@localhost"));
        for text in ["", "a", "a@", "@b", "a b@c", "a@-b", "a@b..c"] {
            assert!(!is_email(text), "{text}");
        }
    }
}
