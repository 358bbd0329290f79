//! The body of a message on RabbitMQ: `counterpart/v1/envelope.proto`, by hand.
//!
//! `runtime/tests/envelope.rs` holds that these structs and the proto file agree
//! field by field and byte by byte.

use std::fmt;

use bytes::Bytes;
use tonic_types::pb;

use crate::rpc::{Result, Status};
use crate::wire::WireMessage;

/// The most calls that travel in one message.
pub const MAX_FRAMES: usize = 64;

/// The size up to which calls join a message, in bytes. A larger call travels
/// alone.
pub const MAX_JOINED_BYTES: usize = 256 << 10;

/// The body of a request message: 1 to 64 calls of one idempotency class.
#[derive(Clone, PartialEq, WireMessage)]
pub struct RequestEnvelope {
    /// The calls.
    #[prost(message, repeated, tag = "1")]
    pub frames: Vec<RequestFrame>,
}

/// One call.
#[derive(Clone, PartialEq, WireMessage)]
#[prost(skip_debug)]
pub struct RequestFrame {
    /// Chosen by the caller, unique among its calls in flight.
    #[prost(uint64, tag = "1")]
    pub id: u64,
    /// The method's full name without a leading slash.
    #[prost(string, tag = "2")]
    pub method: String,
    /// Milliseconds that the caller still waits, rounded up.
    #[prost(uint32, tag = "3")]
    pub time_left_ms: u32,
    /// The end user's short-lived token; empty for nobody.
    #[prost(string, tag = "4")]
    pub token: String,
    /// W3C Trace Context's `traceparent`; empty for none.
    #[prost(string, tag = "5")]
    pub traceparent: String,
    /// W3C Trace Context's `tracestate`; empty for none.
    #[prost(string, tag = "6")]
    pub tracestate: String,
    /// Joins everything that one outside request caused.
    #[prost(string, tag = "7")]
    pub correlation_id: String,
    /// The encoded request message.
    #[prost(bytes = "bytes", tag = "8")]
    pub payload: Bytes,
}

/// Without the token and the payload, which hold what logs must not.
impl fmt::Debug for RequestFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestFrame")
            .field("id", &self.id)
            .field("method", &self.method)
            .field("time_left_ms", &self.time_left_ms)
            .field("traceparent", &self.traceparent)
            .field("correlation_id", &self.correlation_id)
            .finish_non_exhaustive()
    }
}

/// The body of a reply message: results of one caller's calls, in any order.
#[derive(Clone, PartialEq, WireMessage)]
pub struct ReplyEnvelope {
    /// The results.
    #[prost(message, repeated, tag = "1")]
    pub frames: Vec<ReplyFrame>,
}

/// The result of one call.
#[derive(Clone, PartialEq, WireMessage)]
pub struct ReplyFrame {
    /// The id of the call's frame.
    #[prost(uint64, tag = "1")]
    pub id: u64,
    /// The response, or why there is none.
    #[prost(oneof = "Outcome", tags = "2, 3")]
    pub result: Option<Outcome>,
}

/// How a call ended.
#[derive(Clone, PartialEq, prost::Oneof)]
pub enum Outcome {
    /// The encoded response message.
    #[prost(bytes = "bytes", tag = "2")]
    Payload(Bytes),
    /// Why there is no response. Never `OK`.
    #[prost(message, tag = "3")]
    Status(pb::Status),
}

impl ReplyFrame {
    /// The frame that answers the call with this id.
    pub fn new(id: u64, result: Result<Bytes>) -> Self {
        let outcome = match result {
            Ok(payload) => Outcome::Payload(payload),
            Err(status) => Outcome::Status(to_wire(&status)),
        };
        Self {
            id,
            result: Some(outcome),
        }
    }

    /// The result that the frame holds.
    pub fn into_result(self) -> Result<Bytes> {
        match self.result {
            Some(Outcome::Payload(payload)) => Ok(payload),
            Some(Outcome::Status(status)) => Err(from_wire(status)),
            None => Err(Status::internal("the reply holds no result")),
        }
    }
}

/// A status as `google.rpc.Status`, with its details.
fn to_wire(status: &Status) -> pb::Status {
    // gRPC carries details as a whole google.rpc.Status; what isn't one carries none.
    let details = pb::Status::decode(status.details())
        .map(|status| status.details)
        .unwrap_or_default();
    pb::Status {
        code: status.code().into(),
        message: status.message().to_owned(),
        details,
    }
}

fn from_wire(status: pb::Status) -> Status {
    let code = match status.code {
        0 => tonic::Code::Unknown,
        code => tonic::Code::from_i32(code),
    };
    if status.details.is_empty() {
        Status::new(code, status.message)
    } else {
        let details = status.encode_to_vec().into();
        Status::with_details(code, status.message, details)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rpc::{Code, FieldViolation, Reason, StatusExt};

    #[test]
    fn a_status_keeps_its_details_on_the_wire() {
        let violation = FieldViolation::new("product.title", "must not be empty");
        let sent = Status::violations(vec![violation]);
        let received = ReplyFrame::new(7, Err(sent)).into_result();
        let received = received.expect_err("a status was sent");
        assert_eq!(received.code(), Code::InvalidArgument);
        assert_eq!(received.violated_fields(), ["product.title"]);

        let received = from_wire(to_wire(&Reason::MayHaveRun.status("gone")));
        assert!(received.has_reason(Reason::MayHaveRun));
        assert_eq!(received.message(), "gone");
    }

    #[test]
    fn a_frame_shows_neither_token_nor_payload() {
        let frame = RequestFrame {
            token: "secret".to_owned(),
            payload: "secret".into(),
            ..RequestFrame::default()
        };
        let shown = format!(
            "{:?}",
            RequestEnvelope {
                frames: vec![frame]
            }
        );
        assert!(!shown.contains("secret"), "{shown}");
    }

    #[test]
    fn an_error_frame_that_says_ok_is_still_an_error() {
        let frame = ReplyFrame {
            id: 1,
            result: Some(Outcome::Status(pb::Status::default())),
        };
        let status = frame.into_result().expect_err("there is no payload");
        assert_eq!(status.code(), Code::Unknown);
    }
}
