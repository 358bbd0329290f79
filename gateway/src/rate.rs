//! How often one client may call a method.

use std::borrow::Cow;
use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use counterpart::identity::Identity;
use counterpart::rpc::{MethodDescriptor, RateLimit, Reason, Result, Routes, Status};
use governor::clock::{Clock, DefaultClock, Reference};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::state::keyed::ShrinkableKeyedStateStore;
use governor::{Quota, RateLimiter};

/// The most clients of a method that are told apart, a few megabytes of them.
/// Whoever comes when there is no room shares one place with all others that do:
/// a crowd with made-up addresses keeps out newcomers for a while, and never
/// fills the memory.
const MAX_CLIENTS: usize = 50_000;

/// How long a full table is left alone before it is cleared again of those who
/// have not called lately.
const CLEAR_EVERY: Duration = Duration::from_secs(1);

/// Who is counted as one: a user, or an address where nobody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Client {
    User(String),
    Address(IpAddr),
    /// Whoever there is no room for.
    Crowd,
}

impl Client {
    pub(crate) fn of(identity: Option<&Arc<Identity>>, address: IpAddr) -> Self {
        match identity {
            Some(identity) => Self::User(identity.subject().to_owned()),
            None => Self::Address(one_network(address)),
        }
    }
}

/// A client over IPv6 is given a network of 2^64 addresses (RFC 6177), and could
/// be another one with each call.
fn one_network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() & !u128::from(u64::MAX)).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// The limits of all methods that have one. Each gateway counts by itself.
pub(crate) struct RateLimits {
    methods: HashMap<&'static str, Limiter<DefaultClock>>,
}

impl RateLimits {
    pub(crate) fn of(routes: &Routes) -> Self {
        let limited = routes.iter().filter_map(|route| {
            let method = route.method();
            let limiter = Limiter::new(method.rate_limit?, MAX_CLIENTS, DefaultClock::default());
            Some((method.path, limiter))
        });
        Self {
            methods: limited.collect(),
        }
    }

    /// Counts a call. `RESOURCE_EXHAUSTED` with the time to wait if the client has
    /// called too often.
    pub(crate) fn count(
        &self,
        method: &MethodDescriptor,
        client: impl FnOnce() -> Client,
    ) -> Result<()> {
        let Some(limiter) = self.methods.get(method.path) else {
            return Ok(());
        };
        limiter
            .count(&client())
            .map_err(|wait| refusal(method, wait))
    }
}

fn refusal(method: &MethodDescriptor, wait: Duration) -> Status {
    metrics::counter!("gateway_rate_limited_total", "method" => Cow::Borrowed(method.path))
        .increment(1);
    // Whole seconds, rounded up, as `Retry-After` has them.
    let wait = Duration::from_secs(wait.as_secs() + 1);
    let message = format!(
        "{} was called too often; try again in {} s",
        method.path,
        wait.as_secs()
    );
    Reason::RateLimited.status_after(message, wait)
}

/// The limit of one method.
struct Limiter<C: Clock> {
    limiter: RateLimiter<Client, Table, C, NoOpMiddleware<C::Instant>>,
    /// When those who have not called lately were forgotten.
    cleared: Mutex<C::Instant>,
    max_clients: usize,
}

impl<C: Clock> Limiter<C> {
    fn new(limit: RateLimit, max_clients: usize, clock: C) -> Self {
        let requests = NonZeroU32::new(limit.requests).unwrap_or(NonZeroU32::MIN);
        let every = (limit.per / requests.get()).max(Duration::from_nanos(1));
        let quota = Quota::with_period(every).expect("it isn't zero");
        let table = Table {
            max_clients,
            clients: Mutex::default(),
        };
        Self {
            cleared: Mutex::new(clock.now()),
            limiter: RateLimiter::new(quota.allow_burst(requests), table, clock),
            max_clients,
        }
    }

    /// Counts a call, or tells how long to wait.
    fn count(&self, client: &Client) -> Result<(), Duration> {
        let now = self.limiter.clock().now();
        if self.limiter.len() >= self.max_clients && self.is_due(now) {
            self.limiter.retain_recent();
        }
        self.limiter
            .check_key(client)
            .map_err(|until| until.wait_time_from(now))
    }

    /// Whether it is time to clear the table again.
    fn is_due(&self, now: C::Instant) -> bool {
        let mut cleared = self.cleared.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = now.duration_since(*cleared) >= Nanos::from(CLEAR_EVERY);
        if is_due {
            *cleared = now;
        }
        is_due
    }
}

/// Who has called lately, and has used up how much: as many as there is room for.
struct Table {
    max_clients: usize,
    clients: Mutex<HashMap<Client, Nanos>>,
}

impl Table {
    fn lock(&self) -> MutexGuard<'_, HashMap<Client, Nanos>> {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl StateStore for Table {
    type Key = Client;

    fn measure_and_replace<T, F, E>(&self, client: &Client, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut clients = self.lock();
        let has_room = clients.len() < self.max_clients || clients.contains_key(client);
        let client = if has_room { client } else { &Client::Crowd };
        let (outcome, next) = measure(clients.get(client).copied())?;
        clients.insert(client.clone(), next);
        Ok(outcome)
    }
}

impl ShrinkableKeyedStateStore<Client> for Table {
    fn retain_recent(&self, drop_below: Nanos) {
        self.lock().retain(|_, until| *until > drop_below);
    }

    fn len(&self) -> usize {
        self.lock().len()
    }

    fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    const LIMIT: RateLimit = RateLimit {
        requests: 3,
        per: Duration::from_secs(30),
    };

    fn user(name: &str) -> Client {
        Client::User(name.to_owned())
    }

    #[test]
    fn each_client_has_a_limit_of_its_own_that_comes_back_evenly() {
        let clock = FakeRelativeClock::default();
        let limiter = Limiter::new(LIMIT, 10, clock.clone());
        for _ in 0..3 {
            assert_eq!(limiter.count(&user("alice")), Ok(()));
        }
        assert_eq!(limiter.count(&user("alice")), Err(Duration::from_secs(10)));
        assert_eq!(limiter.count(&user("bob")), Ok(()));
        clock.advance(Duration::from_secs(10));
        assert_eq!(limiter.count(&user("alice")), Ok(()));
        assert!(limiter.count(&user("alice")).is_err());
    }

    #[test]
    fn more_clients_than_there_is_room_for_share_one_place_until_others_leave() {
        let clock = FakeRelativeClock::default();
        let limiter = Limiter::new(LIMIT, 2, clock.clone());
        for name in ["alice", "bob", "c", "d", "e"] {
            assert_eq!(limiter.count(&user(name)), Ok(()), "{name}");
        }
        assert!(limiter.count(&user("f")).is_err());
        assert_eq!(limiter.count(&user("alice")), Ok(()));
        assert_eq!(limiter.limiter.len(), 3);
        clock.advance(Duration::from_mins(1));
        assert_eq!(limiter.count(&user("f")), Ok(()));
        assert_eq!(limiter.limiter.len(), 1);
    }

    #[test]
    fn a_network_of_ipv6_is_one_client() {
        let of = |address: &str| Client::of(None, address.parse().unwrap());
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:1"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
