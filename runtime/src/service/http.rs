//! The endpoints for operators: `/healthz` and `/metrics`.

use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use tokio::net::TcpListener;

use super::health::Health;
use super::{Result, ServiceError, Stop};
use crate::telemetry::Metrics;

/// How often samples of metrics are gathered when nobody asks for them: until
/// then each takes memory.
const CONDENSE_EVERY: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Endpoints {
    health: Health,
    metrics: Metrics,
}

/// Serves the endpoints until told to stop; returns the address.
pub(super) async fn serve(
    address: SocketAddr,
    health: Health,
    metrics: Metrics,
    stop: Stop,
) -> Result<SocketAddr> {
    let listen = |error| ServiceError::Listen { address, error };
    let listener = TcpListener::bind(address).await.map_err(listen)?;
    let bound = listener.local_addr().map_err(listen)?;
    tokio::spawn(condense(metrics.clone(), stop.clone()));
    let router = Router::new()
        .route("/healthz", get(healthz))
        .route("/metrics", get(render_metrics))
        .with_state(Endpoints { health, metrics });
    tokio::spawn(async move {
        let served = axum::serve(listener, router)
            .with_graceful_shutdown(async move { stop.told().await })
            .await;
        if let Err(error) = served {
            tracing::error!(%error, "health and metrics are no longer served");
        }
    });
    Ok(bound)
}

async fn condense(metrics: Metrics, stop: Stop) {
    let mut pause = tokio::time::interval(CONDENSE_EVERY);
    loop {
        tokio::select! {
            () = stop.told() => return,
            _ = pause.tick() => metrics.condense(),
        }
    }
}

async fn healthz(State(endpoints): State<Endpoints>) -> Response {
    let report = endpoints.health.report().await;
    let status = if report.ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(report)).into_response()
}

async fn render_metrics(State(endpoints): State<Endpoints>) -> Response {
    let content_type = [("content-type", "text/plain; version=0.0.4")];
    (content_type, endpoints.metrics.render()).into_response()
}
