//! The bus over RabbitMQ keeps the promises of every bus, and those of its own.

mod amqp;
mod bus;

use std::sync::Arc;

use bus::{SERVICES, Stage};
use counterpart::bus::{self as platform, Bus, Identities, Limits, Settings};

/// The broker, as a service logs in to it that has a user of its own.
fn url_of(service: &str) -> String {
    assert!(SERVICES.contains(&service), "{service} has no user");
    url().replacen("guest:guest", &format!("{service}:{service}"), 1)
}

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

    fn bus_of(&self, service: &str) -> Arc<dyn Bus> {
        let settings = Settings::new(url_of(service)).name("test");
        let settings = settings
            .limits(self.limits)
            .identities(Identities::PerService);
        platform::open(settings).expect("the URL is one of a broker")
    }
}

bus::conformance!(Broker);
