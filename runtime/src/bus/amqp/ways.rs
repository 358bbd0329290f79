//! Which lane a call takes.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::backlog::Backlog;
use super::client::Shared;
use super::lane::Lane;
use super::presence::Presence;
use crate::rpc::{Idempotency, MethodDescriptor};

/// A service, by the address of its descriptor, and a class of methods.
type Destination = (usize, Idempotency);

/// How calls get to one service.
#[derive(Clone)]
pub(super) struct Way {
    pub(super) backlog: Arc<Backlog>,
    pub(super) presence: Arc<Presence>,
}

/// The lanes that calls have taken so far.
pub(super) struct Ways {
    shared: Arc<Shared>,
    known: RwLock<HashMap<Destination, Way>>,
}

impl Ways {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            known: RwLock::default(),
        }
    }

    /// The way of a method's calls. Its lane is started if there is none, also
    /// when the last one has ended by a panic.
    pub(super) fn of(&self, method: &'static MethodDescriptor) -> Way {
        let destination = destination(method);
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(way) = known.get(&destination)
            && way.backlog.is_served()
        {
            return way.clone();
        }
        drop(known);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let way = known.entry(destination).or_insert_with(|| Way {
            backlog: Arc::new(Backlog::new(
                self.shared.link.settings.limits.calls_in_flight,
            )),
            presence: self.shared.presence(method.service),
        });
        if !way.backlog.is_served() {
            let lane = Lane::new(Arc::clone(&self.shared), way, method.service.name);
            tokio::spawn(lane.run());
        }
        way.clone()
    }
}

impl Drop for Ways {
    fn drop(&mut self) {
        let known = self.known.get_mut();
        let known = known.unwrap_or_else(PoisonError::into_inner);
        for way in known.values() {
            way.backlog.close();
        }
    }
}

fn destination(method: &'static MethodDescriptor) -> Destination {
    let service = std::ptr::from_ref(method.service).addr();
    (service, method.idempotency)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use futures::future::BoxFuture;

    use super::super::super::{Bus, Handler, IncomingCall, OutgoingCall, ServeOptions, Settings};
    use super::super::Amqp;
    use super::*;
    use crate::rpc::{Context, Method, Result, ServiceDescriptor};

    static SERVICE: ServiceDescriptor = ServiceDescriptor::new("test.Ways", "test-ways", 1);
    static METHOD: Method<(), ()> = Method::new(&SERVICE, "test.Ways/Get");

    struct Echo;

    impl Handler for Echo {
        fn handle(&self, call: IncomingCall) -> BoxFuture<'static, Result<Bytes>> {
            Box::pin(std::future::ready(Ok(call.payload)))
        }
    }

    #[tokio::test]
    async fn a_lane_that_has_panicked_is_started_again() {
        let url = std::env::var("COUNTERPART_TEST_AMQP_URL").expect(
            "COUNTERPART_TEST_AMQP_URL names no broker; run scripts/test, which starts one",
        );
        let bus = Amqp::connect(Settings::new(url)).expect("the URL is one of a broker");
        let serving = bus.serve(&SERVICE, Arc::new(Echo), ServeOptions::default());
        let _serving = serving.await.expect("it is served");
        let (client, method) = (&bus.client, METHOD.descriptor());
        let way = Way {
            backlog: Arc::new(Backlog::new(1)),
            presence: client.shared.presence(&SERVICE),
        };
        let known = client.ways.known.write();
        known
            .expect("no panic")
            .insert(destination(method), way.clone());
        let lane = Lane::new(Arc::clone(&client.shared), &way, SERVICE.name);
        let panicked = tokio::spawn(async move {
            let _lane = lane;
            panic!("on purpose");
        });
        panicked.await.expect_err("it panics");
        let call = bus.call(OutgoingCall {
            method,
            caller: "tester".into(),
            payload: Bytes::from_static(b"hello"),
            context: Context::root(),
        });
        assert_eq!(call.await.expect("it is answered"), "hello");
    }
}
