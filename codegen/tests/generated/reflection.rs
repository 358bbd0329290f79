//! What is for other services alone doesn't reach those outside.

use counterpart_codegen::steps::Content;
use prost_reflect::DescriptorPool;

use crate::rendered;

/// The descriptors as a client of the gateway's reflection gets them.
fn public() -> DescriptorPool {
    let files = rendered::files(&rendered::reading());
    let file = files.get("routes/src/descriptors.rs");
    let Content::Text(text) = file.expect("there are descriptors");
    let literal = text.split_once("b\"").expect("they are a literal").1;
    let literal = literal.rsplit_once('"').expect("which ends").0;
    let bytes = unescaped(literal);
    DescriptorPool::decode(bytes.as_slice()).expect("each type that is used is there")
}

/// The bytes of a literal, as the compiler reads it.
fn unescaped(literal: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = literal;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        if letter != '\\' {
            bytes.push(u8::try_from(letter).expect("it is ASCII"));
            continue;
        }
        let escaped = rest.chars().next().expect("something is escaped");
        rest = &rest[escaped.len_utf8()..];
        match escaped {
            'x' => {
                bytes.push(u8::from_str_radix(&rest[..2], 16).expect("two digits"));
                rest = &rest[2..];
            }
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            '\n' => rest = rest.trim_start(),
            other => bytes.push(u8::try_from(other).expect("it is ASCII")),
        }
    }
    bytes
}

#[test]
fn reflection_shows_public_methods_with_all_that_they_use() {
    let pool = public();
    let service = pool.get_service_by_name("reflection.v1.ShowService");
    let service = service.expect("it has a public method");
    let methods: Vec<_> = service.methods().map(|m| m.name().to_owned()).collect();
    assert_eq!(methods, ["Show"]);
    for message in ["ShowRequest", "ShowResponse", "Inner"] {
        let name = format!("reflection.v1.{message}");
        assert!(pool.get_message_by_name(&name).is_some(), "{name}");
    }
    assert!(pool.get_enum_by_name("enums.v1.Color").is_some());
    assert!(pool.get_message_by_name("nesting.v1.Parcel.Size").is_some());
}

#[test]
fn reflection_does_not_show_what_is_internal() {
    let pool = public();
    assert!(
        pool.get_service_by_name("reflection.v1.HideService")
            .is_none()
    );
    assert!(
        pool.get_message_by_name("reflection.v1.HideRequest")
            .is_none()
    );
    assert!(pool.get_enum_by_name("reflection.v1.Secret").is_none());
    // Of the same files as what is shown, and used by nothing public.
    assert!(pool.get_message_by_name("nesting.v1.Label").is_none());
    assert!(pool.get_enum_by_name("enums.v1.Odd").is_none());
}

#[test]
fn reflection_has_no_comments() {
    for file in public().file_descriptor_protos() {
        assert!(file.source_code_info.is_none(), "{}", file.name());
    }
}
