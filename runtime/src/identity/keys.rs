//! The public keys that tokens are verified with.

use std::collections::HashMap;

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;

use super::KeysError;

/// The largest JWKS that is read, in bytes. A key has about 200, and an issuer a
/// handful of keys.
pub(super) const MAX_BYTES: usize = 256 << 10;

/// A key, and the only algorithm that it is believed for.
pub(super) struct Key {
    pub(super) algorithm: Algorithm,
    pub(super) key: DecodingKey,
}

/// Keys by their names.
pub(super) type KeySet = HashMap<String, Key>;

/// Reads a JWKS. Keys for other purposes or of other types may stand in it and
/// are passed over, as RFC 7517 asks; one that can be used must be there.
pub(super) fn read(text: &[u8]) -> Result<KeySet, KeysError> {
    /// Keys of types that are not known must not make the others unreadable.
    #[derive(Deserialize)]
    struct Set {
        keys: Vec<serde_json::Value>,
    }
    if text.len() > MAX_BYTES {
        return Err(KeysError::TooLarge {
            bytes: text.len(),
            limit: MAX_BYTES,
        });
    }
    let set: Set = serde_json::from_slice(text)?;
    let mut keys = KeySet::new();
    for value in set.keys {
        let Ok(jwk) = serde_json::from_value::<Jwk>(value) else {
            continue;
        };
        let (Some(kid), Some(algorithm)) = (jwk.common.key_id.clone(), algorithm(&jwk)) else {
            continue;
        };
        let key = DecodingKey::from_jwk(&jwk).map_err(|error| KeysError::Key {
            kid: kid.clone(),
            error,
        })?;
        if keys.insert(kid.clone(), Key { algorithm, key }).is_some() {
            return Err(KeysError::Twice(kid));
        }
    }
    if keys.is_empty() {
        return Err(KeysError::None);
    }
    Ok(keys)
}

/// How tokens are signed with this key. The key decides, never the token: who
/// could choose would choose the weakest.
fn algorithm(jwk: &Jwk) -> Option<Algorithm> {
    let is_for_signatures = matches!(
        jwk.common.public_key_use,
        None | Some(PublicKeyUse::Signature)
    );
    if !is_for_signatures {
        return None;
    }
    match &jwk.algorithm {
        AlgorithmParameters::OctetKeyPair(pair) if pair.curve == EllipticCurve::Ed25519 => {
            Some(Algorithm::EdDSA)
        }
        AlgorithmParameters::EllipticCurve(curve) if curve.curve == EllipticCurve::P256 => {
            Some(Algorithm::ES256)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ED25519: &str = r#"{"kty": "OKP", "crv": "Ed25519", "kid": "a", "use": "sig",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    const RSA: &str = r#"{"kty": "RSA", "kid": "r", "n": "AQAB", "e": "AQAB"}"#;

    fn names(keys: &str) -> Result<Vec<String>, String> {
        let set = read(format!("{{\"keys\": [{keys}]}}").as_bytes());
        set.map(|set| set.into_keys().collect())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn keys_of_other_kinds_are_passed_over() {
        let unknown = r#"{"kty": "new", "kid": "n"}"#;
        let set = names(&format!("{RSA}, {ED25519}, {unknown}"));
        assert_eq!(set, Ok(vec!["a".to_owned()]));
    }

    #[test]
    fn a_set_without_a_usable_key_is_refused() {
        let none = names(RSA).unwrap_err();
        assert!(none.starts_with("no token key has a `kid`"), "{none}");
        let nameless = ED25519.replace("\"kid\": \"a\",", "");
        assert!(names(&nameless).is_err());
        let for_encryption = ED25519.replace("\"sig\"", "\"enc\"");
        assert!(names(&for_encryption).is_err());
        assert!(read(b"secret").is_err());
        assert!(read(&vec![b' '; MAX_BYTES + 1]).is_err());
    }

    #[test]
    fn two_keys_of_one_name_are_refused() {
        let twice = names(&format!("{ED25519}, {ED25519}"));
        assert_eq!(twice.unwrap_err(), "two token keys have the `kid` \"a\"");
    }
}
