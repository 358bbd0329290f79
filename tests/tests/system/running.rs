//! Starting the shop's binaries, and calling them.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use counterpart::Payload;
use counterpart::rpc::{Method, Status};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tonic::transport::Channel;

/// How long a process may take to say that it is ready.
const START: Duration = Duration::from_mins(1);

/// Paths that need every service.
const SERVICES: &[&str] = &["/v1/categories?page_size=1", "/v1/products?page_size=1"];

/// How long a process may take to drain.
const STOP: Duration = Duration::from_secs(20);

/// A running shop.
pub(crate) struct Shop {
    processes: Vec<Process>,
    gateway: SocketAddr,
    channel: Channel,
    _data: Option<tempfile::TempDir>,
}

impl Shop {
    /// Everything in one process, without servers.
    pub(crate) async fn embedded() -> Self {
        let data = tempfile::tempdir().unwrap();
        let gateway = free_address();
        let up = Process::start(
            "shop",
            &[
                "up",
                "--listen",
                &gateway.to_string(),
                "--data",
                data.path().to_str().unwrap(),
                "--no-sample",
            ],
        );
        Self::reached(vec![up], gateway, Some(data), SERVICES).await
    }

    /// The gateway alone: nobody serves what it is asked for.
    pub(crate) async fn gateway_without_services() -> Self {
        let address = free_address();
        let listen = address.to_string();
        let gateway = Process::start(
            "shop",
            &["gateway", "--bus", "embedded", "--listen", &listen],
        );
        Self::reached(vec![gateway], address, None, &["/healthz"]).await
    }

    /// One process per service, on RabbitMQ and MongoDB.
    pub(crate) async fn on_servers() -> Self {
        let servers = Servers::from_env();
        let gateway = free_address();
        let processes = vec![
            servers.service("category"),
            servers.service("product"),
            servers.gateway(gateway),
        ];
        Self::reached(processes, gateway, None, SERVICES).await
    }

    async fn reached(
        processes: Vec<Process>,
        gateway: SocketAddr,
        data: Option<tempfile::TempDir>,
        answering: &[&str],
    ) -> Self {
        let channel = Channel::from_shared(format!("http://{gateway}"))
            .unwrap()
            .connect_lazy();
        let mut shop = Self {
            processes,
            gateway,
            channel,
            _data: data,
        };
        tokio::time::timeout(START, shop.answers(answering))
            .await
            .unwrap_or_else(|_| panic!("the shop is not ready after {START:?}"));
        shop
    }

    /// Waits until the gateway answers well under these paths.
    async fn answers(&mut self, paths: &[&str]) {
        for path in paths {
            while self
                .try_get(path)
                .await
                .is_none_or(|(status, _)| status != 200)
            {
                for process in &mut self.processes {
                    process.assert_running();
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }

    /// Calls a method over gRPC, as any client of the shop would.
    pub(crate) async fn call<Request: Payload, Response: Payload>(
        &self,
        method: &'static Method<Request, Response>,
        request: Request,
    ) -> Result<Response, Status> {
        let mut grpc = tonic::client::Grpc::new(self.channel.clone());
        grpc.ready()
            .await
            .map_err(|error| Status::unavailable(error.to_string()))?;
        let path = format!("/{}", method.descriptor().path).parse().unwrap();
        let codec = tonic_prost::ProstCodec::<Request, Response>::default();
        let response = grpc
            .unary(tonic::Request::new(request), path, codec)
            .await?;
        Ok(response.into_inner())
    }

    /// Posts JSON; returns the HTTP status and the JSON that came back.
    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let request = http::Request::post(format!("http://{}{path}", self.gateway))
            .header("content-type", "application/json")
            .body(Full::from(body.to_string()))
            .unwrap();
        self.send(request).await.expect("the gateway answers")
    }

    /// Gets JSON; returns the HTTP status and the JSON that came back.
    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        self.try_get(path).await.expect("the gateway answers")
    }

    async fn try_get(&self, path: &str) -> Option<(u16, Value)> {
        let request = http::Request::get(format!("http://{}{path}", self.gateway))
            .body(Full::default())
            .unwrap();
        self.send(request).await
    }

    async fn send(&self, request: http::Request<Full<bytes::Bytes>>) -> Option<(u16, Value)> {
        let client: Client<HttpConnector, _> = Client::builder(TokioExecutor::new()).build_http();
        let response = client.request(request).await.ok()?;
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.ok()?.to_bytes();
        let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Some((status, json))
    }

    /// Asks every process to drain, the last started first, and holds that each
    /// ends well and in time.
    pub(crate) async fn stop(mut self) {
        while let Some(process) = self.processes.pop() {
            process.stop().await;
        }
    }
}

/// The servers that `scripts/servers` started.
struct Servers {
    amqp: String,
    mongodb: String,
}

impl Servers {
    fn from_env() -> Self {
        let read = |name: &str| {
            std::env::var(name).unwrap_or_else(|_| {
                panic!("{name} is not set: run `scripts/test`, which starts the servers")
            })
        };
        Self {
            amqp: read("COUNTERPART_TEST_AMQP_URL"),
            mongodb: read("COUNTERPART_TEST_MONGODB_URL"),
        }
    }

    fn service(&self, name: &'static str) -> Process {
        let http = free_address().to_string();
        Process::start(
            name,
            &[
                "--bus",
                &self.amqp,
                "--store",
                &self.mongodb,
                "--http",
                &http,
            ],
        )
    }

    fn gateway(&self, listen: SocketAddr) -> Process {
        Process::start(
            "shop",
            &[
                "gateway",
                "--bus",
                &self.amqp,
                "--listen",
                &listen.to_string(),
            ],
        )
    }
}

/// A process of the shop; killed when dropped.
struct Process {
    name: &'static str,
    child: Child,
}

impl Process {
    fn start(name: &'static str, arguments: &[&str]) -> Self {
        let mut child = Command::new(binary(name))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{name} doesn't start: {error}"));
        // What the process says appears in the output of the test that fails.
        let stderr = child.stderr.take().expect("stderr is piped");
        tokio::spawn(async move {
            let mut lines = BufReader::new(stderr).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                eprintln!("{name}: {line}");
            }
        });
        Self { name, child }
    }

    fn assert_running(&mut self) {
        if let Some(status) = self.child.try_wait().unwrap() {
            panic!("{} ended early: {status}", self.name);
        }
    }

    async fn stop(mut self) {
        let id = self.child.id().expect("the process runs").to_string();
        let kill = Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .await
            .unwrap();
        assert!(kill.success());
        let status = tokio::time::timeout(STOP, self.child.wait())
            .await
            .unwrap_or_else(|_| panic!("{} doesn't drain within {STOP:?}", self.name))
            .unwrap();
        assert!(status.success(), "{} ended with {status}", self.name);
    }
}

/// A binary of this workspace, which stands in the folder above the test's own.
fn binary(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(|deps| deps.parent()).unwrap();
    let path = folder.join(name);
    assert!(
        path.exists(),
        "{} is not built: run `scripts/test`, or `cargo build --workspace` first",
        path.display()
    );
    path
}

/// A loopback address that was free a moment ago.
fn free_address() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}
