//! How long a process may take to finish what is under way.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::time::Instant;

/// The one deadline of everything that finishes its work in a process. It
/// begins to count when it is first asked for. All clones are one.
#[derive(Clone, Debug)]
pub(super) struct Drain {
    timeout: Duration,
    until: Arc<OnceLock<Instant>>,
}

impl Drain {
    /// Work may take this long to finish.
    pub(super) fn within(timeout: Duration) -> Self {
        Self {
            timeout,
            until: Arc::default(),
        }
    }

    /// How long all of it may take.
    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// When it must be done.
    pub(super) fn until(&self) -> Instant {
        *self.until.get_or_init(|| Instant::now() + self.timeout)
    }

    /// What is left of the time.
    pub(super) fn time_left(&self) -> Duration {
        self.until().saturating_duration_since(Instant::now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_shares_one_deadline() {
        let drain = Drain::within(Duration::from_secs(10));
        let before = Instant::now();
        let until = drain.clone().until();
        assert!(until >= before + Duration::from_secs(10));
        assert_eq!(drain.until(), until);
        assert!(drain.time_left() <= Duration::from_secs(10));
    }

    #[test]
    fn no_time_is_left_behind_the_deadline() {
        assert_eq!(Drain::within(Duration::ZERO).time_left(), Duration::ZERO);
    }
}
