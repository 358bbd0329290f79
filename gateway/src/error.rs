//! Why a gateway can't start.

use std::io;
use std::net::SocketAddr;

pub use crate::http_rule::RuleError;

/// Why a gateway can't start.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// The paths of the contracts can't be served.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// Two routes are the same method.
    #[error("{0} is routed twice")]
    DuplicateMethod(&'static str),
    /// A route leads to a method that only services call.
    #[error("{0} is routed, but its contract keeps it among services")]
    InternalMethod(&'static str),
    /// The descriptors aren't a `google.protobuf.FileDescriptorSet`, or one
    /// without all the files that it imports.
    #[error("the descriptors for reflection can't be used: {0}")]
    Descriptors(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The descriptors lack a method that is served.
    #[error("the descriptors for reflection lack {0}, which is served")]
    MissingDescriptor(&'static str),
    /// Something is no origin of web pages.
    #[error("{0:?} is no origin, such as `https://shop.example`")]
    Origin(String),
    /// The address can't be listened on: the port is in use, or not allowed.
    #[error("can't listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
}
