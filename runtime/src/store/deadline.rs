//! How long an operation may take.

use std::time::Duration;

use tokio::time::Instant;

use super::StoreError;
use crate::rpc::Context;

/// The time that an operation has outside of any call.
const OUTSIDE_OF_CALLS: Duration = Duration::from_secs(10);

/// When the call that is being handled ends.
pub(super) fn deadline() -> Instant {
    Context::current()
        .and_then(|context| context.deadline())
        .unwrap_or_else(|| Instant::now() + OUTSIDE_OF_CALLS)
}

/// The result of a future, if it comes before the deadline. Behind it, the
/// future isn't even begun: a request that is sent has its effect, even if
/// nobody waits for the answer.
pub(super) async fn before<T>(
    deadline: Instant,
    future: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    if Instant::now() >= deadline {
        return Err(StoreError::DeadlineExceeded);
    }
    tokio::time::timeout_at(deadline, future)
        .await
        .unwrap_or(Err(StoreError::DeadlineExceeded))
}
