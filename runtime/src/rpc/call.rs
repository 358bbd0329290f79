//! One call, from its bytes to the handler and back.

use bytes::Bytes;

use super::{
    Caller, Lookup, Method, MethodDescriptor, Reason, Request, Result, ServiceDescriptor, Status,
    reference,
};
use crate::bus::IncomingCall;
use crate::identity::{self, Tokens};
use crate::message::{self, Payload};
use crate::validate::Check;

/// A call that has arrived at a service and waits to be answered.
#[derive(Debug)]
pub struct Call {
    incoming: IncomingCall,
    service: &'static ServiceDescriptor,
    caller: Caller,
    tokens: Tokens,
}

impl Call {
    pub(super) fn new(
        incoming: IncomingCall,
        service: &'static ServiceDescriptor,
        caller: Caller,
        tokens: Tokens,
    ) -> Self {
        Self {
            incoming,
            service,
            caller,
            tokens,
        }
    }

    /// The method's name within the service, such as `GetProduct`; empty if the
    /// call is for another service.
    pub fn method(&self) -> &str {
        self.incoming
            .method
            .strip_prefix(self.service.name)
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or_default()
    }

    /// `UNIMPLEMENTED`: the service has no such method.
    pub fn unimplemented(&self) -> Status {
        Status::unimplemented(format!(
            "{} has no method {:?}",
            self.service.name, self.incoming.method
        ))
    }

    /// Verifies the calling service and the user's token, decodes and checks the request, runs the
    /// handler, encodes the response.
    ///
    /// `UNAUTHENTICATED` or `PERMISSION_DENIED` if the contract doesn't let the
    /// caller in; `INVALID_ARGUMENT` if the request doesn't decode, or with its violations
    /// if it breaks a rule of the contract.
    pub async fn unary<Req, Res, F>(
        self,
        method: &'static Method<Req, Res>,
        handler: impl FnOnce(Request<Req>) -> F + Send,
    ) -> Result<Reply>
    where
        Req: Payload,
        Res: Payload,
        F: Future<Output = Result<Res>> + Send,
    {
        let request = self.request(method).await?;
        let context = request.context().clone();
        context.scope(answer(handler(request))).await
    }

    /// As [`Self::unary`], for a request that holds references: each must exist,
    /// otherwise `INVALID_ARGUMENT` with a violation of its field.
    pub async fn unary_checked<Req, Res, F>(
        self,
        method: &'static Method<Req, Res>,
        lookup: &impl Lookup,
        handler: impl FnOnce(Request<Req>) -> F + Send,
    ) -> Result<Reply>
    where
        Req: Payload,
        Res: Payload,
        F: Future<Output = Result<Res>> + Send,
    {
        let caller = self.caller.clone();
        let request = self.request(method).await?;
        let context = request.context().clone();
        let checked = async {
            reference::check(request.message(), lookup, &caller).await?;
            answer(handler(request)).await
        };
        context.scope(checked).await
    }

    /// Whether the sender may call the method. Where the bus knows no senders,
    /// there is nobody to compare: the start of the service has said so.
    fn is_let_in(&self, method: &MethodDescriptor) -> Result<()> {
        match &self.incoming.user {
            Some(sender) if !method.is_for(sender) => {
                Err(Reason::CallerNotAllowed.status(format!(
                    "`{sender}` is none of those that may call {}: {}",
                    method.path,
                    method.callers.join(", ")
                )))
            }
            _ => Ok(()),
        }
    }

    /// Whether a call that was given to a consumer before may run again.
    fn may_start(&self, method: &MethodDescriptor) -> Result<()> {
        match self.incoming.attempt {
            0 | 1 => Ok(()),
            _ if !method.idempotency.is_safe_to_retry() => Err(Reason::MayHaveRun.status(format!(
                "{} was given to a consumer that ended before it answered",
                method.path
            ))),
            2 => Ok(()),
            _ => Err(Reason::CrashedConsumer.status(format!(
                "two consumers ended while they ran {}",
                method.path
            ))),
        }
    }

    async fn request<Req: Payload, Res>(
        self,
        method: &'static Method<Req, Res>,
    ) -> Result<Request<Req>> {
        self.is_let_in(method.descriptor())?;
        self.may_start(method.descriptor())?;
        let token = self.incoming.context.token();
        let identity = identity::admit(&self.tokens, method.descriptor(), token).await?;
        let mut message = Req::decode(self.incoming.payload).map_err(|error| {
            Status::invalid_argument(format!(
                "the request of {} does not decode: {error}",
                method.descriptor().path
            ))
        })?;
        message::prepare(&mut message);
        Check::of(&message).into_result()?;
        Ok(Request::of_call(
            message,
            self.incoming.context.with_identity(identity),
            self.incoming.user,
        ))
    }
}

async fn answer<Res: Payload>(handled: impl Future<Output = Result<Res>>) -> Result<Reply> {
    let response = handled.await?;
    Ok(Reply {
        payload: response.encode_to_vec().into(),
    })
}

/// An encoded response.
#[derive(Debug)]
pub struct Reply {
    payload: Bytes,
}

impl Reply {
    pub(super) fn into_payload(self) -> Bytes {
        self.payload
    }
}
