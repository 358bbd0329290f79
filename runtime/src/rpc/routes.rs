//! What a gateway needs of a contract.

use bytes::Bytes;

use super::{Method, MethodDescriptor, Result, Status};
use crate::message::{Message, Payload, Types};
use crate::validate::Check;
use crate::wire::DecodeError;

/// The methods that a gateway serves, of one contract or of many.
#[derive(Debug, Default)]
pub struct Routes {
    routes: Vec<Route>,
    types: Types,
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

    /// Says which types the JSON of a `google.protobuf.Any` may name. It replaces
    /// what was said before.
    #[must_use]
    pub fn with_types(mut self, types: Types) -> Self {
        self.types = types;
        self
    }

    /// The types that the JSON of a `google.protobuf.Any` may name.
    pub fn types(&self) -> &Types {
        &self.types
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

    /// The request that these bytes are. `INVALID_ARGUMENT` if they aren't an
    /// encoding of one.
    pub fn decode_request(&self, bytes: Bytes) -> Result<Box<dyn ErasedPayload>> {
        let mut request = (self.request)();
        match request.decode(bytes) {
            Ok(()) => Ok(request),
            Err(error) => Err(Status::invalid_argument(format!(
                "the request of {} does not decode: {error}",
                self.method.path
            ))),
        }
    }

    /// The response that these bytes are. `INTERNAL` if they aren't an encoding
    /// of one: the caller has done nothing wrong.
    pub fn decode_response(&self, bytes: Bytes) -> Result<Box<dyn ErasedPayload>> {
        let mut response = (self.response)();
        match response.decode(bytes) {
            Ok(()) => Ok(response),
            Err(error) => Err(Status::internal(format!(
                "the response of {} does not decode: {error}",
                self.method.path
            ))),
        }
    }
}

/// A [`Payload`] whose type is not known.
pub trait ErasedPayload: Send + Sync {
    /// Replaces the content by what these bytes say. An error, which leaves the
    /// content as it was, if they aren't an encoding of the message.
    fn decode(&mut self, bytes: Bytes) -> Result<(), DecodeError>;

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
    fn decode(&mut self, bytes: Bytes) -> Result<(), DecodeError> {
        *self = M::decode(bytes)?;
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

#[cfg(test)]
mod tests {
    use super::super::{Code, ServiceDescriptor};
    use super::*;

    static SERVICE: ServiceDescriptor = ServiceDescriptor::new("test.v1.Clock", "clock", 1);
    static TELL: Method<(), ()> = Method::new(&SERVICE, "test.v1.Clock/Tell").public();

    #[test]
    fn the_sender_of_what_does_not_decode_is_at_fault() {
        let routes = Routes::new().unary(&TELL);
        let route = routes.iter().next().expect("it was added");
        // Field 1, of which five bytes are said to follow.
        let cut_short = Bytes::from_static(&[0x0a, 5]);

        let request = route.decode_request(cut_short.clone());
        let status = request.err().expect("the caller wrote it");
        assert_eq!(status.code(), Code::InvalidArgument);
        let words = "the request of test.v1.Clock/Tell does not decode: ";
        assert!(status.message().starts_with(words), "{status}");

        let response = route.decode_response(cut_short);
        let status = response.err().expect("the service wrote it");
        assert_eq!(status.code(), Code::Internal);
        let words = "the response of test.v1.Clock/Tell does not decode: ";
        assert!(status.message().starts_with(words), "{status}");
    }
}
