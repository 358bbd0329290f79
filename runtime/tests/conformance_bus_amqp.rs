//! The bus over RabbitMQ keeps the promises of every bus, and those of its own.

mod amqp;
mod bus;

use std::sync::Arc;

use bus::Stage;
use counterpart::bus::{self as platform, Bus, Limits, Settings};

struct Broker {
    limits: Limits,
}

/// The broker that the tests share.
fn url() -> String {
    std::env::var("COUNTERPART_TEST_AMQP_URL")
        .expect("COUNTERPART_TEST_AMQP_URL names no broker; run scripts/test, which starts one")
}

impl Stage for Broker {
    fn new(limits: Limits) -> Self {
        Self { limits }
    }

    fn bus(&self) -> Arc<dyn Bus> {
        let settings = Settings::new(url()).name("test").limits(self.limits);
        platform::open(settings).expect("the URL is one of a broker")
    }
}

bus::conformance!(Broker);
