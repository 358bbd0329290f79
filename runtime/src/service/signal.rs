//! Being told to stop.

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::Result;

/// Tells everything in a process to stop. Cheap to clone; all clones are one.
#[derive(Clone, Debug, Default)]
pub struct Stop(CancellationToken);

impl Stop {
    /// Not told yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Tells to stop.
    pub fn now(&self) {
        self.0.cancel();
    }

    /// Waits until told to stop.
    pub async fn told(&self) {
        self.0.cancelled().await;
    }

    /// Whether told to stop.
    pub fn is_told(&self) -> bool {
        self.0.is_cancelled()
    }

    /// Tells to stop at the first SIGTERM or SIGINT (Ctrl-C). At the second one
    /// the process ends at once, with the code that shells show for a process
    /// that this signal has ended.
    pub(super) fn at_signals(&self) -> Result<()> {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let stop = self.clone();
        tokio::spawn(async move {
            loop {
                let (name, number) = tokio::select! {
                    _ = terminate.recv() => ("SIGTERM", SignalKind::terminate().as_raw_value()),
                    _ = interrupt.recv() => ("SIGINT", SignalKind::interrupt().as_raw_value()),
                };
                if stop.is_told() {
                    tracing::warn!("{name} again: ending at once");
                    std::process::exit(128 + number);
                }
                tracing::info!("{name}: finishing what is under way");
                stop.now();
            }
        });
        Ok(())
    }
}
