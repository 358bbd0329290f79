//! `/healthz`, which anyone may ask.

use std::sync::Arc;

use bytes::Bytes;
use counterpart::bus::{
    Bus, BusError, ConnectionState, Handler, OutgoingCall, ServeOptions, Serving,
};
use counterpart::rpc::{Caller, Result, ServiceDescriptor, Status};
use counterpart_gateway::Gateway;
use futures::future::BoxFuture;
use tokio::sync::watch;

use crate::library::{Bed, contract, get};

#[tokio::test]
async fn the_probe_does_not_say_where_the_broker_is() {
    let state = watch::Sender::new(ConnectionState::Connecting);
    let caller = Caller::new(Arc::new(CutOff(state.clone())), "gateway");
    let bed = Bed::with(|_| Gateway::builder(contract::routes(), caller)).await;
    let reason = || "amqp://keeper@broker.internal:5672/%2f: refused by lapin".to_owned();
    for (next, words) in [
        (ConnectionState::Connecting, "connecting\n"),
        (
            ConnectionState::Blocked(reason()),
            "blocked by the broker\n",
        ),
        (ConnectionState::Disconnected(reason()), "disconnected\n"),
        (ConnectionState::Refused(reason()), "refused\n"),
        (ConnectionState::Closed, "closed\n"),
    ] {
        state.send_replace(next);
        let answer = get(&bed, "/healthz").await;
        assert_eq!(answer.status, 503);
        assert_eq!(String::from_utf8_lossy(&answer.body), words);
    }
}

/// A bus over which nothing travels, in the state that a test gives.
#[derive(Debug)]
struct CutOff(watch::Sender<ConnectionState>);

impl Bus for CutOff {
    fn call(&self, _call: OutgoingCall) -> BoxFuture<'static, Result<Bytes>> {
        Box::pin(async { Err(Status::unavailable("nothing travels")) })
    }

    fn serve(
        &self,
        _service: &'static ServiceDescriptor,
        _handler: Arc<dyn Handler>,
        _options: ServeOptions,
    ) -> BoxFuture<'static, Result<Serving, BusError>> {
        Box::pin(async { Err(BusError::Closed) })
    }

    fn connection(&self) -> watch::Receiver<ConnectionState> {
        self.0.subscribe()
    }

    fn close(&self) -> BoxFuture<'static, ()> {
        Box::pin(async {})
    }
}
