//! Pauses between the attempts of writers that are in each other's way.

use std::time::Duration;

use tokio::time::Instant;

/// How often a write is tried that meets others.
pub(super) const ATTEMPTS: u32 = 20;

/// The longest pause before the second attempt; it doubles with each further
/// one.
const FIRST: Duration = Duration::from_millis(2);

/// What the pauses grow to.
const LONGEST: Duration = Duration::from_millis(100);

/// The pauses of one write: they grow, they differ from those of others, and
/// they end with the attempts or with the time.
#[derive(Debug)]
pub(super) struct Backoff {
    deadline: Instant,
    attempts_left: u32,
    longest: Duration,
}

impl Backoff {
    /// The pauses of a write whose first attempt comes now.
    pub(super) fn until(deadline: Instant) -> Self {
        Self {
            deadline,
            attempts_left: ATTEMPTS - 1,
            longest: FIRST,
        }
    }

    /// Lets others go on. Whether another attempt may follow: `false`, at once,
    /// if there were enough or the time is over.
    pub(super) async fn pause(&mut self) -> bool {
        let Some(pause) = self.next() else {
            return false;
        };
        tokio::time::sleep(pause).await;
        true
    }

    fn next(&mut self) -> Option<Duration> {
        self.attempts_left = self.attempts_left.checked_sub(1)?;
        // Half of it is random, so that not all come back at once.
        let random = f64::from(uuid::Uuid::new_v4().as_fields().0) / f64::from(u32::MAX);
        let pause = self.longest.mul_f64(random.midpoint(1.0));
        self.longest = self.longest.saturating_mul(2).min(LONGEST);
        (Instant::now() + pause < self.deadline).then_some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_differ_and_end_with_the_attempts() {
        let pauses = || {
            let mut backoff = Backoff::until(Instant::now() + Duration::from_mins(1));
            std::iter::from_fn(move || backoff.next()).collect::<Vec<_>>()
        };
        let mut longest = FIRST;
        for pause in pauses() {
            assert!(longest / 2 <= pause && pause <= longest, "{pause:?}");
            longest = (longest * 2).min(LONGEST);
        }
        assert_eq!(pauses().len(), ATTEMPTS as usize - 1);
        assert_ne!(pauses(), pauses());
    }

    #[test]
    fn no_pause_lasts_beyond_the_deadline() {
        assert_eq!(Backoff::until(Instant::now()).next(), None);
        let soon = Instant::now() + Duration::from_millis(10);
        let pauses = std::iter::from_fn({
            let mut backoff = Backoff::until(soon);
            move || backoff.next()
        });
        assert!(pauses.count() < 6, "the fifth lasts 16 ms and more");
    }
}
