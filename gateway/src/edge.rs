//! What is the same for all protocols: from a decoded request to a response.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

use bytes::Bytes;
use counterpart::bus::ConnectionState;
use counterpart::identity::{self, Tokens};
use counterpart::message::{self, Types, json};
use counterpart::rpc::{
    Caller, Context, ErasedPayload, MethodDescriptor, Result, Route, Routes, Status,
};
use counterpart::validate::Check;
use http::Request;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use ipnet::IpNet;
use tokio::sync::{Semaphore, SemaphorePermit, watch};
use tonic::body::Body;

use crate::address::client_address;
use crate::builtin::Builtin;
use crate::http_rule::RuleRouter;
use crate::rate::{Client, RateLimits};
use crate::{GatewayError, Limits};

/// What a gateway serves, and how calls leave it.
pub(crate) struct Edge {
    pub(crate) rules: RuleRouter,
    pub(crate) builtin: Builtin,
    pub(crate) limits: Limits,
    /// The types that JSON may name.
    pub(crate) types: Types,
    methods: HashMap<&'static str, Route>,
    caller: Caller,
    tokens: Tokens,
    rates: RateLimits,
    proxies: Vec<IpNet>,
    calls: Semaphore,
}

impl Edge {
    pub(crate) fn new(
        routes: &Routes,
        caller: Caller,
        tokens: Tokens,
        proxies: Vec<IpNet>,
        builtin: Builtin,
        limits: Limits,
    ) -> Result<Self, GatewayError> {
        let mut methods = HashMap::new();
        for route in routes.iter() {
            let path = route.method().path;
            if methods.insert(path, *route).is_some() {
                return Err(GatewayError::DuplicateMethod(path));
            }
        }
        Ok(Self {
            rules: RuleRouter::new(routes)?,
            builtin,
            types: routes.types().clone(),
            methods,
            caller,
            tokens,
            rates: RateLimits::of(routes),
            proxies,
            calls: Semaphore::new(limits.calls),
            limits,
        })
    }

    /// The method under `/package.Service/Method`.
    pub(crate) fn method(&self, path: &str) -> Option<&Route> {
        self.methods.get(path.strip_prefix('/')?)
    }

    /// A place among the calls under way, which is taken before the request's
    /// body is read.
    pub(crate) fn admit(&self) -> Result<SemaphorePermit<'_>> {
        self.calls.try_acquire().map_err(|_| {
            Status::resource_exhausted("the gateway has too many calls under way; try again later")
        })
    }

    /// Whether the method's contract lets a caller in, and not too often; nothing
    /// else of a request is looked at before. Who calls, the service asks again.
    pub(crate) async fn let_in(
        &self,
        method: &MethodDescriptor,
        context: &Context,
        address: IpAddr,
    ) -> Result<()> {
        let identity = identity::admit(&self.tokens, method, context.token()).await?;
        self.rates
            .count(method, || Client::of(identity.as_ref(), address))
    }

    /// The address of who sent a request.
    pub(crate) fn address_of<B>(&self, request: &Request<B>) -> IpAddr {
        client_address(request, &self.proxies)
    }

    /// Reads a whole body, up to the limit.
    pub(crate) async fn read(&self, body: Body) -> Result<Bytes> {
        let limit = self.limits.request_bytes;
        match Limited::new(body, limit).collect().await {
            Ok(body) => Ok(body.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => Err(too_large(limit)),
            Err(error) => Err(Status::cancelled(format!("the request broke off: {error}"))),
        }
    }

    /// Checks a request and calls its method. Nothing is sent that breaks the
    /// contract.
    pub(crate) async fn call(
        &self,
        method: &'static MethodDescriptor,
        mut request: Box<dyn ErasedPayload>,
        context: Context,
    ) -> Result<Bytes> {
        message::prepare(request.message_mut());
        let mut check = Check::new();
        request.validate(&mut check);
        check.into_result()?;
        let request = request.encode();
        context.scope(self.caller.raw(method, request)).await
    }

    /// The JSON form of a response.
    pub(crate) fn response_json(&self, route: &Route, bytes: Bytes) -> Result<Vec<u8>> {
        let response = route.decode_response(bytes)?;
        let json = self.types.scope(|| json::to_vec(response.message()));
        json.map_err(|error| {
            Status::internal(format!("the response of {}: {error}", route.method().path))
        })
    }

    /// Whether calls can leave the gateway, now and whenever that changes.
    pub(crate) fn connection(&self) -> watch::Receiver<ConnectionState> {
        self.caller.bus().connection()
    }
}

/// Ends work at its deadline: after the method's timeout, or earlier if the
/// client asked for that.
pub(crate) async fn within<T>(
    timeout: Duration,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    tokio::time::timeout(timeout, work)
        .await
        .unwrap_or_else(|_| Err(Status::deadline_exceeded("the call took too long")))
}

/// The time that a call has.
pub(crate) fn time_for(method: &MethodDescriptor, asked: Option<Duration>) -> Duration {
    asked.map_or(method.timeout, |asked| asked.min(method.timeout))
}

pub(crate) fn too_large(limit: usize) -> Status {
    Status::resource_exhausted(format!("the request is larger than {limit} bytes"))
}
