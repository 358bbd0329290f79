//! Which waiting calls make up one message.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use super::super::envelope::{MAX_JOINED_BYTES, RequestEnvelope, RequestFrame};
use super::topology::millis;
use crate::rpc::{Context, MethodDescriptor};

/// A method whose timeout is longer travels alone: its message can't be
/// acknowledged before its last call is answered.
const LONGEST_JOINED: Duration = Duration::from_secs(5);

/// What a frame takes beside its strings and its payload, at most.
const FRAME_OVERHEAD: usize = 64;

/// A call that waits to leave.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) id: u64,
    pub(super) method: &'static MethodDescriptor,
    pub(super) caller: Arc<str>,
    pub(super) context: Context,
    pub(super) deadline: Instant,
    pub(super) payload: Bytes,
}

impl Waiting {
    /// How many bytes the call takes in a message, at most.
    fn size(&self) -> usize {
        self.payload.len()
            + self.method.path.len()
            + self.context.token().len()
            + self.context.traceparent().len()
            + self.context.tracestate().len()
            + self.context.correlation_id().len()
            + FRAME_OVERHEAD
    }

    fn travels_alone(&self) -> bool {
        self.method.timeout > LONGEST_JOINED
    }

    fn to_frame(&self, now: Instant) -> RequestFrame {
        RequestFrame {
            id: self.id,
            method: self.method.path.to_owned(),
            time_left_ms: millis(self.deadline.saturating_duration_since(now)),
            token: self.context.token().to_owned(),
            traceparent: self.context.traceparent().to_owned(),
            tracestate: self.context.tracestate().to_owned(),
            correlation_id: self.context.correlation_id().to_owned(),
            payload: self.payload.clone(),
        }
    }
}

/// Calls that travel together.
#[derive(Debug)]
pub(super) struct Batch {
    calls: Vec<Waiting>,
    bytes: usize,
}

impl Batch {
    /// A message that this call begins.
    pub(super) fn of(first: Waiting) -> Self {
        Self {
            bytes: first.size(),
            calls: vec![first],
        }
    }

    /// Adds a call, or gives it back if it must not join this message.
    pub(super) fn join(&mut self, call: Waiting) -> Result<(), Waiting> {
        let bytes = self.bytes + call.size();
        let first_is_alone = self.calls.first().is_some_and(Waiting::travels_alone);
        if first_is_alone || call.travels_alone() || bytes > MAX_JOINED_BYTES {
            return Err(call);
        }
        self.bytes = bytes;
        self.calls.push(call);
        Ok(())
    }

    /// The calls, to be thinned out.
    pub(super) fn calls_mut(&mut self) -> &mut Vec<Waiting> {
        &mut self.calls
    }

    /// The calls.
    pub(super) fn calls(&self) -> &[Waiting] {
        &self.calls
    }

    /// The ids of the calls' frames.
    pub(super) fn ids(&self) -> Vec<u64> {
        self.calls.iter().map(|call| call.id).collect()
    }

    /// When the last of the calls ends.
    pub(super) fn latest_deadline(&self) -> Option<Instant> {
        self.calls.iter().map(|call| call.deadline).max()
    }

    /// The method's name if all calls have the same, otherwise the service's.
    pub(super) fn kind(&self) -> Option<&'static str> {
        let (first, rest) = self.calls.split_first()?;
        let is_uniform = rest
            .iter()
            .all(|call| std::ptr::eq(call.method, first.method));
        Some(if is_uniform {
            first.method.path
        } else {
            first.method.service.name
        })
    }

    /// The body, with the time that is left now.
    pub(super) fn to_envelope(&self, now: Instant) -> RequestEnvelope {
        RequestEnvelope {
            frames: self.calls.iter().map(|call| call.to_frame(now)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rpc::{Method, ServiceDescriptor};
    use crate::wire::WireMessage;

    static SERVICE: ServiceDescriptor = ServiceDescriptor::new("test.Service", "test", 1);
    static QUICK: Method<(), ()> = Method::new(&SERVICE, "test.Service/Quick");
    static SLOW: Method<(), ()> =
        Method::new(&SERVICE, "test.Service/Slow").timeout(Duration::from_secs(30));

    fn call(method: &'static Method<(), ()>, bytes: usize) -> Waiting {
        Waiting {
            id: 1,
            method: method.descriptor(),
            caller: "test".into(),
            context: Context::root().with_token("a token"),
            deadline: Instant::now() + Duration::from_millis(1_500),
            payload: vec![1; bytes].into(),
        }
    }

    #[test]
    fn large_and_slow_calls_travel_alone() {
        let mut batch = Batch::of(call(&QUICK, 100));
        assert!(batch.join(call(&QUICK, 100)).is_ok());
        assert!(
            batch.join(call(&SLOW, 100)).is_err(),
            "it would keep the others unacknowledged"
        );
        assert!(batch.join(call(&QUICK, MAX_JOINED_BYTES)).is_err());
        assert!(Batch::of(call(&SLOW, 100)).join(call(&QUICK, 100)).is_err());
        assert!(
            Batch::of(call(&QUICK, MAX_JOINED_BYTES))
                .join(call(&QUICK, 1))
                .is_err()
        );
    }

    #[test]
    fn the_counted_size_is_never_less_than_the_encoded_one() {
        let mut batch = Batch::of(call(&QUICK, 70_000));
        for bytes in [0, 1, 200, 20_000] {
            batch.join(call(&QUICK, bytes)).expect("there is room");
        }
        let encoded = batch.to_envelope(Instant::now()).encoded_len();
        assert!(encoded <= batch.bytes, "{encoded} of {}", batch.bytes);
    }

    #[test]
    fn the_kind_names_the_method_if_there_is_only_one() {
        let mut batch = Batch::of(call(&QUICK, 1));
        batch.join(call(&QUICK, 1)).expect("there is room");
        assert_eq!(batch.kind(), Some("test.Service/Quick"));
    }
}
