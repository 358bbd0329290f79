//! Which tokens are believed, and which are not.

#![expect(
    clippy::unwrap_used,
    reason = "a test that fails should say so where it does"
)]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use counterpart::identity::{Identity, Issuer, TokenError, Tokens};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

/// A P-256 key with its JWKS.
struct Key {
    private: EncodingKey,
    jwks: Value,
}

fn key(kid: &str) -> Key {
    let pkcs8 =
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref()).unwrap();
    // 0x04, then both coordinates.
    let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
    let coordinate = |bytes| URL_SAFE_NO_PAD.encode(bytes);
    let jwk =
        json!({"kty": "EC", "crv": "P-256", "kid": kid, "x": coordinate(x), "y": coordinate(y)});
    Key {
        private: EncodingKey::from_ec_der(pkcs8.as_ref()),
        jwks: json!({"keys": [jwk]}),
    }
}

impl Key {
    fn tokens(&self) -> Tokens {
        Tokens::keys(&self.jwks.to_string()).unwrap()
    }

    fn sign(&self, header: &Header, claims: &Value) -> String {
        encode(header, claims, &self.private).unwrap()
    }
}

fn header(kid: &str) -> Header {
    Header {
        kid: Some(kid.to_owned()),
        ..Header::new(Algorithm::ES256)
    }
}

/// Seconds since 1970, this far from now.
fn now(seconds: i64) -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    now.as_secs().cast_signed() + seconds
}

fn claims() -> Value {
    json!({"sub": "alice", "exp": now(600), "roles": ["staff"]})
}

fn with(name: &str, value: impl Into<Value>) -> Value {
    let mut claims = claims();
    claims[name] = value.into();
    claims
}

#[tokio::test]
async fn a_token_of_either_algorithm_names_its_user() {
    let ed25519 = Issuer::generate();
    let token = ed25519.token(&Identity::new("bob").role("staff").role("director"));
    let bob = ed25519.tokens().unwrap().verify(&token).await.unwrap();
    assert_eq!((bob.subject(), bob.roles().len()), ("bob", 2));

    let p256 = key("a");
    let token = p256.sign(&header("a"), &claims());
    let tokens = p256.tokens();
    // The second time it is remembered.
    for _ in 0..2 {
        let alice = tokens.verify(&token).await.unwrap();
        assert_eq!(alice.subject(), "alice");
        assert!(alice.has_any(&["director", "staff"]));
        assert!(!alice.has_any(&["director"]));
        assert!(alice.expiry() > SystemTime::now());
    }
}

#[tokio::test]
async fn a_token_counts_in_its_time_and_not_too_long() {
    let key = key("a");
    for (claims, expected) in [
        (with("exp", now(-3_600)), TokenError::Expired),
        (with("nbf", now(3_600)), TokenError::NotYet),
        (with("exp", now(8 * 86_400)), TokenError::LivesTooLong),
        (with("exp", u64::MAX), TokenError::LivesTooLong),
        (with("exp", "tomorrow"), TokenError::Malformed),
        (json!({"sub": "alice"}), TokenError::Malformed),
    ] {
        let token = key.sign(&header("a"), &claims);
        assert_eq!(key.tokens().verify(&token).await, Err(expected), "{claims}");
    }
}

#[tokio::test]
async fn a_token_names_a_user() {
    let key = key("a");
    let crowd: Vec<String> = (0..65).map(|role| role.to_string()).collect();
    for claims in [
        with("sub", ""),
        with("sub", "a".repeat(256)),
        with("sub", 7),
        with("roles", crowd),
        with("roles", "staff"),
        json!({"exp": now(600)}),
    ] {
        let token = key.sign(&header("a"), &claims);
        let refused = key.tokens().verify(&token).await;
        assert_eq!(refused, Err(TokenError::Malformed), "{claims}");
    }
}

#[tokio::test]
async fn issuer_and_audience_count_where_they_are_named() {
    let key = key("a");
    let strict = || {
        key.tokens()
            .issued_by("https://id.example")
            .meant_for("shop")
    };
    let mut right = with("iss", "https://id.example");
    right["aud"] = json!(["other", "shop"]);
    let token = key.sign(&header("a"), &right);
    assert!(strict().verify(&token).await.is_ok());
    assert!(key.tokens().verify(&token).await.is_ok());
    for (name, value) in [
        ("iss", json!("https://evil.example")),
        ("aud", json!("other")),
    ] {
        let mut wrong = right.clone();
        wrong[name] = value;
        let token = key.sign(&header("a"), &wrong);
        assert_eq!(strict().verify(&token).await, Err(TokenError::Foreign));
        wrong.as_object_mut().unwrap().remove(name);
        let token = key.sign(&header("a"), &wrong);
        assert_eq!(strict().verify(&token).await, Err(TokenError::Foreign));
    }
}

