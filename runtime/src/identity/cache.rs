//! Tokens that were verified already.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

use super::Identity;

/// The most tokens that are remembered, about 1 MiB of them. A user's token comes
/// with each call of a chain, and a signature costs more than all else of a
/// small call.
const MAX_TOKENS: usize = 4096;

/// Tokens that were verified with the keys of today, by their digests: the
/// memory of a process holds no token longer than its call.
#[derive(Default)]
pub(super) struct Cache {
    verified: HashMap<[u8; 32], Arc<Identity>>,
}

impl Cache {
    /// Whom the token names, if it was verified before and counts still.
    pub(super) fn get(&self, token: &str, now: SystemTime) -> Option<Arc<Identity>> {
        let identity = self.verified.get(&digest(token))?;
        (now < identity.expiry()).then(|| Arc::clone(identity))
    }

    /// Remembers a verified token. Where there is no room, all others are
    /// forgotten, which costs them one signature each.
    pub(super) fn insert(&mut self, token: &str, identity: &Arc<Identity>) {
        if self.verified.len() >= MAX_TOKENS {
            self.verified.clear();
        }
        self.verified.insert(digest(token), Arc::clone(identity));
    }

    /// Forgets everything: other keys count now.
    pub(super) fn clear(&mut self) {
        self.verified.clear();
    }
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_token_is_forgotten_when_it_expires_and_there_are_never_too_many() {
        let mut cache = Cache::default();
        let alice = Arc::new(Identity::new("alice"));
        cache.insert("token", &alice);
        let now = SystemTime::now();
        assert_eq!(cache.get("token", now), Some(Arc::clone(&alice)));
        assert_eq!(cache.get("other", now), None);
        assert_eq!(cache.get("token", now + Duration::from_hours(2)), None);
        for number in 0..=MAX_TOKENS {
            cache.insert(&number.to_string(), &alice);
            assert!(cache.verified.len() <= MAX_TOKENS);
        }
    }
}
