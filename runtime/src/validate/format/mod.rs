//! Well-known forms of texts, as protovalidate defines them.
//!
//! Rules ask for them, and expressions (`this.isEmail()`).

mod email;
mod host;
mod http;
mod ip;
mod name;
mod uri;

pub(super) use email::is_email;
pub(super) use host::{is_address, is_host_and_port, is_hostname};
pub(super) use http::{is_header_name, is_header_value, is_line};
pub(super) use ip::{Version, is_ip, is_ip_prefix};
pub(super) use name::{is_dotted_name, is_full_name, is_tuuid, is_ulid, is_uuid};
pub(super) use uri::{is_uri, is_uri_reference};