#[tokio::test]
async fn the_key_says_how_a_token_is_signed_and_not_the_token() {
    let key = key("a");
    let tokens = key.tokens();
    // The public key as the secret of HMAC, the oldest trick.
    let public = key.jwks["keys"][0]["x"].as_str().unwrap();
    let secret = EncodingKey::from_secret(public.as_bytes());
    let hmac = Header {
        kid: Some("a".to_owned()),
        ..Header::new(Algorithm::HS256)
    };
    let forged = encode(&hmac, &claims(), &secret).unwrap();
    assert_eq!(tokens.verify(&forged).await, Err(TokenError::Malformed));

    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let none = json!({"alg": "none", "kid": "a"});
    let unsigned = format!("{}.{}.", part(&none), part(&claims()));
    assert_eq!(tokens.verify(&unsigned).await, Err(TokenError::Malformed));

    let other = self::key("a").sign(&header("a"), &claims());
    assert_eq!(tokens.verify(&other).await, Err(TokenError::Signature));
    let nameless = key.sign(&Header::new(Algorithm::ES256), &claims());
    assert_eq!(tokens.verify(&nameless).await, Err(TokenError::Malformed));
    let critical = Header {
        crit: Some(vec!["b64".to_owned()]),
        ..header("a")
    };
    let demanding = key.sign(&critical, &claims());
    assert_eq!(tokens.verify(&demanding).await, Err(TokenError::Malformed));
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    let tokens = key("a").tokens();
    assert_eq!(tokens.verify("").await, Err(TokenError::Missing));
    let long = "a".repeat(9_000);
    for text in ["a", "a.b", "a.b.c", "....", "\u{0}", long.as_str()] {
        assert_eq!(tokens.verify(text).await, Err(TokenError::Malformed));
    }
    assert_eq!(Tokens::none().verify("").await, Err(TokenError::Missing));
    assert_eq!(
        Tokens::none().verify("a.b.c").await,
        Err(TokenError::NoKeys)
    );
}

#[tokio::test]
async fn keys_are_rotated_by_writing_the_file() {
    let (old, new) = (key("old"), key("new"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.json");
    std::fs::write(&file, old.jwks.to_string()).unwrap();
    let tokens = Tokens::file(&file)
        .unwrap()
        .look_again_after(Duration::ZERO);
    let patient = Tokens::file(&file).unwrap();
    let (old_token, new_token) = (
        old.sign(&header("old"), &claims()),
        new.sign(&header("new"), &claims()),
    );
    assert!(tokens.verify(&old_token).await.is_ok());
    assert_eq!(tokens.verify(&new_token).await, Err(TokenError::UnknownKey));

    let both = json!({"keys": [old.jwks["keys"][0], new.jwks["keys"][0]]});
    std::fs::write(&file, both.to_string()).unwrap();
    assert!(tokens.verify(&new_token).await.is_ok());
    assert!(tokens.verify(&old_token).await.is_ok());

    // Whoever has just looked doesn't look again for a name that is made up.
    assert_eq!(
        patient.verify(&new_token).await,
        Err(TokenError::UnknownKey)
    );

    // The next unknown name brings the file without the old key.
    std::fs::write(&file, new.jwks.to_string()).unwrap();
    let unknown = old.sign(&header("unknown"), &claims());
    assert_eq!(tokens.verify(&unknown).await, Err(TokenError::UnknownKey));
    assert_eq!(tokens.verify(&old_token).await, Err(TokenError::UnknownKey));

    // What can't be read leaves the keys as they are.
    std::fs::write(&file, "not JSON").unwrap();
    assert_eq!(tokens.verify(&unknown).await, Err(TokenError::UnknownKey));
    assert!(tokens.verify(&new_token).await.is_ok());
}

#[test]
fn a_file_without_keys_is_told_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("keys.json");
    let error = Tokens::file(&missing).unwrap_err().to_string();
    assert!(error.contains("keys.json can't be read"), "{error}");
}
