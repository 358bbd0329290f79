//! A running shop, and calling it.

use std::net::SocketAddr;
use std::time::Duration;

use counterpart::Payload;
use counterpart::rpc::{Method, Status};
use serde_json::Value;
use tonic::transport::Channel;

use crate::backing::Servers;
use crate::http;
use crate::process::{POLL, Process, free_address};

/// How long a process may take to say that it is ready.
const START: Duration = Duration::from_mins(1);

/// Paths that need every service.
const SERVICES: &[&str] = &["/v1/categories?page_size=1", "/v1/products?page_size=1"];

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
        Self::on(&Servers::from_env()).await
    }

    /// One process per service, on these servers.
    pub(crate) async fn on(servers: &Servers) -> Self {
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
        shop.serves(answering).await;
        shop
    }

    /// Waits until every service answers.
    pub(crate) async fn serves_again(&mut self) {
        self.serves(SERVICES).await;
    }

    async fn serves(&mut self, paths: &[&str]) {
        tokio::time::timeout(START, self.answers(paths))
            .await
            .unwrap_or_else(|_| panic!("the shop is not ready after {START:?}"));
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
                tokio::time::sleep(POLL).await;
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
        let answer = http::post(self.gateway, path, &body).await;
        json(answer.expect("the gateway answers"))
    }

    /// Gets JSON; returns the HTTP status and the JSON that came back.
    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        self.try_get(path).await.expect("the gateway answers")
    }

    async fn try_get(&self, path: &str) -> Option<(u16, Value)> {
        http::get(self.gateway, path).await.map(json)
    }

    /// The process of the gateway.
    pub(crate) fn gateway(&self) -> &Process {
        self.processes.last().expect("it runs")
    }

    /// Asks every process to drain, the last started first, and holds that each
    /// ends well and in time.
    pub(crate) async fn stop(mut self) {
        while let Some(process) = self.processes.pop() {
            process.stop().await;
        }
    }
}

fn json((status, body): (u16, bytes::Bytes)) -> (u16, Value) {
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}
