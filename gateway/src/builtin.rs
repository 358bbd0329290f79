//! gRPC services of the gateway itself: reflection and health.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::sync::Arc;

use counterpart::bus::ConnectionState;
use counterpart::rpc::{Routes, Status};
use futures::stream;
use http::{HeaderMap, Request, Response, header};

use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::Frame;
use prost::Message as _;
use prost_types::FileDescriptorSet;
use tokio::sync::{Semaphore, watch};
use tonic::body::Body;
use tonic::server::NamedService;
use tonic_health::ServingStatus;
use tonic_health::pb::health_server::HealthServer;
use tonic_health::server::{HealthReporter, HealthService};
use tower::util::BoxCloneSyncService;
use tower::{Service, ServiceExt as _};

use crate::{GatewayError, Limits};

/// The only method here that doesn't stream.
const HEALTH_CHECK: &str = "/grpc.health.v1.Health/Check";

/// A gRPC service that answers inside the gateway.
pub(crate) type GrpcService = BoxCloneSyncService<Request<Body>, Response<Body>, Infallible>;

/// The services that answer inside the gateway, by name.
pub(crate) struct Builtin {
    services: HashMap<&'static str, GrpcService>,
    health: Health,
    streams: Arc<Semaphore>,
}

/// What `grpc.health.v1` tells.
#[derive(Clone)]
pub(crate) struct Health {
    reporter: HealthReporter,
    names: BTreeSet<&'static str>,
    /// Whether open streams are to end.
    stopping: watch::Sender<bool>,
}

impl Builtin {
    /// Without descriptors, there is no reflection.
    pub(crate) fn new(
        routes: &Routes,
        descriptors: Option<&[u8]>,
        limits: Limits,
    ) -> Result<Self, GatewayError> {
        let names: BTreeSet<_> = routes
            .iter()
            .map(|route| route.method().service.name)
            .collect();
        let reporter = HealthReporter::new();
        let health = HealthService::from_health_reporter(reporter.clone());
        let mut builtin = Self {
            services: HashMap::new(),
            health: Health {
                reporter,
                names,
                stopping: watch::Sender::new(false),
            },
            streams: Arc::new(Semaphore::new(limits.streams)),
        };
        builtin.add(HealthServer::new(health));
        if let Some(descriptors) = descriptors {
            builtin.add_reflection(routes, descriptors)?;
        }
        Ok(builtin)
    }

    /// Answers a request under a path such as `/grpc.health.v1.Health/Check`;
    /// gives back one that is for nothing here.
    pub(crate) async fn answer(
        &self,
        request: Request<Body>,
    ) -> Result<Response<Body>, Request<Body>> {
        let path = request.uri().path();
        let Some(service) = self.service(path) else {
            return Err(request);
        };
        // A check is over at once, and must not fail because others watch.
        if path == HEALTH_CHECK {
            let Ok(response) = service.oneshot(request).await;
            return Ok(response);
        }
        let Ok(place) = Arc::clone(&self.streams).try_acquire_owned() else {
            let status = Status::resource_exhausted(
                "the gateway has too many streams open; try again later",
            );
            return Ok(status.into_http());
        };
        let stopping = || self.health.stopping.subscribe();
        // A client may keep its side open, and a service waits for its end.
        let request = request.map(|body| until_stopped(body, (), stopping(), None));
        let Ok(response) = service.oneshot(request).await;
        Ok(response.map(|body| until_stopped(body, place, stopping(), Some(stopped()))))
    }

    fn service(&self, path: &str) -> Option<GrpcService> {
        let (name, _method) = path.strip_prefix('/')?.split_once('/')?;
        self.services.get(name).cloned()
    }

    pub(crate) fn health(&self) -> &Health {
        &self.health
    }

    fn add<S>(&mut self, service: S)
    where
        S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>
            + NamedService
            + Clone
            + Send
            + Sync
            + 'static,
        S::Future: Send + 'static,
    {
        self.services
            .insert(S::NAME, BoxCloneSyncService::new(service));
    }

