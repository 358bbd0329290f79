//! Addresses of resources (RFC 3986), with the zones of RFC 6874.

use std::net::Ipv6Addr;

/// A scheme, then what may follow one.
pub(in crate::validate) fn is_uri(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(scheme, rest)| is_scheme(scheme) && has_form(rest))
}

/// A URI, or what may stand in place of one.
pub(in crate::validate) fn is_uri_reference(text: &str) -> bool {
    // In a relative reference, no colon stands in the first segment.
    let first_segment = text.split(['/', '?', '#']).next().unwrap_or(text);
    is_uri(text) || (!first_segment.contains(':') && has_form(text))
}

fn is_scheme(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// An optional authority, a path, an optional query and fragment.
fn has_form(text: &str) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    let (has_authority, path) = match text.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            (is_authority(authority), path)
        }
        None => (true, text),
    };
    has_authority
        && has_characters(path, b":@/")
        && has_characters(query, b":@/?")
        && has_characters(fragment, b":@/?")
}

/// Maybe a user, a host, and maybe a port.
fn is_authority(text: &str) -> bool {
    let (user, rest) = text.split_once('@').unwrap_or(("", text));
    let (is_host, port) = if let Some(rest) = rest.strip_prefix('[') {
        let Some((literal, rest)) = rest.split_once(']') else {
            return false;
        };
        let port = if rest.is_empty() {
            Some("")
        } else {
            rest.strip_prefix(':')
        };
        let Some(port) = port else {
            return false;
        };
        (is_ip_literal(literal), port)
    } else {
        let (name, port) = rest.split_once(':').unwrap_or((rest, ""));
        (has_characters(name, b"") && is_utf8(name), port)
    };
    has_characters(user, b":") && is_host && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands in brackets: an address of version 6, maybe with a zone, or one
/// of a version to come.
fn is_ip_literal(text: &str) -> bool {
    if let Some(future) = text.strip_prefix(['v', 'V']) {
        return future.split_once('.').is_some_and(|(version, address)| {
            let is_version = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
            let is_address = |text: &str| !text.contains('%') && has_characters(text, b":");
            !version.is_empty() && is_version(version) && !address.is_empty() && is_address(address)
        });
    }
    let (address, has_zone) = match text.split_once("%25") {
        Some((address, zone)) => (address, is_zone(zone)),
        None => (text, true),
    };
    has_zone && address.parse::<Ipv6Addr>().is_ok()
}

fn is_zone(text: &str) -> bool {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
    !text.is_empty()
        && text.bytes().all(is_unreserved)
        && has_characters(text, b"")
        && is_utf8(text)
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

/// Whether the bytes after `%` are text, as they are in names of hosts.
fn is_utf8(text: &str) -> bool {
    !text.contains('%')
        || percent_encoding::percent_decode_str(text)
            .decode_utf8()
            .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_has_a_scheme_and_only_allowed_characters() {
        for uri in [
            "https://user:pass@example.com:8080/a%20b?c=d#e",
            "http://[2001:db8::1]:80/",
            "http://[::1]",
            "http://[fe80::1%25eth0]/",
            "http://[v1.a:b]/",
            "http://%c3%96.example",
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
            "http://[fe80::1%25]/",
            "http://%c3%28.example",
            "http://a@b@c",
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
}
