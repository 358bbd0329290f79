//! Why a token isn't believed, and why there are no keys.

use std::path::PathBuf;

use crate::rpc::{Reason, Status};

/// Why a token isn't believed. What is told to the caller says nothing of the
/// keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// There is no token.
    #[error("the method needs a signed-in user: send `authorization: Bearer TOKEN`")]
    Missing,
    /// Nothing verifies tokens here.
    #[error(
        "no token can be verified here: start the process with `--token-keys FILE` \
         (COUNTERPART_TOKEN_KEYS), the JWKS of who issues tokens"
    )]
    NoKeys,
    /// It isn't a JWT with the claims that are needed.
    #[error("the token is no JWT with `sub` and `exp`, signed with EdDSA or ES256")]
    Malformed,
    /// It names a key that isn't known.
    #[error("the token is signed with a key that isn't known here")]
    UnknownKey,
    /// The signature is another one.
    #[error("the token's signature is wrong")]
    Signature,
    /// It has expired.
    #[error("the token has expired")]
    Expired,
    /// It doesn't count yet.
    #[error("the token doesn't count yet")]
    NotYet,
    /// It is for or from somebody else.
    #[error("the token is from another issuer or for another audience")]
    Foreign,
    /// It would count too long: what nobody can take back must end soon.
    #[error("the token lives longer than a day")]
    LivesTooLong,
}

impl TokenError {
    /// `UNAUTHENTICATED`, with a reason that tells an operator's fault from a
    /// caller's.
    pub fn to_status(self) -> Status {
        let reason = match self {
            Self::Missing => Reason::TokenMissing,
            Self::NoKeys => Reason::TokenKeysMissing,
            Self::Expired => Reason::TokenExpired,
            _ => Reason::TokenInvalid,
        };
        reason.status(self.to_string())
    }
}

/// Why the keys that verify tokens can't be read.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file can't be read.
    #[error("the token keys {} can't be read: {error}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: std::io::Error,
    },
    /// The text is larger than any set of keys.
    #[error("the token keys have {bytes} bytes, more than {limit}")]
    TooLarge {
        /// How large it is.
        bytes: usize,
        /// How large it may be.
        limit: usize,
    },
    /// The text is no JWKS.
    #[error("the token keys are no JWKS (RFC 7517): {0}")]
    Json(#[from] serde_json::Error),
    /// Two keys have one name.
    #[error("two token keys have the `kid` {0:?}")]
    Twice(String),
    /// A key's values make no key.
    #[error("the token key {kid:?} is no key: {error}")]
    Key {
        /// Its name.
        kid: String,
        /// Why.
        #[source]
        error: jsonwebtoken::errors::Error,
    },
    /// No key can verify a token.
    #[error("no token key has a `kid` and is an Ed25519 or P-256 key for signatures")]
    None,
}
