//! Signing tokens.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde::Serialize;

use super::{Identity, KeysError, Tokens};

/// Issues tokens with an Ed25519 key of its own, which was made with it and goes
/// with it: for tests and for trying things out.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use counterpart::identity::{Identity, Issuer};
///
/// let issuer = Issuer::generate();
/// let token = issuer.token(&Identity::new("alice").role("staff"));
/// let alice = issuer.tokens()?.verify(&token).await?;
/// assert_eq!(alice.subject(), "alice");
/// # Ok(())
/// # }
/// ```
pub struct Issuer {
    kid: String,
    key: EncodingKey,
    public: Vec<u8>,
}

#[derive(Serialize)]
struct Claims<'a> {
    sub: &'a str,
    roles: &'a [String],
    iat: u64,
    exp: u64,
}

impl Issuer {
    /// Makes a key with a name of its own.
    ///
    /// # Panics
    ///
    /// If the system has no randomness to give.
    pub fn generate() -> Self {
        let pair = Ed25519KeyPair::generate().expect("the system gives randomness");
        let private = pair.to_pkcs8v1().expect("a new key can be written down");
        Self {
            kid: uuid::Uuid::new_v4().simple().to_string(),
            key: EncodingKey::from_ed_der(private.as_ref()),
            public: pair.public_key().as_ref().to_vec(),
        }
    }

    /// A token for this user, until the identity's expiry.
    ///
    /// # Panics
    ///
    /// Never: every such identity can be signed.
    pub fn token(&self, identity: &Identity) -> String {
        let header = Header {
            kid: Some(self.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let claims = Claims {
            sub: identity.subject(),
            roles: identity.roles(),
            iat: seconds(SystemTime::now()),
            exp: seconds(identity.expiry()),
        };
        encode(&header, &claims, &self.key).expect("texts and numbers are signed with a right key")
    }

    /// The public key, as a JWKS.
    pub fn jwks(&self) -> String {
        serde_json::json!({"keys": [{
            "kty": "OKP",
            "crv": "Ed25519",
            "use": "sig",
            "kid": self.kid,
            "x": URL_SAFE_NO_PAD.encode(&self.public),
        }]})
        .to_string()
    }

    /// Believes the tokens of this issuer alone.
    pub fn tokens(&self) -> Result<Tokens, KeysError> {
        Tokens::keys(&self.jwks())
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH)
        .unwrap_or(Duration::ZERO)
        .as_secs()
}

/// Without the key.
impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issuer")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}
