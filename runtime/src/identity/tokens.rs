//! Which tokens are believed.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Validation, decode, decode_header};
use serde::Deserialize;

use super::cache::Cache;
use super::keys::{self, KeySet};
use super::{Identity, KeysError, TokenError};

/// How far the clocks of issuer and verifier may be apart, in seconds.
const LEEWAY: u64 = 30;

/// The longest that a token may still count: nothing takes it back before.
const MAX_LIFE: Duration = Duration::from_hours(24);

/// The largest token, in bytes: what servers take as one header.
const MAX_TOKEN: usize = 8 << 10;

/// The longest subject, in bytes; it is stored with what the user owns.
const MAX_SUBJECT: usize = 255;

/// The most roles of a user.
const MAX_ROLES: usize = 64;

/// The shortest time between two looks at the file: tokens with made-up key
/// names must not make the process read all the time.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// How long keys count without another look at the file, so that one that was
/// withdrawn stops to.
const KEYS_LAST: Duration = Duration::from_mins(5);

/// Which tokens are believed: those signed with one of the keys of a file. Cheap
/// to clone.
///
/// The file is read again when a token names a key that isn't known, at most
/// every ten seconds, and by whoever verifies a token five minutes after it was
/// read last. So keys are rotated by writing the file: first with both keys,
/// then, when no token of the old one counts any more, with the new one alone.
#[derive(Clone, Default)]
pub struct Tokens(Option<Arc<Inner>>);

struct Inner {
    path: Option<PathBuf>,
    issuer: Option<String>,
    audience: Option<String>,
    look_again: Duration,
    state: Mutex<State>,
}

struct State {
    keys: Arc<KeySet>,
    read: Instant,
    cache: Cache,
}

/// The claims that are read.
#[derive(Deserialize)]
struct Claims {
    sub: String,
    exp: u64,
    #[serde(default)]
    roles: Vec<String>,
}

impl Tokens {
    /// No token is believed, since there are no keys.
    pub fn none() -> Self {
        Self::default()
    }

    /// Believes tokens that are signed with a key of this file, a JWKS.
    pub fn file(path: impl Into<PathBuf>) -> Result<Self, KeysError> {
        let path = path.into();
        let keys = read(&path)?;
        Ok(Self::with(keys, Some(path)))
    }

    /// Believes tokens that are signed with a key of this JWKS.
    pub fn keys(jwks: &str) -> Result<Self, KeysError> {
        Ok(Self::with(keys::read(jwks.as_bytes())?, None))
    }

    fn with(keys: KeySet, path: Option<PathBuf>) -> Self {
        Self(Some(Arc::new(Inner {
            path,
            issuer: None,
            audience: None,
            look_again: LOOK_AGAIN,
            state: Mutex::new(State {
                keys: Arc::new(keys),
                read: Instant::now(),
                cache: Cache::default(),
            }),
        })))
    }

    /// Only tokens with this `iss` are believed.
    #[must_use]
    pub fn issued_by(self, issuer: impl Into<String>) -> Self {
        self.changed(|inner| inner.issuer = Some(issuer.into()))
    }

    /// Only tokens with this `aud`, or with it among others, are believed.
    #[must_use]
    pub fn meant_for(self, audience: impl Into<String>) -> Self {
        self.changed(|inner| inner.audience = Some(audience.into()))
    }

    /// The shortest time between two looks at the file.
    #[must_use]
    pub fn look_again_after(self, pause: Duration) -> Self {
        self.changed(|inner| inner.look_again = pause)
    }

    /// The same keys under other terms; nothing changes where there are none.
    fn changed(self, change: impl FnOnce(&mut Inner)) -> Self {
        Self(self.0.map(|inner| {
            let state = inner.lock();
            let mut changed = Inner {
                path: inner.path.clone(),
                issuer: inner.issuer.clone(),
                audience: inner.audience.clone(),
                look_again: inner.look_again,
                state: Mutex::new(State {
                    keys: Arc::clone(&state.keys),
                    read: state.read,
                    cache: Cache::default(),
                }),
            };
            change(&mut changed);
            Arc::new(changed)
        }))
    }

    /// Whether there are keys, so that a token can be believed at all.
    pub fn can_verify(&self) -> bool {
        self.0.is_some()
    }

