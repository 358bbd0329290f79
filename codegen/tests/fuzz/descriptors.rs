//! Random descriptors, as another compiler might write them: names that no
//! parser would let through, no source info, no text.

use proptest::prelude::*;
use prost_reflect::DescriptorPool;
use prost_reflect::prost_types::field_descriptor_proto::{Label, Type};
use prost_reflect::prost_types::{
    DescriptorProto, EnumDescriptorProto, EnumValueDescriptorProto, FieldDescriptorProto,
    FileDescriptorProto, FileDescriptorSet, MethodDescriptorProto, OneofDescriptorProto,
    ServiceDescriptorProto,
};

use counterpart_codegen::steps;

use crate::budget::try_all;
use crate::names::{name, text};
use crate::verdict::{FILE, hold};

/// A name that a parser would take, and sometimes any text.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![9 => name(), 1 => text()]
}

fn field() -> impl Strategy<Value = FieldDescriptorProto> {
    let labels = [Label::Optional, Label::Optional, Label::Repeated];
    (
        any_name(),
        prop_oneof![30 => 1..300_i32, 1 => any::<i32>()],
        1..=18_i32,
        prop::sample::select(labels.to_vec()),
        prop::option::of(any_name()),
        any::<bool>(),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(name, number, kind, label, json_name, oneof, is_group)| {
            let kind = match Type::try_from(kind) {
                Ok(Type::Group) if !is_group => Type::Message,
                Ok(kind) => kind,
                Err(_) => Type::String,
            };
            let oneof = (oneof && label == Label::Optional).then_some(0);
            let refers = match kind {
                Type::Message | Type::Group => Some(".test.v1.Known".to_owned()),
                Type::Enum => Some(".test.v1.Choice".to_owned()),
                _ => None,
            };
            FieldDescriptorProto {
                name: Some(name),
                number: Some(number),
                label: Some(label as i32),
                r#type: Some(kind as i32),
                type_name: refers,
                json_name,
                oneof_index: oneof,
                ..FieldDescriptorProto::default()
            }
        })
}

fn message() -> impl Strategy<Value = DescriptorProto> {
    let parts = (any_name(), prop::collection::vec(field(), 0..5), any_name());
    parts.prop_map(|(name, field, oneof)| {
        let is_used = field.iter().any(|field| field.oneof_index.is_some());
        let oneof = is_used.then(|| OneofDescriptorProto {
            name: Some(oneof),
            ..OneofDescriptorProto::default()
        });
        DescriptorProto {
            name: Some(name),
            field,
            oneof_decl: oneof.into_iter().collect(),
            ..DescriptorProto::default()
        }
    })
}

fn values() -> impl Strategy<Value = Vec<EnumValueDescriptorProto>> {
    let value = (any_name(), -2..4_i32).prop_map(|(name, number)| EnumValueDescriptorProto {
        name: Some(name),
        number: Some(number),
        ..EnumValueDescriptorProto::default()
    });
    // The first value of an enum in proto3 is zero.
    prop::collection::vec(value, 1..4).prop_map(|mut values| {
        values[0].number = Some(0);
        values
    })
}

fn service() -> impl Strategy<Value = ServiceDescriptorProto> {
    let method = (any_name(), any::<bool>()).prop_map(|(name, streams)| MethodDescriptorProto {
        name: Some(name),
        input_type: Some(".test.v1.Known".to_owned()),
        output_type: Some(".test.v1.Known".to_owned()),
        server_streaming: Some(streams),
        ..MethodDescriptorProto::default()
    });
    (
        "[A-Z][a-z]{2,6}(Service)?",
        prop::collection::vec(method, 0..3),
    )
        .prop_map(|(name, method)| ServiceDescriptorProto {
            name: Some(name),
            method,
            ..ServiceDescriptorProto::default()
        })
}

fn file() -> impl Strategy<Value = FileDescriptorProto> {
    (
        prop::collection::vec(message(), 0..4),
        values(),
        prop::collection::vec(service(), 0..2),
        prop::sample::select(vec!["proto2", "proto3", "proto3", "proto3", "proto3"]),
    )
        .prop_map(|(mut messages, value, service, syntax)| {
            messages.push(DescriptorProto {
                name: Some("Known".to_owned()),
                ..DescriptorProto::default()
            });
            FileDescriptorProto {
                name: Some(FILE.to_owned()),
                package: Some("test.v1".to_owned()),
                message_type: messages,
                enum_type: vec![EnumDescriptorProto {
                    name: Some("Choice".to_owned()),
                    value,
                    ..EnumDescriptorProto::default()
                }],
                service,
                syntax: Some(syntax.to_owned()),
                ..FileDescriptorProto::default()
            }
        })
}

#[test]
fn a_random_descriptor_is_rendered_or_refused() {
    try_all(&file(), |file| {
        // What contradicts itself is no descriptor, and gets no further.
        let set = FileDescriptorSet { file: vec![file] };
        let Ok(pool) = DescriptorPool::from_file_descriptor_set(set) else {
            return Ok(());
        };
        hold(&steps::of_descriptors(pool, &[FILE.to_owned()]))
    });
}
