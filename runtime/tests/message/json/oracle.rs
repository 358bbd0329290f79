//! What another implementation writes is the oracle: prost-reflect.

use std::sync::LazyLock;

use counterpart::message::json;
use counterpart::wire::WireMessage;
use proptest::prelude::*;
use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor, SerializeOptions};
use serde_json::Value;

use super::read;
use crate::sample::Everything;
use crate::sample::strategy::everything;

static EVERYTHING: LazyLock<MessageDescriptor> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/message/sample");
    let files = protox::compile(["sample.proto"], [folder]).expect("the contract compiles");
    DescriptorPool::from_file_descriptor_set(files)
        .expect("the files belong together")
        .get_message_by_name("sample.v1.Everything")
        .expect("the contract has the message")
});

/// What the oracle knows of the message.
pub(super) fn descriptor() -> MessageDescriptor {
    EVERYTHING.clone()
}

/// The same message, in the oracle.
fn oracle(message: &Everything) -> DynamicMessage {
    DynamicMessage::decode(EVERYTHING.clone(), &*message.encode_to_vec())
        .expect("both read the same bytes")
}

fn oracle_json(message: &Everything, options: &SerializeOptions) -> String {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut text);
    oracle(message)
        .serialize_with_options(&mut serializer, options)
        .expect("the message has a JSON form");
    String::from_utf8(text).expect("JSON is text")
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(message in everything()) {
        let text = json::to_string(&message).expect("the message has a JSON form");
        let back = read(&text).expect("what was written is read");
        // Bytes, because NaN is not equal to itself.
        prop_assert_eq!(back.encode_to_vec(), message.encode_to_vec(), "{}", text);
    }

    #[test]
    fn the_text_is_what_another_implementation_writes(message in everything()) {
        let text = json::to_string(&message).expect("the message has a JSON form");
        prop_assert_eq!(parse(&text), parse(&oracle_json(&message, &SerializeOptions::new())));
    }

    #[test]
    fn what_another_implementation_writes_is_read(message in everything()) {
        for options in [
            SerializeOptions::new(),
            SerializeOptions::new().stringify_64_bit_integers(false),
            SerializeOptions::new().use_enum_numbers(true),
            SerializeOptions::new().use_proto_field_name(true),
            SerializeOptions::new().skip_default_fields(false),
        ] {
            let text = oracle_json(&message, &options);
            let read = read(&text).expect("what another implementation writes is read");
            prop_assert_eq!(read.encode_to_vec(), message.encode_to_vec(), "{}", text);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,60}") {
        let _ = read(&text);
    }
}
