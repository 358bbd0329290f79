//! What a gateway needs of a contract.

use bytes::Bytes;

use super::{Method, MethodDescriptor, Status};
use crate::message::{Message, Payload};
use crate::validate::Check;

/// The methods that a gateway serves, of one contract or of many.
#[derive(Debug, Default)]
pub struct Routes {
    routes: Vec<Route>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a method that answers each request with one response. A gateway
    /// refuses to start with one that isn't public.
    #[must_use]
    pub fn unary<Request: Payload, Response: Payload>(
        mut self,
        method: &'static Method<Request, Response>,
    ) -> Self {
        self.routes.push(Route {
            method: method.descriptor(),
            request: || Box::new(Request::default()),
            response: || Box::new(Response::default()),
        });
        self
    }

    /// Adds all routes of another contract.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.routes.extend(other.routes);
        self
    }

    /// The routes, in the order of the contract.
    pub fn iter(&self) -> impl Iterator<Item = &Route> {
        self.routes.iter()
    }
}

/// A method that a gateway serves, without the types of its messages.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    method: &'static MethodDescriptor,
    request: fn() -> Box<dyn ErasedPayload>,
    response: fn() -> Box<dyn ErasedPayload>,
}

impl Route {
    /// What the contract says of the method.
    pub fn method(&self) -> &'static MethodDescriptor {
        self.method
    }

    /// An empty request.
    pub fn new_request(&self) -> Box<dyn ErasedPayload> {
        (self.request)()
    }

    /// An empty response.
    pub fn new_response(&self) -> Box<dyn ErasedPayload> {
        (self.response)()
    }
}

/// A [`Payload`] whose type is not known.
pub trait ErasedPayload: Send + Sync {
    /// Replaces the content by what these bytes say. `INVALID_ARGUMENT` if they
    /// aren't an encoding of the message.
    fn decode(&mut self, bytes: Bytes) -> Result<(), Status>;

    /// The protobuf encoding.
    fn encode(&self) -> Bytes;

    /// Notes each rule of the contract that the content breaks.
    fn validate(&self, check: &mut Check);

    /// The fields.
    fn message(&self) -> &dyn Message;

    /// The fields, to be changed.
    fn message_mut(&mut self) -> &mut dyn Message;
}

impl<M: Payload> ErasedPayload for M {
    fn decode(&mut self, bytes: Bytes) -> Result<(), Status> {
        *self = M::decode(bytes).map_err(|error| {
            Status::invalid_argument(format!(
                "the request is not a {}: {error}",
                self.descriptor().name
            ))
        })?;
        Ok(())
    }

    fn encode(&self) -> Bytes {
        self.encode_to_vec().into()
    }

    fn validate(&self, check: &mut Check) {
        crate::validate::Validate::validate(self, check);
    }

    fn message(&self) -> &dyn Message {
        self
    }

    fn message_mut(&mut self) -> &mut dyn Message {
        self
    }
}
