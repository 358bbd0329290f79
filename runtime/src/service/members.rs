//! What runs in a process, and how it is told to stop.

use std::future::Future;
use std::time::Duration;

use tokio::task::{Id, JoinSet};

use super::drain::Drain;
use super::{Result, ServiceError, Stop};

/// Things that run side by side. Each is told to stop on its own.
#[derive(Default)]
pub(super) struct Members {
    set: JoinSet<Result<()>>,
    /// In the order of their start.
    running: Vec<Member>,
}

struct Member {
    id: Id,
    name: String,
    stop: Stop,
}

impl Members {
    /// Starts one, which ends when it is told to stop.
    pub(super) fn spawn(
        &mut self,
        name: &str,
        stop: Stop,
        run: impl Future<Output = Result<()>> + Send + 'static,
    ) {
        let id = self.set.spawn(run).id();
        self.running.push(Member {
            id,
            name: name.to_owned(),
            stop,
        });
    }

    /// Waits for the first one to end, which it should not. Never returns while
    /// there is none.
    pub(super) async fn ended(&mut self) -> ServiceError {
        match self.next().await {
            None => std::future::pending().await,
            Some((name, Ok(()))) => ServiceError::Ended { name },
            Some((_, Err(error))) => error,
        }
    }

    /// Stops them in the reverse order of their start, so that each can still
    /// use what was there before it; the first failure counts. What has not
    /// stopped this much later than its work must be done is cut off.
    pub(super) async fn finish(&mut self, drain: &Drain, grace: Duration) -> Result<()> {
        let mut result = Ok(());
        while let Some(last) = self.running.last() {
            last.stop.now();
            match tokio::time::timeout_at(drain.until() + grace, self.next()).await {
                Ok(Some((_, ended))) => result = result.and(ended),
                Ok(None) => break,
                Err(_elapsed) => {
                    self.set.abort_all();
                    let names = self.running.drain(..).map(|member| member.name);
                    return result.and(Err(ServiceError::Stuck {
                        names: names.collect::<Vec<_>>().join(", "),
                        timeout: drain.timeout(),
                    }));
                }
            }
        }
        result
    }

    /// The next one that ends.
    async fn next(&mut self) -> Option<(String, Result<()>)> {
        let (id, ended) = match self.set.join_next_with_id().await? {
            Ok((id, ended)) => (id, Some(ended)),
            Err(error) => (error.id(), None),
        };
        let place = self.running.iter().position(|member| member.id == id)?;
        let name = self.running.remove(place).name;
        let ended = ended.unwrap_or_else(|| Err(ServiceError::Panicked { name: name.clone() }));
        Some((name, ended))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    const GRACE: Duration = Duration::from_secs(10);

    #[tokio::test]
    async fn what_started_last_stops_first_and_alone() {
        let order = Arc::new(Mutex::new(Vec::new()));
        let mut members = Members::default();
        for name in ["category", "product", "gateway"] {
            let (stop, order) = (Stop::new(), Arc::clone(&order));
            members.spawn(name, stop.clone(), async move {
                stop.told().await;
                order.lock().unwrap().push(format!("{name} is told"));
                tokio::task::yield_now().await;
                order.lock().unwrap().push(format!("{name} has stopped"));
                Ok(())
            });
        }
        let drain = Drain::within(Duration::from_secs(10));
        members.finish(&drain, GRACE).await.unwrap();
        assert_eq!(
            *order.lock().unwrap(),
            [
                "gateway is told",
                "gateway has stopped",
                "product is told",
                "product has stopped",
                "category is told",
                "category has stopped",
            ]
        );
    }

    #[tokio::test]
    async fn what_does_not_stop_in_time_is_cut_off_and_named() {
        let mut members = Members::default();
        let stop = Stop::new();
        members.spawn("category", stop, std::future::pending());
        let drain = Drain::within(Duration::ZERO);
        let error = members.finish(&drain, Duration::ZERO).await.unwrap_err();
        assert_eq!(error.to_string(), "category did not stop within 0 s");
    }

    #[tokio::test]
    async fn what_ends_without_being_told_is_named() {
        let mut members = Members::default();
        members.spawn("category", Stop::new(), async { Ok(()) });
        assert_eq!(
            members.ended().await.to_string(),
            "category ended without being told to"
        );
    }

    #[tokio::test]
    async fn a_panic_is_the_end_of_the_one_that_panicked() {
        let mut members = Members::default();
        members.spawn("product", Stop::new(), std::future::pending());
        members.spawn("category", Stop::new(), async { panic!("on purpose") });
        assert_eq!(members.ended().await.to_string(), "category panicked");
    }
}
