//! A stand-in for a service in the tests of its callers.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use futures::future::BoxFuture;

use super::{Call, Method, Reply, Result};
use crate::message::Payload;

type Answer = Box<dyn Fn(Call) -> BoxFuture<'static, Result<Reply>> + Send + Sync>;

/// Answers `UNIMPLEMENTED` to every method that was not given an answer.
#[derive(Default)]
pub struct Stub {
    answers: HashMap<&'static str, Answer>,
}

impl Stub {
    /// A stub without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a method. Requests are decoded and checked as by the real service.
    pub fn answer<Req: Payload, Res: Payload>(
        &mut self,
        method: &'static Method<Req, Res>,
        answer: impl Fn(Req) -> Result<Res> + Send + Sync + 'static,
    ) {
        let answer = Arc::new(answer);
        self.answers.insert(
            method.descriptor().name(),
            Box::new(move |call| {
                let answer = Arc::clone(&answer);
                Box::pin(async move {
                    call.unary(
                        method,
                        |request| async move { answer(request.into_message()) },
                    )
                    .await
                })
            }),
        );
    }

    /// Answers one call.
    pub async fn call(&self, call: Call) -> Result<Reply> {
        match self.answers.get(call.method()) {
            Some(answer) => answer(call).await,
            None => Err(call.unimplemented()),
        }
    }
}

impl fmt::Debug for Stub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.answers.keys()).finish()
    }
}
