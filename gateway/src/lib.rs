//! Serves generated routes over gRPC, gRPC-web, Connect and REST paths.
//!
//! One port answers all of them, over HTTP/1.1 and HTTP/2:
//!
//! | protocol | a request is | an error is |
//! | --- | --- | --- |
//! | gRPC | `POST /package.Service/Method`, `application/grpc` | `grpc-status` and details in trailers |
//! | gRPC-web | the same with `application/grpc-web` or `-text` | the same, in the body's last frame |
//! | [Connect](https://connectrpc.com/docs/protocol) | `POST /package.Service/Method`, JSON or protobuf; `GET` for methods without side effects | JSON with `code`, `message`, `details` |
//! | REST | the paths of `google.api.http` | `google.rpc.Status` in JSON |
//! | `grpc.reflection.v1`, `v1alpha`, `grpc.health.v1` | gRPC or gRPC-web | |
//! | health | `GET /healthz` | 503 while calls can't leave |
//!
//! The gateway knows no contract. A method that is added to the routes is
//! served by all protocols; a method that isn't in them doesn't exist.
//!
//! A request is decoded, cleared of what clients don't set, and checked against
//! the rules of its contract, before anything is sent: by the functions of
//! `counterpart`, which the service runs again. It then has the method's time,
//! or the client's (`grpc-timeout`, `Connect-Timeout-Ms`) if that is shorter.
//! `x-correlation-id`, `traceparent` and a bearer token travel on. A method that
//! needs a user is called with `authorization: Bearer TOKEN`, in every protocol
//! alike; the token is verified before anything else of the request is read. So are
//! the contract's rate limits held, which each gateway counts by itself.
//!
//! ```no_run
//! use std::sync::Arc;
//! use std::time::Duration;
//!
//! use counterpart::bus::Embedded;
//! use counterpart::rpc::{Caller, Routes};
//! use counterpart_gateway::{Cors, Gateway};
//! use tokio::time::Instant;
//!
//! # async fn run(routes: Routes, descriptors: &'static [u8]) -> Result<(), Box<dyn std::error::Error>> {
//! let caller = Caller::new(Arc::new(Embedded::default()), "gateway");
//! let gateway = Gateway::builder(routes, caller)
//!     .descriptors(descriptors)
//!     .cors(Cors::origins(["https://shop.example"])?)
//!     .build()?;
//! let listener = gateway.listen(([127, 0, 0, 1], 8080).into()).await?;
//! let stopped = async {
//!     tokio::signal::ctrl_c().await.unwrap_or(());
//!     Instant::now() + Duration::from_secs(15)
//! };
//! gateway.serve(listener, stopped).await;
//! # Ok(())
//! # }
//! ```

mod address;
mod builtin;
mod cors;
mod details;
mod edge;
mod error;
mod gateway;
mod http_rule;
mod limits;
mod observe;
mod opening;
mod protocol;
mod rate;
mod server;
mod timeout;

pub use cors::Cors;
pub use error::{GatewayError, RuleError};
pub use gateway::{Gateway, GatewayBuilder};
pub use http_rule::TemplateError;
pub use ipnet::IpNet;
pub use limits::Limits;
