//! What a contract says of a service and its methods, as data.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

/// What a contract says of a service.
#[derive(Debug, PartialEq, Eq)]
pub struct ServiceDescriptor {
    /// The full name, such as `shop.product.v1.ProductService`.
    pub name: &'static str,
    /// The middle of the request queue's name, `rpc.<queue>.<epoch>`.
    pub queue: &'static str,
    /// The epoch of the contract: raised when old bytes can't carry what new
    /// ones mean. It is part of the address, so that both run side by side.
    pub epoch: u32,
    /// Whether methods name the services that may call them.
    pub has_callers: bool,
}

impl ServiceDescriptor {
    /// Describes a service.
    pub const fn new(name: &'static str, queue: &'static str, epoch: u32) -> Self {
        Self {
            name,
            queue,
            epoch,
            has_callers: false,
        }
    }

    /// The same service, of whose methods some name the services that may call
    /// them.
    #[must_use]
    pub const fn with_callers(mut self) -> Self {
        self.has_callers = true;
        self
    }

    /// The name of the queue that the service's requests arrive on.
    pub fn request_queue(&self) -> String {
        format!("rpc.{}.{}", self.queue, self.epoch)
    }
}

/// A method with the types of its messages.
///
/// Generated as one `static` per rpc, in the contract crate's `methods`.
pub struct Method<Request, Response> {
    descriptor: MethodDescriptor,
    messages: PhantomData<fn(Request) -> Response>,
}

impl<Request, Response> Method<Request, Response> {
    /// Describes a method: internal, not safe to retry, with a deadline of 5 s.
    ///
    /// `path` is the full name of the method, such as
    /// `shop.product.v1.ProductService/GetProduct`.
    pub const fn new(service: &'static ServiceDescriptor, path: &'static str) -> Self {
        Self {
            descriptor: MethodDescriptor {
                service,
                path,
                access: Access::Internal,
                idempotency: Idempotency::Unknown,
                timeout: Duration::from_secs(5),
                http: &[],
                rate_limit: None,
                callers: &[],
            },
            messages: PhantomData,
        }
    }

    /// Anyone may call the method, through the gateway.
    #[must_use]
    pub const fn public(mut self) -> Self {
        self.descriptor.access = Access::Public;
        self
    }

    /// Any signed-in user may call the method, through the gateway.
    #[must_use]
    pub const fn signed_in(mut self) -> Self {
        self.descriptor.access = Access::SignedIn;
        self
    }

    /// Users with one of these roles may call the method, through the gateway.
    #[must_use]
    pub const fn roles(mut self, roles: &'static [&'static str]) -> Self {
        self.descriptor.access = Access::Role(roles);
        self
    }

    /// Signed-in users may call the method, through the gateway, for what they own.
    #[must_use]
    pub const fn owner(mut self) -> Self {
        self.descriptor.access = Access::Owner;
        self
    }

    /// The method changes nothing, so it can be retried, hedged and cached.
    #[must_use]
    pub const fn no_side_effects(mut self) -> Self {
        self.descriptor.idempotency = Idempotency::NoSideEffects;
        self
    }

    /// Calling the method twice is the same as calling it once.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.descriptor.idempotency = Idempotency::Idempotent;
        self
    }

    /// The longest that a call may take.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.descriptor.timeout = timeout;
        self
    }

    /// The paths under which plain HTTP reaches the method.
    #[must_use]
    pub const fn http(mut self, rules: &'static [HttpRule]) -> Self {
        self.descriptor.http = rules;
        self
    }

    /// How often one client may call the method through a gateway: so many calls
    /// at once, which come back evenly over this time.
    #[must_use]
    pub const fn rate_limit(mut self, requests: u32, per: Duration) -> Self {
        self.descriptor.rate_limit = Some(RateLimit { requests, per });
        self
    }

    /// Of services, only these may call the method, which are named by their
    /// queues.
    #[must_use]
    pub const fn callers(mut self, queues: &'static [&'static str]) -> Self {
        self.descriptor.callers = queues;
        self
    }

    /// Answers a call of a method that the contract plans and the service hasn't
    /// written yet: `UNIMPLEMENTED`.
    pub fn planned(&self, request: super::Request<Request>) -> super::Result<Response> {
        drop(request);
        Err(super::Status::unimplemented(format!(
            "{} is planned and not written yet",
            self.descriptor.path
        )))
    }

    /// What the contract says of the method, without its types.
    pub const fn descriptor(&self) -> &MethodDescriptor {
        &self.descriptor
    }
}

