//! Names of hosts, with and without a port.

use super::ip::{Version, is_ip};

/// RFC 1034: labels of 1 to 63 letters, digits and inner hyphens, 253 characters
/// in all, and maybe a dot behind them. The last label has a letter or hyphen, or it would be an IP address.
pub(in crate::validate) fn is_hostname(text: &str) -> bool {
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
    name.len() <= 253
        && name.split('.').all(is_label)
        && !last.bytes().all(|byte| byte.is_ascii_digit())
}

pub(in crate::validate) fn is_address(text: &str) -> bool {
    is_hostname(text) || is_ip(text, Version::Any)
}

/// A host's name or an IP address, and a port behind a colon, which may have to
/// be there. An address of version 6 stands in brackets.
pub(in crate::validate) fn is_host_and_port(text: &str, port_required: bool) -> bool {
    let (is_host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let Some((address, rest)) = rest.rsplit_once(']') else {
                return false;
            };
            let port = match rest.strip_prefix(':') {
                Some(port) => Some(port),
                None if rest.is_empty() => None,
                None => return false,
            };
            (is_ip(address, Version::V6), port)
        }
        None => match text.rsplit_once(':') {
            Some((host, port)) => (is_name_or_v4(host), Some(port)),
            None => (is_name_or_v4(text), None),
        },
    };
    is_host && port.map_or(!port_required, is_port)
}

fn is_name_or_v4(host: &str) -> bool {
    is_hostname(host) || is_ip(host, Version::V4)
}

/// A decimal number up to 65,535, without zeros in front.
fn is_port(text: &str) -> bool {
    (text == "0" || !text.starts_with('0'))
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse::<u16>().is_ok()
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
        let longest = ["a".repeat(63).as_str(); 4].join(".");
        assert!(is_hostname(&longest[..253]) && is_hostname(&format!("{}.", &longest[..253])));
        assert!(!is_hostname(&longest));
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
    fn a_port_stands_behind_a_host() {
        for text in [
            "a.example:80",
            "127.0.0.1:0",
            "[::1]:65535",
            "[fe80::1%a]b]:1",
        ] {
            assert!(is_host_and_port(text, true), "{text}");
        }
        for text in ["a.example", "127.0.0.1", "[::1]"] {
            assert!(is_host_and_port(text, false), "{text}");
            assert!(!is_host_and_port(text, true), "{text}");
        }
        for text in [
            "", ":80", "a:", "a:080", "a:65536", "a:+1", "::1:80", "[::1]80", "[::1", "[a]:1",
        ] {
            assert!(!is_host_and_port(text, false), "{text}");
        }
    }
}
