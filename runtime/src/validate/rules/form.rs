//! Rules of strings that ask for a well-known form.

use crate::validate::Field;
use crate::validate::format::{self, Version};

const KIND: &str = "string";

/// Declares the rules that ask for a well-known form, each with the rule that
/// an empty text breaks.
macro_rules! forms {
    ($($(#[$doc:meta])* $rule:ident / $empty:literal, $words:literal, $is_form:expr;)*) => {
        impl Field<'_, str> {$(
            $(#[$doc])*
            pub fn $rule(&mut self) -> &mut Self {
                self.form(
                    [stringify!($rule), $empty],
                    [concat!("must be a valid ", $words), concat!("value is empty, which is not a valid ", $words)],
                    $is_form,
                )
            }
        )*}
    };
}

forms! {
    /// `email`: an e-mail address, as HTML's forms accept one.
    email / "email_empty", "email address", format::is_email;
    /// `hostname`: a host's name (RFC 1034).
    hostname / "hostname_empty", "hostname", format::is_hostname;
    /// `ip`: an IP address, of version 4 or 6.
    ip / "ip_empty", "IP address", |text| format::is_ip(text, Version::Any);
    /// `ipv4`: an IP address of version 4.
    ipv4 / "ipv4_empty", "IPv4 address", |text| format::is_ip(text, Version::V4);
    /// `ipv6`: an IP address of version 6, with or without a zone.
    ipv6 / "ipv6_empty", "IPv6 address", |text| format::is_ip(text, Version::V6);
    /// `ip_with_prefixlen`: an IP address and the length of its prefix, as in
    /// `10.1.2.3/8`.
    ip_with_prefixlen / "ip_with_prefixlen_empty", "IP prefix",
        |text| format::is_ip_prefix(text, Version::Any, false);
    /// `ipv4_with_prefixlen`: one of version 4.
    ipv4_with_prefixlen / "ipv4_with_prefixlen_empty", "IPv4 address with prefix length",
        |text| format::is_ip_prefix(text, Version::V4, false);
    /// `ipv6_with_prefixlen`: one of version 6.
    ipv6_with_prefixlen / "ipv6_with_prefixlen_empty", "IPv6 address with prefix length",
        |text| format::is_ip_prefix(text, Version::V6, false);
    /// `ip_prefix`: an IP prefix without a host, as in `10.0.0.0/8`.
    ip_prefix / "ip_prefix_empty", "IP prefix",
        |text| format::is_ip_prefix(text, Version::Any, true);
    /// `ipv4_prefix`: one of version 4.
    ipv4_prefix / "ipv4_prefix_empty", "IPv4 prefix",
        |text| format::is_ip_prefix(text, Version::V4, true);
    /// `ipv6_prefix`: one of version 6.
    ipv6_prefix / "ipv6_prefix_empty", "IPv6 prefix",
        |text| format::is_ip_prefix(text, Version::V6, true);
    /// `address`: a host's name or an IP address.
    address / "address_empty", "hostname, or ip address", format::is_address;
    /// `uri`: an address with a scheme (RFC 3986).
    uri / "uri_empty", "URI", format::is_uri;
    /// `uuid`: a UUID with hyphens.
    uuid / "uuid_empty", "UUID", format::is_uuid;
    /// `tuuid`: a UUID without hyphens.
    tuuid / "tuuid_empty", "trimmed UUID", format::is_tuuid;
    /// `ulid`: a ULID.
    ulid / "ulid_empty", "ULID", format::is_ulid;
    /// `protobuf_fqn`: a full name of protobuf, such as `shop.product.v1.Product`.
    protobuf_fqn / "protobuf_fqn_empty", "fully-qualified Protobuf name", format::is_full_name;
    /// `protobuf_dot_fqn`: a full name of protobuf with a dot in front.
    protobuf_dot_fqn / "protobuf_dot_fqn_empty",
        "fully-qualified Protobuf name with a leading dot", format::is_dotted_name;
}

impl Field<'_, str> {
    /// `host_and_port`: a host's name or an IP address, and a port.
    pub fn host_and_port(&mut self) -> &mut Self {
        self.form(
            ["host_and_port", "host_and_port_empty"],
            [
                "must be a valid host (hostname or IP address) and port pair",
                "value is empty, which is not a valid host and port pair",
            ],
            |text| format::is_host_and_port(text, true),
        )
    }

    /// `uri_ref`: an address, with or without a scheme (RFC 3986); empty is one.
    pub fn uri_ref(&mut self) -> &mut Self {
        self.expect(KIND, "uri_ref", format::is_uri_reference, || {
            "must be a valid URI Reference".to_owned()
        })
    }

    /// `well_known_regex: KNOWN_REGEX_HTTP_HEADER_NAME`: the name of an HTTP
    /// header, also one with a colon in front.
    pub fn header_name(&mut self) -> &mut Self {
        self.header_name_that(format::is_header_name)
    }

    /// The same with `strict: false`: any text without line ends and zeros.
    pub fn lenient_header_name(&mut self) -> &mut Self {
        self.header_name_that(format::is_line)
    }

    /// `well_known_regex: KNOWN_REGEX_HTTP_HEADER_VALUE`: the value of an HTTP
    /// header, which may be empty.
    pub fn header_value(&mut self) -> &mut Self {
        self.header_value_that(format::is_header_value)
    }

    /// The same with `strict: false`: any text without line ends and zeros.
    pub fn lenient_header_value(&mut self) -> &mut Self {
        self.header_value_that(format::is_line)
    }

    fn header_name_that(&mut self, is_name: fn(&str) -> bool) -> &mut Self {
        self.form(
            [
                "well_known_regex.header_name",
                "well_known_regex.header_name_empty",
            ],
            [
                "must be a valid HTTP header name",
                "value is empty, which is not a valid HTTP header name",
            ],
            is_name,
        )
    }

    fn header_value_that(&mut self, is_value: fn(&str) -> bool) -> &mut Self {
        self.expect(KIND, "well_known_regex.header_value", is_value, || {
            "must be a valid HTTP header value".to_owned()
        })
    }

    /// A form that an empty text doesn't have, which is a rule of its own.
    fn form(
        &mut self,
        [rule, empty]: [&'static str; 2],
        [words, empty_words]: [&'static str; 2],
        is_form: fn(&str) -> bool,
    ) -> &mut Self {
        self.expect(
            KIND,
            empty,
            |text| !text.is_empty(),
            || empty_words.to_owned(),
        )
        .expect(
            KIND,
            rule,
            |text| text.is_empty() || is_form(text),
            || words.to_owned(),
        )
    }
}