impl<Request, Response> fmt::Debug for Method<Request, Response> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.descriptor.fmt(f)
    }
}

/// What a contract says of a method.
#[derive(Debug)]
pub struct MethodDescriptor {
    /// The service that the method belongs to.
    pub service: &'static ServiceDescriptor,
    /// The full name, such as `shop.product.v1.ProductService/GetProduct`.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
    /// Whether it may run more than once.
    pub idempotency: Idempotency,
    /// The longest that a call may take.
    pub timeout: Duration,
    /// The paths under which plain HTTP reaches it.
    pub http: &'static [HttpRule],
    /// How often one client may call it through a gateway.
    pub rate_limit: Option<RateLimit>,
    /// The services that may call it, by the names of their queues; none if all
    /// may.
    pub callers: &'static [&'static str],
}

impl MethodDescriptor {
    /// The name within the service, such as `GetProduct`.
    pub fn name(&self) -> &'static str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }

    /// Whether a sender, as the bus knows it, may call the method: a service that
    /// its contract names, or a gateway if the method is for users. Any other,
    /// where the contract names none.
    pub fn is_for(&self, sender: &str) -> bool {
        let is_through_gateway = sender == GATEWAY && self.access != Access::Internal;
        self.callers.is_empty() || is_through_gateway || self.callers.contains(&sender)
    }
}

/// The name in which gateways call, and that of their user at the broker. No
/// service's queue is called so.
pub const GATEWAY: &str = "gateway";

/// How often one client may call a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// How many calls may come at once.
    pub requests: u32,
    /// The time over which they come back.
    pub per: Duration,
}

/// Who may call a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Access {
    /// Other services; the gateway doesn't know the method.
    Internal,
    /// Anyone, through the gateway.
    Public,
    /// Any user whose token is verified.
    SignedIn,
    /// A user with one of these roles.
    Role(&'static [&'static str]),
    /// A user, for the entities that are the user's own: another's are
    /// `NOT_FOUND`.
    Owner,
}

/// Whether a method may run more than once (protobuf's `idempotency_level`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Idempotency {
    /// Twice may differ from once.
    Unknown,
    /// It changes nothing.
    NoSideEffects,
    /// Twice is the same as once.
    Idempotent,
}

impl Idempotency {
    /// Whether a call that may have run can be sent again.
    pub const fn is_safe_to_retry(self) -> bool {
        !matches!(self, Self::Unknown)
    }
}

/// One path of a method under plain HTTP (`google.api.http`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpRule {
    /// The HTTP method.
    pub verb: Verb,
    /// The path template, such as `/v1/products/{id}`.
    pub path: &'static str,
    /// What the body holds.
    pub body: Body,
}

impl HttpRule {
    /// A path whose request has no body.
    pub const fn new(verb: Verb, path: &'static str) -> Self {
        Self {
            verb,
            path,
            body: Body::None,
        }
    }

    /// The body holds this field of the request.
    #[must_use]
    pub const fn body(mut self, field: &'static str) -> Self {
        self.body = Body::Field(field);
        self
    }

    /// The body holds all fields of the request that the path doesn't name.
    #[must_use]
    pub const fn whole_body(mut self) -> Self {
        self.body = Body::Whole;
        self
    }
}

/// An HTTP method that a contract can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `PATCH`
    Patch,
}

/// What the body of an HTTP request holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing: fields come from the path and the query.
    None,
    /// This field of the request.
    Field(&'static str),
    /// All fields that the path doesn't name.
    Whole,
}
