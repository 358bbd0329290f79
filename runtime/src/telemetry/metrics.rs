//! The metrics, as Prometheus reads them.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// The upper ends of the buckets of call durations, in seconds: from what a
/// call inside one process takes to the longest usual deadline.
const DURATION_BUCKETS: &[f64] = &[
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5,
    5.0, 10.0,
];

/// The metrics of this process.
#[derive(Clone, Debug)]
pub struct Metrics {
    prometheus: Option<PrometheusHandle>,
}

impl Metrics {
    /// Begins to gather metrics. There is one set a process: a second call
    /// returns the same.
    ///
    /// # Panics
    ///
    /// Never: the buckets that the exporter asks for are there.
    pub fn install() -> Self {
        static INSTALLED: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
        let prometheus = INSTALLED.get_or_init(|| {
            let recorder = PrometheusBuilder::new()
                .set_buckets_for_metric(
                    Matcher::Suffix("duration_seconds".to_owned()),
                    DURATION_BUCKETS,
                )
                .expect("the list of buckets is not empty")
                .build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("metrics go to another recorder, so /metrics is empty");
                return None;
            }
            Some(handle)
        });
        Self {
            prometheus: prometheus.clone(),
        }
    }

    /// The current values in Prometheus' text format.
    pub fn render(&self) -> String {
        self.prometheus
            .as_ref()
            .map(|prometheus| {
                prometheus.run_upkeep();
                prometheus.render()
            })
            .unwrap_or_default()
    }
}