    /// Whom a token names.
    pub async fn verify(&self, token: &str) -> Result<Arc<Identity>, TokenError> {
        let inner = self.0.as_ref().ok_or(if token.is_empty() {
            TokenError::Missing
        } else {
            TokenError::NoKeys
        })?;
        if token.is_empty() {
            return Err(TokenError::Missing);
        }
        if token.len() > MAX_TOKEN {
            return Err(TokenError::Malformed);
        }
        if inner.is_due(KEYS_LAST) {
            inner.look_again().await;
        }
        let known = inner.lock().cache.get(token, SystemTime::now());
        if let Some(identity) = known {
            return Ok(identity);
        }
        let header = decode_header(token).map_err(|_| TokenError::Malformed)?;
        // What it demands isn't known here, and must not be ignored (RFC 7515, 4.1.11).
        let (Some(kid), None) = (header.kid, header.crit) else {
            return Err(TokenError::Malformed);
        };
        if !inner.keys().contains_key(&kid) && inner.is_due(inner.look_again) {
            inner.look_again().await;
        }
        let identity = Arc::new(inner.verify(token, &kid)?);
        inner.lock().cache.insert(token, &identity);
        Ok(identity)
    }
}

impl Inner {
    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keys(&self) -> Arc<KeySet> {
        Arc::clone(&self.lock().keys)
    }

    /// Whether the file is to be looked at again.
    fn is_due(&self, pause: Duration) -> bool {
        self.path.is_some() && self.lock().read.elapsed() >= pause
    }

    /// Reads the file again. Where it can't be read, the keys that are known
    /// stay, and the log says why.
    async fn look_again(&self) {
        let Some(path) = self.path.clone() else {
            return;
        };
        // Whoever comes meanwhile goes on with the keys that are known.
        self.lock().read = Instant::now();
        let file = path.clone();
        match tokio::task::spawn_blocking(move || read(&file)).await {
            Ok(Ok(keys)) => {
                let mut state = self.lock();
                state.keys = Arc::new(keys);
                state.cache.clear();
            }
            Ok(Err(error)) => tracing::error!(%error, "the old token keys stay"),
            Err(error) => tracing::error!(%error, path = %path.display(), "reading token keys"),
        }
    }

    fn verify(&self, token: &str, kid: &str) -> Result<Identity, TokenError> {
        let keys = self.keys();
        let key = keys.get(kid).ok_or(TokenError::UnknownKey)?;
        let mut validation = Validation::new(key.algorithm);
        validation.leeway = LEEWAY;
        validation.validate_nbf = true;
        let mut required = vec!["exp", "sub"];
        if let Some(issuer) = &self.issuer {
            validation.set_issuer(&[issuer]);
            required.push("iss");
        }
        match &self.audience {
            Some(audience) => {
                validation.set_audience(&[audience]);
                required.push("aud");
            }
            None => validation.validate_aud = false,
        }
        validation.set_required_spec_claims(&required);
        let claims = decode::<Claims>(token, &key.key, &validation)
            .map_err(|error| refusal(error.kind()))?
            .claims;
        let is_sound = !claims.sub.is_empty()
            && claims.sub.len() <= MAX_SUBJECT
            && claims.roles.len() <= MAX_ROLES;
        if !is_sound {
            return Err(TokenError::Malformed);
        }
        let latest = SystemTime::now() + MAX_LIFE + Duration::from_secs(LEEWAY);
        let expiry = UNIX_EPOCH
            .checked_add(Duration::from_secs(claims.exp))
            .filter(|expiry| *expiry <= latest)
            .ok_or(TokenError::LivesTooLong)?;
        Ok(Identity::verified(claims.sub, claims.roles, expiry))
    }
}

fn read(path: &std::path::Path) -> Result<KeySet, KeysError> {
    let text = std::fs::read(path).map_err(|error| KeysError::File {
        path: path.to_owned(),
        error,
    })?;
    keys::read(&text)
}

fn refusal(error: &ErrorKind) -> TokenError {
    match error {
        ErrorKind::InvalidSignature => TokenError::Signature,
        ErrorKind::ExpiredSignature => TokenError::Expired,
        ErrorKind::ImmatureSignature => TokenError::NotYet,
        ErrorKind::InvalidIssuer | ErrorKind::InvalidAudience => TokenError::Foreign,
        ErrorKind::MissingRequiredClaim(claim) if claim == "iss" || claim == "aud" => {
            TokenError::Foreign
        }
        _ => TokenError::Malformed,
    }
}

/// Without the keys' values, which say nothing to a reader.
impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(inner) = &self.0 else {
            return f.write_str("Tokens::none()");
        };
        f.debug_struct("Tokens")
            .field("path", &inner.path)
            .field("issuer", &inner.issuer)
            .field("audience", &inner.audience)
            .finish_non_exhaustive()
    }
}
