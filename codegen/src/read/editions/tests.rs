use prost_reflect::{Cardinality, DescriptorPool, FieldDescriptor, Syntax, Value};

use super::*;

/// What `buf build` makes of the contracts beside it.
const CONTRACTS: &[u8] = include_bytes!("../../../tests/editions/contracts.binpb");

fn pool() -> DescriptorPool {
    let lowered = lower(CONTRACTS).expect("the editions are known");
    DescriptorPool::decode(lowered.as_slice()).expect("reflection reads it")
}

fn field(message: &str, name: &str) -> FieldDescriptor {
    let message = pool().get_message_by_name(message).expect("it is declared");
    message.get_field_by_name(name).expect("it is declared")
}

fn explicit(name: &str) -> FieldDescriptor {
    field("editions.explicit.v1.Explicit", name)
}

fn implicit(name: &str) -> FieldDescriptor {
    field("editions.implicit.v1.Implicit", name)
}

#[test]
fn a_file_takes_the_language_that_has_words_for_it() {
    let syntax = |name: &str| pool().get_file_by_name(name).map(|file| file.syntax());
    assert_eq!(syntax("explicit.proto"), Some(Syntax::Proto2));
    assert_eq!(syntax("implicit.proto"), Some(Syntax::Proto3));
}

#[test]
fn presence_is_that_of_the_features() {
    assert!(explicit("text").supports_presence());
    assert!(explicit("level").supports_presence());
    assert!(!explicit("packed").supports_presence());
    assert_eq!(explicit("must").cardinality(), Cardinality::Required);
    assert!(!implicit("text").supports_presence());
    assert!(!implicit("kind").supports_presence());
    assert!(implicit("inner").supports_presence());
    for name in ["maybe", "also"] {
        assert!(implicit(name).supports_presence(), "{name}");
        let oneof = implicit(name).containing_oneof().expect("one of its own");
        assert!(oneof.is_synthetic(), "{name}");
        assert_eq!(oneof.fields().count(), 1, "{name}");
    }
    let choice = implicit("left").containing_oneof().expect("a oneof");
    assert_eq!(choice.name(), "choice");
    assert!(!choice.is_synthetic());
}

#[test]
fn lists_are_packed_as_the_features_say() {
    assert!(explicit("packed").is_packed());
    assert!(!explicit("expanded").is_packed());
    assert!(!explicit("texts").is_packed());
    assert!(implicit("packed").is_packed());
    assert!(!implicit("expanded").is_packed());
}

#[test]
fn defaults_and_maps_stay() {
    assert_eq!(explicit("retries").default_value(), Value::I32(5));
    assert_eq!(explicit("level").default_value(), Value::EnumNumber(2));
    assert!(explicit("levels").is_map());
    assert!(implicit("inners").is_map());
}

#[test]
fn a_delimited_message_is_a_group() {
    assert!(field("editions.delimited.v1.Outer", "inner").is_group());
    let entries = field("editions.delimited.v1.Outer", "inners");
    assert!(entries.is_map());
    assert!(!entries.is_group());
}

#[test]
fn nothing_is_left_of_the_features() {
    let pool = pool();
    let messages = pool.all_messages();
    for message in messages.filter(|message| message.package_name().starts_with("editions.")) {
        for field in message.fields() {
            let has_features = field.options().has_field_by_name("features");
            assert!(!has_features, "{}", field.full_name());
        }
    }
}

#[test]
fn comments_and_other_files_stay() {
    let lowered = lower(CONTRACTS).expect("the editions are known");
    assert_eq!(
        lower(&lowered),
        Ok(lowered.clone()),
        "nothing is left to do"
    );
    let comment = b"A text.";
    assert!(lowered.windows(comment.len()).any(|text| text == comment));
}

#[test]
fn an_edition_that_nobody_knows_is_refused_by_its_file() {
    /// The field `edition` of a file: its key, and 1000 (2023) as a varint.
    const EDITION_2023: [u8; 3] = [14 << 3, 0xe8, 0x07];
    let at = CONTRACTS.windows(3).position(|bytes| bytes == EDITION_2023);
    let mut unknown = CONTRACTS.to_vec();
    unknown[at.expect("each file has one") + 2] = 0x0f;
    let error = lower(&unknown).expect_err("the edition is unknown");
    assert_eq!(
        error.to_string(),
        "delimited.proto is of an edition that isn't supported; 2023 and 2024 are"
    );
}

#[test]
fn what_is_no_set_of_descriptors_is_refused() {
    let error = lower(b"syntax = \"proto3\";").expect_err("it is text");
    assert!(matches!(error, EditionError::Undecodable(_)), "{error}");
}