    /// Reflection in both of its versions: most tools still ask for v1alpha.
    fn add_reflection(&mut self, routes: &Routes, descriptors: &[u8]) -> Result<(), GatewayError> {
        check_descriptors(routes, descriptors)?;
        let builder = || {
            let names = self.health.names.iter().copied();
            names.chain([HealthServer::<HealthService>::NAME]).fold(
                tonic_reflection::server::Builder::configure()
                    .register_encoded_file_descriptor_set(descriptors)
                    .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET),
                tonic_reflection::server::Builder::with_service_name,
            )
        };
        let unusable = |error| GatewayError::Descriptors(Box::new(error));
        let v1 = builder().build_v1().map_err(unusable)?;
        let v1alpha = builder().build_v1alpha().map_err(unusable)?;
        self.add(v1);
        self.add(v1alpha);
        Ok(())
    }
}

impl Health {
    /// Tells whether calls can leave the gateway, until the sender is gone.
    pub(crate) async fn follow(self, mut connection: watch::Receiver<ConnectionState>) {
        loop {
            let is_connected = connection.borrow_and_update().is_connected();
            self.report(is_connected).await;
            if connection.changed().await.is_err() {
                return;
            }
        }
    }

    /// `NOT_SERVING`, so that load balancers turn to others; streams end after
    /// it, since those who watch would wait for ever, and the gateway for them.
    pub(crate) async fn stop(&self) {
        self.report(false).await;
        self.stopping.send_replace(true);
    }

    async fn report(&self, is_serving: bool) {
        let status = if is_serving {
            ServingStatus::Serving
        } else {
            ServingStatus::NotServing
        };
        // The empty name stands for the server as a whole.
        for name in self.names.iter().copied().chain([""]) {
            self.reporter.set_service_status(name, status).await;
        }
    }
}

/// A body that ends when the gateway stops, once what is ready has been sent,
/// with these trailers if any. What it keeps is let go when it ends or is given
/// up.
fn until_stopped<K: Send + 'static>(
    body: Body,
    keeps: K,
    stopping: watch::Receiver<bool>,
    trailers: Option<HeaderMap>,
) -> Body {
    let open = Some((body, keeps, stopping, trailers));
    let frames = stream::unfold(open, |open| async {
        let (mut body, keeps, mut stopping, trailers) = open?;
        let frame = tokio::select! {
            biased;
            frame = body.frame() => Some(frame?),
            // Without a sender the gateway is gone.
            _ = stopping.wait_for(|is_stopping| *is_stopping) => None,
        };
        match frame {
            Some(frame) => Some((frame, Some((body, keeps, stopping, trailers)))),
            None => Some((Ok(Frame::trailers(trailers?)), None)),
        }
    });
    Body::new(StreamBody::new(frames))
}

/// `UNAVAILABLE`, as trailers.
fn stopped() -> HeaderMap {
    let (status, _) = Status::unavailable("the gateway is stopping")
        .into_http::<Body>()
        .into_parts();
    let mut trailers = status.headers;
    trailers.remove(header::CONTENT_TYPE);
    trailers
}

/// Everything that is served is described.
fn check_descriptors(routes: &Routes, descriptors: &[u8]) -> Result<(), GatewayError> {
    let set = FileDescriptorSet::decode(descriptors)
        .map_err(|error| GatewayError::Descriptors(Box::new(error)))?;
    let mut described = BTreeSet::new();
    for file in &set.file {
        for service in &file.service {
            for method in &service.method {
                described.insert(format!(
                    "{}.{}/{}",
                    file.package(),
                    service.name(),
                    method.name()
                ));
            }
        }
    }
    let missing = routes
        .iter()
        .map(|route| route.method().path)
        .find(|path| !described.contains(*path));
    missing.map_or(Ok(()), |path| Err(GatewayError::MissingDescriptor(path)))
}
