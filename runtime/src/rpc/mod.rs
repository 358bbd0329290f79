//! How a typed call travels.
//!
//! A generated client hands each call to its [`Caller`], which encodes the
//! request, gives it the time that is left in the [`Context`], and sends it
//! over a [`Bus`](crate::bus::Bus). On the other side [`serve`] takes calls off
//! the bus and gives each as a [`Call`] to the generated [`Server`], which picks
//! the method; `Call::unary` decodes, checks, runs the handler and encodes.

mod call;
mod caller;
mod code;
mod context;
mod method;
mod reference;
mod request;
mod routes;
mod server;
mod status;
mod stub;
mod telemetry;
mod trace;
mod violations;

pub use call::{Call, Reply};
pub use caller::{Caller, Client};
pub use code::code_name;
pub use context::Context;
pub(crate) use context::Received;
pub use method::{
    Access, Body, GATEWAY, HttpRule, Idempotency, Method, MethodDescriptor, RateLimit,
    ServiceDescriptor, Verb,
};
pub use reference::{Lookup, MAX_REFERENCES, found, no_owner};
pub use request::Request;
pub use routes::{ErasedPayload, Route, Routes};
pub use server::{Server, ServerOptions, serve, serve_as};
pub use status::{Code, FieldViolation, Reason, Result, Status, StatusExt};
pub use stub::Stub;
pub use violations::MAX_VIOLATIONS;
