//! Services and their methods.

use std::time::Duration;

use super::{Origin, Provided, Reference};

/// A service.
#[derive(Clone, Debug)]
pub struct Service {
    /// The name: `ProductService`.
    pub name: String,
    /// The full name: `shop.product.v1.ProductService`.
    pub full_name: String,
    /// The comment above it, without comment marks.
    pub docs: String,
    /// Whether it is marked `deprecated`.
    pub deprecated: bool,
    /// The middle of its request queue's name: as written, else the service's
    /// name without `Service` in `snake_case`. If it is foreign, its full name, with a
    /// digest where that can't be told from others: nobody chose those names so
    /// that they differ.
    pub queue: String,
    /// The entities that it alone reads and writes.
    pub owns: Vec<Reference>,
    /// How often one client may call each method, unless it says otherwise.
    pub rate_limit: Option<RateLimit>,
    /// The services and packages that may call each method, unless it says
    /// otherwise; none if all may.
    pub callers: Vec<Reference>,
    /// Whether its contract knows nothing of Counterpart: its file doesn't import
    /// our options.
    pub is_foreign: bool,
    /// The methods that answer one request with one response, in the order of
    /// the contract.
    pub methods: Vec<Method>,
    /// The methods that stream, in the order of the contract. Nothing carries
    /// them yet, so that no code is generated for them.
    pub streams: Vec<Method>,
    /// How many names before this one would be the same in Rust: it differs from
    /// them in style alone.
    pub twins: usize,
    /// Where it is declared.
    pub origin: Origin,
}

impl Service {
    /// Whether there is a method to call.
    pub fn is_called(&self) -> bool {
        !self.methods.is_empty()
    }

    /// The service's name without `Service`: `Product`.
    pub fn short_name(&self) -> &str {
        match self.name.strip_suffix("Service") {
            Some("") | None => &self.name,
            Some(short) => short,
        }
    }
}

/// A method.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent properties, as descriptors have them"
)]
pub struct Method {
    /// The name: `GetProduct`.
    pub name: String,
    /// The comment above it, without comment marks.
    pub docs: String,
    /// Whether it is marked `deprecated`.
    pub deprecated: bool,
    /// The full name of the request's message.
    pub input: String,
    /// The full name of the response's message.
    pub output: String,
    /// Whether the client sends a stream.
    pub client_streaming: bool,
    /// Whether the server sends a stream.
    pub server_streaming: bool,
    /// Whether it may run more than once.
    pub idempotency: Idempotency,
    /// Who may call it.
    pub access: Access,
    /// The roles of which a caller needs one.
    pub roles: Vec<String>,
    /// The longest that a call may take, as written; empty for the default.
    pub written_timeout: String,
    /// The longest that a call may take. `None` if what is written is no duration.
    pub timeout: Option<Duration>,
    /// How often one client may call it: what it says, or else its service.
    pub rate_limit: Option<RateLimit>,
    /// The services and packages that may call it, instead of what its service
    /// says; none if it says nothing.
    pub callers: Vec<Reference>,
    /// The paths under which plain HTTP reaches it.
    pub http: Vec<HttpRule>,
    /// Whether the service may be rolled out before the method is written.
    pub planned: bool,
    /// Whether another service of the package has a method whose name differs in
    /// style alone, or not at all.
    pub has_namesake: bool,
    /// The standard method that it is and whose body the contract asks for.
    pub provided: Option<Provided>,
    /// How many names before this one would be the same in Rust: it differs from
    /// them in style alone.
    pub twins: usize,
    /// Where it is declared.
    pub origin: Origin,
}

impl Method {
    /// The time that a call may take unless the contract says otherwise. It is
    /// written out in generated code, so that no default of the runtime counts.
    pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(5);

    /// The longest that a call may be allowed to take. `RabbitMQ` takes back what
    /// isn't acknowledged after 30 minutes, and closes the channel.
    pub const MAX_TIMEOUT: Duration = Duration::from_mins(15);
}

/// How often one client may call a method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// How many calls may come at once.
    pub requests: u32,
    /// The time over which they come back, as written.
    pub written_per: String,
    /// The time over which they come back. `None` if what is written is no duration.
    pub per: Option<Duration>,
    /// Whether the method itself says so, and not its service.
    pub is_own: bool,
}

impl RateLimit {
    /// The most calls that a limit can count.
    pub const MAX_REQUESTS: u32 = 1_000_000;
    /// The longest time that a limit can look back.
    pub const MAX_PER: Duration = Duration::from_hours(1);
}

/// Whether a method may run more than once (`idempotency_level`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// Twice may differ from once.
    Unknown,
    /// It changes nothing.
    NoSideEffects,
    /// Twice is the same as once.
    Idempotent,
}

/// Who may call a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Other services.
    Internal,
    /// Anyone, through the gateway.
    Public,
    /// Any signed-in user, through the gateway.
    SignedIn,
    /// Users with one of the method's roles, through the gateway.
    Role,
    /// Signed-in users, through the gateway, for what they own.
    Owner,
}

impl Access {
    /// Whether the gateway knows the method.
    pub fn is_routed(self) -> bool {
        self != Self::Internal
    }
}

/// One path under which plain HTTP reaches a method (`google.api.http`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRule {
    /// The HTTP method.
    pub verb: HttpVerb,
    /// The path template: `/v1/products/{id}`.
    pub path: String,
    /// What the body holds.
    pub body: HttpBody,
    /// The field of the response that alone is answered, which isn't supported;
    /// empty for all of it.
    pub response_body: String,
    /// Whether it is an additional binding and has some itself, which
    /// `google.api.http` forbids.
    pub has_bindings: bool,
}

/// An HTTP method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpVerb {
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
    /// Any other word, which is not supported; empty where none is written.
    Custom(String),
}

/// What the body of an HTTP request holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpBody {
    /// Nothing.
    None,
    /// This field of the request.
    Field(String),
    /// All fields that the path doesn't name.
    Whole,
}
