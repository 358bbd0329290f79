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

    /// Sorts samples of durations into their buckets. Until then each takes
    /// memory, so that somebody must do it every few seconds.
    pub fn condense(&self) {
        if let Some(prometheus) = &self.prometheus {
            prometheus.run_upkeep();
        }
    }

    /// The current values in Prometheus' text format.
    pub fn render(&self) -> String {
        self.prometheus
            .as_ref()
            .map(PrometheusHandle::render)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_shown_in_buckets_to_all_who_installed_them() {
        let metrics = [Metrics::install(), Metrics::install()];
        metrics::histogram!("telemetry_test_duration_seconds").record(0.003);
        for metrics in metrics {
            metrics.condense();
            let text = metrics.render();
            assert!(
                text.contains("telemetry_test_duration_seconds_bucket{le=\"0.005\"} 1"),
                "{text}"
            );
        }
    }
}
