//! What isn't supported, and what is no protobuf at all.

use insta::assert_snapshot;

use crate::bench::{Bench, RIGHT, changed};

#[test]
fn a_group_of_proto2_is_refused_and_all_else_of_it_is_not() {
    let told = |fields: &str| {
        let proto2 = format!(
            "syntax = \"proto2\";\npackage test.old.v1;\nmessage Old {{\n  required string name = 1;\n\
             {fields}  extensions 100 to max;\n}}\n"
        );
        Bench::new(RIGHT)
            .with("test/old/v1/old.proto", &proto2)
            .told()
    };
    assert_snapshot!(told(
        "  optional group Part = 2 {\n    optional int32 size = 1;\n  }\n"
    ));
    assert_eq!(told("  optional int32 size = 2 [default = 5];\n"), "");
}

#[test]
fn an_enum_that_is_closed_is_no_type_of_proto3() {
    let closed = "syntax = \"proto2\";\npackage test.old.v1;\nenum Size {\n  SIZE_SMALL = 1;\n}\n";
    let contract = RIGHT
        .replace(
            "package test.v1;",
            "package test.v1;\nimport \"test/old/v1/old.proto\";",
        )
        .replace(
            "int64 amount = 1;",
            "int64 amount = 1;\n  test.old.v1.Size size = 2;",
        );
    assert_snapshot!(
        Bench::new(&contract)
            .with("test/old/v1/old.proto", closed)
            .told()
    );
}

#[test]
fn an_extension_of_a_message_is_refused_and_an_option_of_ones_own_is_not() {
    let extension = |extended: &str| {
        format!(
            "syntax = \"proto2\";\npackage test.ext.v1;\nimport \"google/protobuf/descriptor.proto\";\n\
             message Open {{\n  extensions 100 to 200;\n}}\nextend {extended} {{\n  optional string more = 150;\n}}\n"
        )
    };
    let told = |extended| {
        Bench::new(RIGHT)
            .with("test/ext/v1/ext.proto", &extension(extended))
            .told()
    };
    assert_snapshot!(told("Open"));
    assert!(!told("google.protobuf.FieldOptions").contains("C0403"));
}

#[test]
fn a_stream_is_left_out() {
    let delete = "rpc DeleteBook(DeleteBookRequest) returns (google.protobuf.Empty);";
    assert_snapshot!(changed(
        delete,
        &format!("{delete}\n  rpc WatchBooks(GetBookRequest) returns (stream Book);"),
    ));
}

#[test]
fn a_type_without_a_package_is_refused() {
    let contract = RIGHT
        .replace(
            "package test.v1;",
            "package test.v1;\nimport \"nameless.proto\";",
        )
        .replace(
            "int64 amount = 1;",
            "int64 amount = 1;\n  .Currency currency = 2;",
        );
    assert_snapshot!(
        Bench::new(&contract)
            .with(
                "nameless.proto",
                "syntax = \"proto3\";\nmessage Currency {}\n"
            )
            .told()
    );
}

#[test]
fn a_type_that_describes_contracts_is_refused_and_all_other_well_known_ones_are_not() {
    let with = |kind: &str, file: &str| {
        let contract = RIGHT
            .replace(
                "package test.v1;",
                &format!("package test.v1;\nimport \"google/protobuf/{file}.proto\";"),
            )
            .replace(
                "int64 amount = 1;",
                &format!("int64 amount = 1;\n  google.protobuf.{kind} more = 2;"),
            );
        Bench::new(&contract).told()
    };
    assert_snapshot!(with("Api", "api"));
    assert_eq!(with("Any", "any"), "");
    assert_eq!(with("Struct", "struct"), "");
    assert_eq!(with("StringValue", "wrappers"), "");
    assert_eq!(with("Duration", "duration"), "");
}

#[test]
fn a_type_of_a_package_without_code_is_refused() {
    let contract = RIGHT
        .replace(
            "package test.v1;",
            "package test.v1;\nimport \"google/api/http.proto\";",
        )
        .replace(
            "int64 amount = 1;",
            "int64 amount = 1;\n  google.api.HttpRule more = 2;",
        );
    assert_snapshot!(Bench::new(&contract).told());
}

#[test]
fn packages_may_hold_each_others_types() {
    let one = "syntax = \"proto3\";\npackage test.one.v1;\nimport \"test/two/v1/a.proto\";\nmessage One {\n  test.two.v1.Two two = 1;\n}\n";
    let two = "syntax = \"proto3\";\npackage test.two.v1;\nmessage Two {}\n";
    let back = "syntax = \"proto3\";\npackage test.two.v1;\nimport \"test/one/v1/a.proto\";\nmessage Three {\n  test.one.v1.One one = 1;\n}\n";
    let bench = Bench::new(RIGHT)
        .with("test/one/v1/a.proto", one)
        .with("test/two/v1/a.proto", two)
        .with("test/two/v1/b.proto", back);
    assert_eq!(bench.told(), "");
}

#[test]
fn all_files_tell_what_is_no_protobuf() {
    let bench = Bench::new(&RIGHT.replace("int64 amount = 1;", "int46 amount = 1;"))
        .with(
            "test/a/v1/a.proto",
            "syntax = \"proto3\";\npackage test.a.v1;\nmessage A {\n  string a 1;\n}\n",
        )
        .with(
            "test/b/v1/b.proto",
            "syntax = \"proto3\";\npackage test.b.v1;\nimport \"test/c.proto\";\n",
        );
    assert_snapshot!(bench.told());
}

#[test]
fn a_run_tells_everything_in_the_order_of_lines() {
    let contract = RIGHT
        .replace("timeout: \"2s\"", "timeout: \"soon\"")
        .replace("fields: \"isbn\"", "fields: \"ibsn\"")
        .replace("body: \"book\"", "body: \"bok\"");
    let told = Bench::new(&contract).told();
    let codes: Vec<&str> = told.lines().filter(|line| line.starts_with('C')).collect();
    assert_eq!(codes, ["C0107", "C0207", "C0304", "C0304"]);
}
