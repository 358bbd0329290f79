//! The end of a task.

use tokio::time::Instant;

use super::Stop;
use super::drain::Drain;

/// Tells a task to stop, and how long it may take to finish what is under way.
#[derive(Clone, Debug)]
pub struct Shutdown {
    pub(super) stop: Stop,
    pub(super) drain: Drain,
}

impl Shutdown {
    /// Waits until told to stop. Returns when all must be done: the deadline is
    /// one for the whole process, and a task that takes longer is cut off.
    pub async fn told(&self) -> Instant {
        self.stop.told().await;
        self.drain.until()
    }
}
