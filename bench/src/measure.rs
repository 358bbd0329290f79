//! One run of one contender.

use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::runtime;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::contenders::{Calls, Contender};

/// How long calls are made before they count.
const WARM_UP: Duration = Duration::from_millis(500);

/// How long a server may take to start.
const START_WITHIN: Duration = Duration::from_secs(10);

/// What one run has shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) calls_per_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
}

/// Calls in a closed loop: as soon as one of the calls in flight is answered,
/// the next one leaves. Each side has a thread with a runtime of its own.
pub(crate) fn run(
    contender: Contender,
    url: &str,
    in_flight: usize,
    duration: Duration,
) -> anyhow::Result<Run> {
    let (ready, is_ready) = mpsc::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let server_url = url.to_owned();
    let server = thread::spawn(move || {
        runtime()?.block_on(async {
            tokio::select! {
                served = contender.serve(&server_url, ready) => served,
                _ = stopped => Ok(()),
            }
        })
    });
    let measured = is_ready
        .recv_timeout(START_WITHIN)
        .context("the server did not start")
        .and_then(|()| runtime()?.block_on(measure(contender, url, in_flight, duration)));
    // A server that has failed is no longer listening.
    let _ = stop.send(());
    match server.join() {
        Ok(outcome) => outcome.context("the server failed")?,
        Err(_) => anyhow::bail!("the server panicked"),
    }
    measured
}

fn runtime() -> anyhow::Result<runtime::Runtime> {
    Ok(runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}

async fn measure(
    contender: Contender,
    url: &str,
    in_flight: usize,
    duration: Duration,
) -> anyhow::Result<Run> {
    let calls: Arc<dyn Calls> = Arc::from(contender.connect(url).await?);
    let from = Instant::now() + WARM_UP;
    let until = from + duration;
    let latencies = Arc::new(Mutex::new(Vec::new()));
    let mut loops = JoinSet::new();
    for _ in 0..in_flight {
        let (calls, latencies) = (Arc::clone(&calls), Arc::clone(&latencies));
        loops.spawn(async move {
            let mut own = Vec::new();
            loop {
                let start = Instant::now();
                if start >= until {
                    break;
                }
                calls.call().await?;
                if start >= from {
                    own.push(start.elapsed());
                }
            }
            latencies
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .append(&mut own);
            anyhow::Ok(())
        });
    }
    while let Some(ended) = loops.join_next().await {
        ended??;
    }
    let mut latencies =
        std::mem::take(&mut *latencies.lock().unwrap_or_else(PoisonError::into_inner));
    anyhow::ensure!(!latencies.is_empty(), "no call was answered");
    latencies.sort_unstable();
    let calls = u32::try_from(latencies.len())?;
    Ok(Run {
        calls_per_second: f64::from(calls) / duration.as_secs_f64(),
        p50: latencies[latencies.len() / 2],
        p99: latencies[latencies.len() * 99 / 100],
    })
}
