//! The hand-written envelope agrees with `counterpart/v1/envelope.proto`, field
//! by field and byte by byte.

use std::path::Path;

use bytes::Bytes;
use counterpart::bus::envelope::{
    Outcome, ReplyEnvelope, ReplyFrame, RequestEnvelope, RequestFrame,
};
use counterpart::rpc::{FieldViolation, Status, StatusExt};
use counterpart::wire::WireMessage;
use proptest::prelude::*;
use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor, ReflectMessage, Value};

fn envelope_proto() -> DescriptorPool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto");
    let files = protox::compile(["counterpart/v1/envelope.proto"], [root]).expect("it compiles");
    DescriptorPool::from_file_descriptor_set(files).expect("it is complete")
}

fn message(pool: &DescriptorPool, name: &str) -> MessageDescriptor {
    let name = format!("counterpart.v1.{name}");
    pool.get_message_by_name(&name).expect("the proto has it")
}

/// The bytes of a message after the proto's own eyes have read it.
fn through_reflection(descriptor: MessageDescriptor, bytes: &[u8]) -> DynamicMessage {
    let message = DynamicMessage::decode(descriptor, bytes).expect("it decodes");
    let unknown = message.unknown_fields().count();
    assert_eq!(unknown, 0, "the proto lacks a field");
    message
}

fn field_names(descriptor: &MessageDescriptor) -> Vec<(u32, String)> {
    descriptor
        .fields()
        .map(|field| (field.number(), field.name().to_owned()))
        .collect()
}

#[test]
fn each_field_of_a_request_means_the_same_to_both() {
    let pool = envelope_proto();
    let descriptor = message(&pool, "RequestFrame");
    let mut frame = DynamicMessage::new(descriptor.clone());
    let fields = [
        (1, "id", Value::U64(u64::MAX)),
        (2, "method", Value::String("a.B/C".to_owned())),
        (3, "time_left_ms", Value::U32(1_500)),
        (4, "token", Value::String("token".to_owned())),
        (5, "traceparent", Value::String("parent".to_owned())),
        (6, "tracestate", Value::String("state".to_owned())),
        (7, "correlation_id", Value::String("correlation".to_owned())),
        (8, "payload", Value::Bytes(Bytes::from_static(b"payload"))),
    ];
    let names = fields
        .clone()
        .map(|(number, name, _)| (number, name.to_owned()));
    assert_eq!(field_names(&descriptor), names);
    for (_, name, value) in fields {
        frame.set_field_by_name(name, value);
    }
    let by_hand = RequestFrame {
        id: u64::MAX,
        method: "a.B/C".to_owned(),
        time_left_ms: 1_500,
        token: "token".to_owned(),
        traceparent: "parent".to_owned(),
        tracestate: "state".to_owned(),
        correlation_id: "correlation".to_owned(),
        payload: Bytes::from_static(b"payload"),
    };
    assert_eq!(by_hand.encode_to_vec(), frame.encode_to_vec());
    assert_eq!(
        field_names(&message(&pool, "RequestEnvelope")),
        [(1, "frames".to_owned())]
    );
}

#[test]
fn each_field_of_a_reply_means_the_same_to_both() {
    let pool = envelope_proto();
    let descriptor = message(&pool, "ReplyFrame");
    let names = ["id", "payload", "status"].map(str::to_owned);
    assert_eq!(
        field_names(&descriptor),
        [1, 2, 3].into_iter().zip(names).collect::<Vec<_>>()
    );
    let status = Status::violations(vec![FieldViolation::new("a.b", "is wrong")]);
    let failed = ReplyFrame::new(7, Err(status)).encode_to_vec();
    let read = through_reflection(descriptor.clone(), &failed);
    assert!(read.has_field_by_name("status") && !read.has_field_by_name("payload"));
    let status = read
        .get_field_by_name("status")
        .expect("it has one")
        .into_owned();
    let status = status.as_message().expect("a google.rpc.Status").clone();
    assert_eq!(status.descriptor().full_name(), "google.rpc.Status");
    let code = status
        .get_field_by_name("code")
        .expect("it has one")
        .as_i32();
    assert_eq!(code, Some(3), "INVALID_ARGUMENT");

    // An empty response is a result too.
    let empty = ReplyFrame::new(7, Ok(Bytes::new())).encode_to_vec();
    let read = through_reflection(descriptor, &empty);
    assert!(read.has_field_by_name("payload"));
}

prop_compose! {
    fn request_frame()(
        id in any::<u64>(),
        method in ".*",
        time_left_ms in any::<u32>(),
        strings in any::<[String; 4]>(),
        payload in any::<Vec<u8>>(),
    ) -> RequestFrame {
        let [token, traceparent, tracestate, correlation_id] = strings;
        RequestFrame {
            id,
            method,
            time_left_ms,
            token,
            traceparent,
            tracestate,
            correlation_id,
            payload: payload.into(),
        }
    }
}

prop_compose! {
    fn reply_frame()(
        id in any::<u64>(),
        payload in any::<Option<Vec<u8>>>(),
        code in 1..=16_i32,
        text in ".*",
    ) -> ReplyFrame {
        let result = match payload {
            Some(payload) => Ok(payload.into()),
            None => Err(Status::new(code.into(), text)),
        };
        ReplyFrame::new(id, result)
    }
}

proptest! {
    #[test]
    fn requests_have_the_same_bytes_in_both(frames in prop::collection::vec(request_frame(), 0..8)) {
        let bytes = RequestEnvelope { frames: frames.clone() }.encode_to_vec();
        let read = through_reflection(message(&envelope_proto(), "RequestEnvelope"), &bytes);
        prop_assert_eq!(&read.encode_to_vec(), &bytes);
        let back = RequestEnvelope::decode(bytes.as_slice()).expect("it decodes");
        prop_assert_eq!(back.frames, frames);
    }

    #[test]
    fn replies_have_the_same_bytes_in_both(frames in prop::collection::vec(reply_frame(), 0..8)) {
        let bytes = ReplyEnvelope { frames: frames.clone() }.encode_to_vec();
        let read = through_reflection(message(&envelope_proto(), "ReplyEnvelope"), &bytes);
        prop_assert_eq!(&read.encode_to_vec(), &bytes);
        let back = ReplyEnvelope::decode(bytes.as_slice()).expect("it decodes");
        prop_assert_eq!(back.frames, frames);
    }

    #[test]
    fn garbage_never_panics(bytes in any::<Vec<u8>>()) {
        if let Ok(envelope) = ReplyEnvelope::decode(bytes.as_slice()) {
            for frame in envelope.frames {
                let is_payload = matches!(frame.result, Some(Outcome::Payload(_)));
                prop_assert_eq!(frame.into_result().is_ok(), is_payload);
            }
        }
    }
}
