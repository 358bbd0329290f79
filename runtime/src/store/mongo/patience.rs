//! Waiting for a primary.

use std::time::Duration;

use tokio::time::Instant;

use super::servers::Servers;
use crate::store::StoreError;
use crate::store::deadline::before;

/// How long the driver looks for a server before it says that there is none.
pub(super) const SERVER_SELECTION: Duration = Duration::from_secs(1);

/// How long to wait before the next attempt, if the last one failed at once.
const PAUSE: Duration = Duration::from_millis(50);

/// Tries an operation again that surely didn't happen because no server could
/// take it, such as during an election, as long as the deadline allows.
pub(super) async fn patiently<T, Operation>(
    servers: &Servers,
    deadline: Instant,
    operation: impl Fn() -> Operation,
) -> Result<T, StoreError>
where
    Operation: Future<Output = Result<T, StoreError>>,
{
    loop {
        match before(deadline, operation()).await {
            // Another attempt would end in DEADLINE_EXCEEDED, which says less.
            Err(StoreError::Unavailable(_))
                if Instant::now() + SERVER_SELECTION + PAUSE < deadline =>
            {
                tokio::time::sleep(PAUSE).await;
            }
            outcome => return outcome.map_err(|error| servers.explain(error)),
        }
    }
}

/// The time left until the deadline, for the server to keep; at least a
/// millisecond, since none at all means no limit to it.
pub(super) fn time_left(deadline: Instant) -> Duration {
    deadline
        .saturating_duration_since(Instant::now())
        .max(Duration::from_millis(1))
}
