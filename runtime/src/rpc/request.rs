//! What a handler is given.

use std::sync::Arc;

use super::{Context, Result};
use crate::identity::{Identity, TokenError};

/// A request that was decoded and keeps the rules of its contract, with what
/// is known of the call.
#[derive(Clone, Debug)]
pub struct Request<M> {
    message: M,
    context: Context,
    caller: Option<Arc<str>>,
}

impl<M> Request<M> {
    /// A request as a handler would get it, for tests that call a service
    /// without a bus.
    pub fn new(message: M) -> Self {
        Self {
            message,
            context: Context::current().unwrap_or_else(Context::root),
            caller: None,
        }
    }

    pub(super) fn of_call(message: M, context: Context, caller: Option<Arc<str>>) -> Self {
        Self {
            message,
            context,
            caller,
        }
    }

    /// The request message.
    pub fn message(&self) -> &M {
        &self.message
    }

    /// The request message, to be taken apart.
    pub fn into_message(self) -> M {
        self.message
    }

    /// The deadline, trace and token of the call.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The same request from this user, for tests that call a service without a
    /// bus.
    #[must_use]
    pub fn from_user(mut self, identity: Identity) -> Self {
        self.context = self.context.with_identity(Some(Arc::new(identity)));
        self
    }

    /// The end user who calls. `UNAUTHENTICATED` if it is nobody, which only
    /// happens where the method's access lets everyone in.
    pub fn identity(&self) -> Result<&Identity> {
        let identity = self.context.identity();
        identity.ok_or_else(|| TokenError::Missing.to_status())
    }

    /// The calling service as the broker knows it; `None` where all services
    /// share one broker user, so that nobody can be told apart.
    pub fn caller(&self) -> Option<&str> {
        self.caller.as_deref()
    }
}
