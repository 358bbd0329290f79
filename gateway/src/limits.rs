//! How much a gateway takes on.

use std::time::Duration;

/// How much a gateway takes on. What is over a limit is refused at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest request body, in bytes; a larger one gets
    /// `RESOURCE_EXHAUSTED`. 4 MiB, which is gRPC's own default.
    pub request_bytes: usize,
    /// How many calls may be under way; one more gets `RESOURCE_EXHAUSTED`.
    pub calls: usize,
    /// How many streams of reflection and of `grpc.health.v1.Health/Watch` may be
    /// open; one more gets `RESOURCE_EXHAUSTED`. They last as long as clients
    /// want, so they have places of their own.
    pub streams: usize,
    /// How many connections may be open; one more waits to be accepted.
    pub connections: usize,
    /// How many requests one HTTP/2 connection may have under way.
    pub streams_per_connection: u32,
    /// How long a client may take to send the head of a request.
    pub head_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            request_bytes: 4 * 1024 * 1024,
            calls: 1024,
            streams: 256,
            connections: 4096,
            streams_per_connection: 128,
            head_timeout: Duration::from_secs(10),
        }
    }
}
