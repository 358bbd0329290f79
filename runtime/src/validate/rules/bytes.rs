//! Rules of bytes.

use bytes::Bytes;

use super::comparable::show_bytes;
use crate::validate::{Field, Pattern};

const KIND: &str = "bytes";

impl Field<'_, Bytes> {
    /// `len`: exactly this many bytes.
    pub fn len(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "len",
            |bytes| bytes.len() == len,
            || format!("must be {len} bytes"),
        )
    }

    /// `min_len`: at least this many bytes.
    pub fn min_len(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "min_len",
            |bytes| bytes.len() >= len,
            || format!("must be at least {len} bytes"),
        )
    }

    /// `max_len`: at most this many bytes.
    pub fn max_len(&mut self, len: usize) -> &mut Self {
        self.expect(
            KIND,
            "max_len",
            |bytes| bytes.len() <= len,
            || format!("must be at most {len} bytes"),
        )
    }

    /// `pattern`: text in which the pattern is found. Of bytes that are no UTF-8,
    /// it can't be evaluated.
    pub fn pattern(&mut self, pattern: &'static Pattern) -> &mut Self {
        let text = self.value.map(|bytes| std::str::from_utf8(bytes));
        if let Some(Err(error)) = text {
            self.fail(KIND, "pattern", error.to_string());
            return self;
        }
        self.expect(
            KIND,
            "pattern",
            |_| text.is_some_and(|text| text.is_ok_and(|text| pattern.is_match(text))),
            || format!("must match regex pattern `{}`", pattern.source()),
        )
    }

    /// `prefix`: begins with this.
    pub fn prefix(&mut self, prefix: &[u8]) -> &mut Self {
        self.expect(
            KIND,
            "prefix",
            |bytes| bytes.starts_with(prefix),
            || format!("does not have prefix {}", show_bytes(prefix)),
        )
    }

    /// `suffix`: ends with this.
    pub fn suffix(&mut self, suffix: &[u8]) -> &mut Self {
        self.expect(
            KIND,
            "suffix",
            |bytes| bytes.ends_with(suffix),
            || format!("does not have suffix {}", show_bytes(suffix)),
        )
    }

    /// `contains`: has this in it.
    pub fn contains(&mut self, part: &[u8]) -> &mut Self {
        self.expect(
            KIND,
            "contains",
            |bytes| part.is_empty() || bytes.windows(part.len()).any(|window| window == part),
            || format!("does not contain {}", show_bytes(part)),
        )
    }
}

/// Declares the rules that ask for a well-known length, each with the rule that
/// no bytes break.
macro_rules! forms {
    ($($(#[$doc:meta])* $rule:ident, $empty:literal, $words:literal, $($len:literal)|+;)*) => {
        impl Field<'_, Bytes> {$(
            $(#[$doc])*
            pub fn $rule(&mut self) -> &mut Self {
                self.expect(
                    KIND,
                    $empty,
                    |bytes| !bytes.is_empty(),
                    || concat!("value is empty, which is not a valid ", $words).to_owned(),
                )
                .expect(
                    KIND,
                    stringify!($rule),
                    |bytes| matches!(bytes.len(), 0 $(| $len)+),
                    || concat!("must be a valid ", $words).to_owned(),
                )
            }
        )*}
    };
}

forms! {
    /// `ip`: the bytes of an IP address, of version 4 or 6.
    ip, "ip_empty", "IP address", 4 | 16;
    /// `ipv4`: the bytes of an IP address of version 4.
    ipv4, "ipv4_empty", "IPv4 address", 4;
    /// `ipv6`: the bytes of an IP address of version 6.
    ipv6, "ipv6_empty", "IPv6 address", 16;
    /// `uuid`: the bytes of a UUID.
    uuid, "uuid_empty", "UUID", 16;
}
