//! How a typed call travels.

mod method;
mod routes;
mod status;

pub use method::{
    Access, Body, HttpRule, Idempotency, Method, MethodDescriptor, ServiceDescriptor, Verb,
};
pub use routes::{ErasedPayload, Route, Routes};
pub use status::{Code, FieldViolation, Result, Status, StatusExt};
