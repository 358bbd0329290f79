//! `/healthz`, which anyone may ask.

use counterpart::bus::{self, Settings};
use counterpart::rpc::Caller;
use counterpart_gateway::Gateway;

use crate::library::{Bed, contract, get};

#[tokio::test]
async fn the_probe_does_not_say_where_the_broker_is() {
    // Nobody listens there: the state of the connection says so, with the address.
    let settings = Settings::new("amqp://keeper:secret@127.0.0.1:1/%2f");
    let bus = bus::open(settings).expect("the URL is one of a broker");
    let mut state = bus.connection();
    let caller = Caller::new(bus.clone(), "gateway");
    let bed = Bed::with(|_| Gateway::builder(contract::routes(), caller)).await;
    let disconnected = state.wait_for(|state| state.to_string().contains("127.0.0.1"));
    disconnected.await.expect("the bus lives");
    while words(&bed).await != "disconnected\n" {
        // Between two attempts it is connecting.
        tokio::task::yield_now().await;
    }
    bus.close().await;
    while words(&bed).await != "closed\n" {
        tokio::task::yield_now().await;
    }
}

/// What the probe says of a bus that carries nothing.
async fn words(bed: &Bed) -> String {
    let answer = get(bed, "/healthz").await;
    assert_eq!(answer.status, 503);
    let words = String::from_utf8_lossy(&answer.body).into_owned();
    let may_be_told = ["connecting\n", "disconnected\n", "closed\n"];
    assert!(may_be_told.contains(&words.as_str()), "{words:?}");
    words
}
