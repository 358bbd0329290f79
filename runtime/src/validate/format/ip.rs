//! IP addresses and their prefixes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Which versions of IP are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::validate) enum Version {
    /// Both.
    Any,
    /// Version 4.
    V4,
    /// Version 6.
    V6,
}

impl Version {
    /// The version with this number; 0 is any, and others are none.
    pub(in crate::validate) fn from_number(number: i64) -> Option<Self> {
        match number {
            0 => Some(Self::Any),
            4 => Some(Self::V4),
            6 => Some(Self::V6),
            _ => None,
        }
    }
}

/// An address of version 6 may have a zone (RFC 4007), as in `fe80::1%eth0`.
pub(in crate::validate) fn is_ip(text: &str, version: Version) -> bool {
    let is_v4 = || text.parse::<Ipv4Addr>().is_ok();
    match version {
        Version::V4 => is_v4(),
        Version::V6 => is_v6(text),
        Version::Any => is_v4() || is_v6(text),
    }
}

fn is_v6(text: &str) -> bool {
    let (address, zone) = text.split_once('%').unwrap_or((text, "none"));
    !zone.is_empty() && !zone.contains('\0') && address.parse::<Ipv6Addr>().is_ok()
}

/// An address with the length of its prefix, as in `10.0.0.0/8`. A strict one
/// has no bit set behind the prefix.
pub(in crate::validate) fn is_ip_prefix(text: &str, version: Version, strict: bool) -> bool {
    let Some((address, length)) = text.split_once('/') else {
        return false;
    };
    let address = match version {
        Version::V4 => address.parse().map(IpAddr::V4),
        Version::V6 => address.parse().map(IpAddr::V6),
        Version::Any => address.parse(),
    };
    let (Ok(address), Some(length)) = (address, prefix_len(length)) else {
        return false;
    };
    match address {
        IpAddr::V4(address) => {
            let host_bits = u32::MAX.checked_shr(length).unwrap_or(0);
            length <= 32 && !(strict && address.to_bits() & host_bits != 0)
        }
        IpAddr::V6(address) => {
            let host_bits = u128::MAX.checked_shr(length).unwrap_or(0);
            length <= 128 && !(strict && address.to_bits() & host_bits != 0)
        }
    }
}

/// A decimal number without zeros in front.
fn prefix_len(text: &str) -> Option<u32> {
    let is_decimal = text.bytes().all(|byte| byte.is_ascii_digit());
    let has_zero = text.len() > 1 && text.starts_with('0');
    (is_decimal && !has_zero).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_version() {
        assert!(is_ip("127.0.0.1", Version::Any) && is_ip("127.0.0.1", Version::V4));
        assert!(!is_ip("127.0.0.1", Version::V6) && !is_ip("127.0.0.01", Version::V4));
        assert!(is_ip("::1", Version::Any) && is_ip("fe80::1%eth0", Version::V6));
        assert!(!is_ip("::1%", Version::V6) && !is_ip("::g", Version::Any));
        assert!(is_ip("::ffff:10.0.0.1", Version::V6));
    }

    #[test]
    fn a_strict_prefix_has_no_host() {
        for text in [
            "10.0.0.0/8",
            "0.0.0.0/0",
            "10.1.2.3/32",
            "2001:db8::/32",
            "::1/128",
        ] {
            assert!(is_ip_prefix(text, Version::Any, true), "{text}");
        }
        for text in ["10.1.2.3/8", "2001:db8::1/32"] {
            assert!(is_ip_prefix(text, Version::Any, false), "{text}");
            assert!(!is_ip_prefix(text, Version::Any, true), "{text}");
        }
        for text in [
            "10.0.0.0",
            "10.0.0.0/",
            "10.0.0.0/33",
            "10.0.0.0/08",
            "::/129",
            "fe80::1%a/64",
        ] {
            assert!(!is_ip_prefix(text, Version::Any, false), "{text}");
        }
        assert!(!is_ip_prefix("10.0.0.0/8", Version::V6, false));
    }
}
