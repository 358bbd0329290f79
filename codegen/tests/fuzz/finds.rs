//! What was found, as cases with names.

use prost_reflect::DescriptorPool;
use prost_reflect::prost_types::{DescriptorProto, FileDescriptorProto, FileDescriptorSet};

use counterpart_codegen::steps;

use crate::verdict::{FILE, judge, run};

/// The name of a field in JSON may be any text, and ended the literal around it.
#[test]
fn a_json_name_may_have_quotes_and_backslashes() {
    let contract = "syntax = \"proto3\"; package test.v1;\n\
        message M { string a = 1 [json_name = \"\\\\A\\\"b\"]; }";
    assert!(run(contract).is_ok());
    judge(contract).expect("Rust");
}

/// It became `impl WireMessage for */`.
#[test]
fn a_name_that_only_descriptors_can_hold_is_refused() {
    for name in ["*/", "a b", "", "1a", "ü", "a-b"] {
        let file = FileDescriptorProto {
            name: Some(FILE.to_owned()),
            package: Some("test.v1".to_owned()),
            syntax: Some("proto3".to_owned()),
            message_type: vec![DescriptorProto {
                name: Some(name.to_owned()),
                ..DescriptorProto::default()
            }],
            ..FileDescriptorProto::default()
        };
        let set = FileDescriptorSet { file: vec![file] };
        let pool = DescriptorPool::from_file_descriptor_set(set).expect("a descriptor");
        let report = steps::of_descriptors(pool, &[FILE.to_owned()]).expect_err("no name");
        let codes: Vec<&str> = report.iter().map(|found| found.code.id()).collect();
        assert!(codes.contains(&"C0420"), "{name}: {codes:?}");
    }
}

/// The note was broken into `#[deprecated(...),]`.
#[test]
fn a_note_that_is_wider_than_a_line_stays_an_attribute() {
    let name = "quantity_of_reserved_pieces_by_warehouse_and_month";
    let contract = format!(
        "syntax = \"proto3\"; package test.v1;\n\
         message InventoryReservation {{ string {name} = 1 [deprecated = true]; }}"
    );
    assert!(run(&contract).is_ok());
    judge(&contract).expect("Rust");
}
