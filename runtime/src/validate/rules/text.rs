//! Rules of strings. Lengths are in characters (Unicode code points).

use super::format;
use crate::validate::{Field, Pattern};

const KIND: &str = "string";

impl Field<'_, str> {
    /// `len`: exactly this many characters.
    pub fn len(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "len",
            |text| text.chars().count() == len,
            || format!("must be {len} characters"),
        )
    }

    /// `min_len`: at least this many characters.
    pub fn min_len(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "min_len",
            |text| text.chars().count() >= len,
            || format!("must be at least {len} characters"),
        )
    }

    /// `max_len`: at most this many characters.
    pub fn max_len(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "max_len",
            // Bytes are never fewer than characters, and they needn't be counted.
            |text| text.len() <= len || text.chars().count() <= len,
            || format!("must be at most {len} characters"),
        )
    }

    /// `len_bytes`: exactly this many bytes of UTF-8.
    pub fn len_bytes(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "len_bytes",
            |text| text.len() == len,
            || format!("must be {len} bytes"),
        )
    }

    /// `min_bytes`: at least this many bytes of UTF-8.
    pub fn min_bytes(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "min_bytes",
            |text| text.len() >= len,
            || format!("must be at least {len} bytes"),
        )
    }

    /// `max_bytes`: at most this many bytes of UTF-8.
    pub fn max_bytes(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "max_bytes",
            |text| text.len() <= len,
            || format!("must be at most {len} bytes"),
        )
    }

    /// `pattern`: the pattern is found in the text.
    pub fn pattern(&mut self, pattern: &'static Pattern) -> &mut Self {
        self.expect(
            KIND,
            "pattern",
            |text| pattern.is_match(text),
            || format!("does not match regex pattern `{}`", pattern.source()),
        )
    }

    /// `prefix`: begins with this.
    pub fn prefix(&mut self, prefix: &str) -> &mut Self {
        self.expect(
            KIND,
            "prefix",
            |text| text.starts_with(prefix),
            || format!("does not have prefix `{prefix}`"),
        )
    }

    /// `suffix`: ends with this.
    pub fn suffix(&mut self, suffix: &str) -> &mut Self {
        self.expect(
            KIND,
            "suffix",
            |text| text.ends_with(suffix),
            || format!("does not have suffix `{suffix}`"),
        )
    }

    /// `contains`: has this in it.
    pub fn contains(&mut self, part: &str) -> &mut Self {
        self.expect(
            KIND,
            "contains",
            |text| text.contains(part),
            || format!("does not contain substring `{part}`"),
        )
    }

    /// `not_contains`: doesn't have this in it.
    pub fn not_contains(&mut self, part: &str) -> &mut Self {
        self.expect(
            KIND,
            "not_contains",
            |text| !text.contains(part),
            || format!("contains substring `{part}`"),
        )
    }
}

/// Declares the rules that ask for a well-known form, each with the rule that
/// an empty text breaks.
macro_rules! forms {
    ($($(#[$doc:meta])* $rule:ident, $empty:literal, $words:literal, $is_form:expr;)*) => {
        impl Field<'_, str> {$(
            $(#[$doc])*
            pub fn $rule(&mut self) -> &mut Self {
                let is_form: fn(&str) -> bool = $is_form;
                self.expect(
                    KIND,
                    $empty,
                    |text| !text.is_empty(),
                    || concat!("value is empty, which is not a valid ", $words).to_owned(),
                )
                .expect(
                    KIND,
                    stringify!($rule),
                    |text| text.is_empty() || is_form(text),
                    || concat!("must be a valid ", $words).to_owned(),
                )
            }
        )*}
    };
}

forms! {
    /// `email`: an e-mail address, as HTML's forms accept one.
    email, "email_empty", "email address", format::is_email;
    /// `hostname`: a host's name (RFC 1034).
    hostname, "hostname_empty", "hostname", format::is_hostname;
    /// `ip`: an IP address, of version 4 or 6.
    ip, "ip_empty", "IP address", |text| format::is_ipv4(text) || format::is_ipv6(text);
    /// `ipv4`: an IP address of version 4.
    ipv4, "ipv4_empty", "IPv4 address", format::is_ipv4;
    /// `ipv6`: an IP address of version 6, with or without a zone.
    ipv6, "ipv6_empty", "IPv6 address", format::is_ipv6;
    /// `address`: a host's name or an IP address.
    address, "address_empty", "hostname, or ip address", format::is_address;
    /// `uri`: an address with a scheme (RFC 3986).
    uri, "uri_empty", "URI", format::is_uri;
    /// `uuid`: a UUID with hyphens.
    uuid, "uuid_empty", "UUID", format::is_uuid;
    /// `tuuid`: a UUID without hyphens.
    tuuid, "tuuid_empty", "trimmed UUID", format::is_tuuid;
    /// `ulid`: a ULID.
    ulid, "ulid_empty", "ULID", format::is_ulid;
}

impl Field<'_, str> {
    /// `uri_ref`: an address, with or without a scheme (RFC 3986); empty is one.
    pub fn uri_ref(&mut self) -> &mut Self {
        self.expect(KIND, "uri_ref", format::is_uri_reference, || {
            "must be a valid URI Reference".to_owned()
        })
    }
}
