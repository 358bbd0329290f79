//! One port for HTTP/1.1 and HTTP/2 without TLS (h2c).

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::Request;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tonic::body::Body;
use tower::ServiceExt as _;

use crate::Limits;
use crate::address::Peer;
use crate::gateway::HttpService;
use crate::opening::Opening;

/// How long an HTTP/2 connection may be silent before it is asked whether it
/// still lives, and how long it may take to answer.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// How long to wait when no connection can be accepted: the process has no file
/// descriptors left, and gets some when others close.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves connections until `shutdown` is done, and then until all requests are
/// answered or the moment is there that it gives.
pub(crate) async fn serve(
    listener: TcpListener,
    service: HttpService,
    limits: Limits,
    shutdown: impl Future<Output = Instant>,
) {
    let builder = builder(&limits);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    // Dropped at the end, which cuts off what has not ended by then.
    let mut connections = JoinSet::new();
    tokio::pin!(shutdown);
    let until = loop {
        tokio::select! {
            (stream, peer, place) = accept(&listener, &places) => {
                let service = service
                    .clone()
                    .map_request(move |mut request: Request<hyper::body::Incoming>| {
                        request.extensions_mut().insert(Peer(peer));
                        request.map(Body::new)
                    });
                let stream = TokioIo::new(Opening::new(stream, limits.head_timeout));
                let connection = builder
                    .serve_connection(stream, TowerToHyperService::new(service))
                    .into_owned();
                let connection = graceful.watch(connection);
                connections.spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!(error, "a connection ended");
                    }
                    drop(place);
                });
            }
            Some(_ended) = connections.join_next() => {}
            until = &mut shutdown => break until,
        }
    };
    drop(listener);
    if tokio::time::timeout_at(until, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("requests that did not finish in time are cut off");
    }
}

fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_timeout);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits.streams_per_connection)
        .keep_alive_interval(KEEP_ALIVE)
        .keep_alive_timeout(KEEP_ALIVE);
    builder
}

/// The next connection, once there is a place for one.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    let place = Arc::clone(places)
        .acquire_owned()
        .await
        .expect("the semaphore is never closed");
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Small answers leave at once.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "the connection keeps Nagle's algorithm");
                }
                return (stream, peer, place);
            }
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}
