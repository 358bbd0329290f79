//! Ways to call over RabbitMQ.

mod plain;
mod shared;
mod tuned;
mod typed;

use futures::future::BoxFuture;

/// A way to call over RabbitMQ.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Contender {
    /// The platform: typed, validated, traced, measured.
    Typed,
    /// lapin as its examples show it: every publish awaited, each message
    /// acknowledged.
    Plain,
    /// lapin as an expert writes it: publishes not awaited, one acknowledgement
    /// for each burst.
    Tuned,
}

/// The calling side of a contender: one call at a time, many clones at once.
pub(crate) trait Calls: Send + Sync {
    /// Makes one call and waits for its answer.
    fn call(&self) -> BoxFuture<'_, anyhow::Result<()>>;
}

impl Contender {
    pub(crate) const ALL: [Self; 3] = [Self::Typed, Self::Plain, Self::Tuned];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Typed => "counterpart, typed call",
            Self::Plain => "lapin, plain",
            Self::Tuned => "lapin, tuned",
        }
    }

    /// Serves until the future is dropped; tells when it is ready.
    pub(crate) async fn serve(
        self,
        url: &str,
        ready: std::sync::mpsc::Sender<()>,
    ) -> anyhow::Result<()> {
        match self {
            Self::Typed => typed::serve(url, ready).await,
            Self::Plain => plain::serve(url, ready).await,
            Self::Tuned => tuned::serve(url, ready).await,
        }
    }

    /// Connects the calling side.
    pub(crate) async fn connect(self, url: &str) -> anyhow::Result<Box<dyn Calls>> {
        Ok(match self {
            Self::Typed => Box::new(typed::connect(url)?),
            Self::Plain => Box::new(plain::connect(url).await?),
            Self::Tuned => Box::new(tuned::connect(url).await?),
        })
    }
}
