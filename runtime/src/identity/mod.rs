//! Who calls: the end user that a token names.
//!
//! A user's token travels in each call. It is a short-lived JWT (RFC 7519) that
//! an authentication service signed with Ed25519 (`EdDSA`) or P-256 (`ES256`),
//! and nothing else says who calls: no header, no caller's word. The gateway
//! verifies it to refuse early, the service again, since it trusts no gateway.
//!
//! | claim | means |
//! | --- | --- |
//! | `sub` | the user, up to 255 bytes |
//! | `exp` | when the token expires, at most a day ahead |
//! | `roles` | what the user may do, a list of up to 64 texts; may be missing |
//! | `nbf` | when it begins to count; may be missing |
//! | `iss`, `aud` | who issued it, and to whom; count where the settings name them |
//!
//! [`Tokens`] are the keys that tokens are verified with, a JWKS (RFC 7517) in a
//! file. [`admit`] asks of a token what a method's contract asks.

mod access;
mod cache;
mod error;
mod issuer;
mod keys;
mod subject;
mod tokens;

pub use access::admit;
pub use error::{KeysError, TokenError};
pub use issuer::Issuer;
pub use subject::Identity;
pub use tokens::Tokens;
