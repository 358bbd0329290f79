//! HTTP routes.

use insta::assert_snapshot;

use crate::bench::{Bench, RIGHT, assert_right, changed};

#[test]
fn a_path_names_fields_of_the_request() {
    assert_snapshot!(changed("/v1/books/{id}", "/v1/books/{ids}"));
    assert_snapshot!(
        "a_path_names_single_values",
        changed("/v1/books/{book.id}", "/v1/books/{book.price}")
    );
    assert_right("/v1/books/{id}", "/v2/{id=books/*}:read");
}

#[test]
fn a_path_follows_the_grammar() {
    assert_snapshot!(changed("/v1/books/{id}", "v1/books/{id}"));
    assert_snapshot!(
        "a_path_closes_its_braces",
        changed("/v1/books/{id}", "/v1/books/{id")
    );
}

#[test]
fn an_http_method_of_ones_own_is_refused() {
    assert_snapshot!(changed(
        "{get: \"/v1/books/{id}\"}",
        "{custom: {kind: \"FETCH\" path: \"/v1/books/{id}\"}}",
    ));
}

#[test]
fn a_route_has_an_http_method() {
    assert_snapshot!(changed("{get: \"/v1/books/{id}\"}", "{body: \"*\"}"));
}

#[test]
fn a_part_of_a_response_is_refused() {
    assert_snapshot!(changed(
        "get: \"/v1/books/{id}\"",
        "get: \"/v1/books/{id}\" response_body: \"isbn\""
    ));
}

#[test]
fn an_additional_route_has_none_itself() {
    let more = |inner: &str| {
        format!(
            "get: \"/v1/books/{{id}}\" additional_bindings {{get: \"/v2/books/{{id}}\"{inner}}}"
        )
    };
    let inner = " additional_bindings {get: \"/v3/books/{id}\"}";
    assert_snapshot!(changed("get: \"/v1/books/{id}\"", &more(inner)));
    assert_right("get: \"/v1/books/{id}\"", &more(""));
}

#[test]
fn get_has_no_body() {
    assert_snapshot!(changed(
        "get: \"/v1/books/{id}\"",
        "get: \"/v1/books/{id}\" body: \"*\""
    ));
}

#[test]
fn a_body_names_a_field_of_the_request() {
    assert_snapshot!(changed("body: \"book\"", "body: \"boook\""));
    assert_right("body: \"book\"", "body: \"*\"");
}

#[test]
fn a_field_that_a_route_cant_set_is_warned_of() {
    // A provided method would have no part for these fields.
    let by_hand = RIGHT.replace("[GET, LIST, CREATE,", "[LIST,");
    let told = |from: &str, to: &str| Bench::new(&by_hand.replacen(from, to, 1)).told();
    let id = "string id = 1 [(counterpart.v1.field).id = \"Book\"];\n}\n\nmessage ListBooks";
    let with = |field: &str| told(id, &id.replacen("];", &format!("];\n  {field}"), 1));
    assert_snapshot!(with("repeated Price prices = 2;"));
    assert!(with("map<string, string> labels = 2;").contains("C0310"));
    assert_eq!(with("Price price = 2;"), "");
    assert_eq!(with("repeated google.protobuf.Timestamp times = 2;"), "");
    for name in ["Struct", "Value", "ListValue", "Any", "Empty"] {
        let import = "import \"google/protobuf/timestamp.proto\";\n";
        let more =
            ["any", "struct"].map(|file| format!("import \"google/protobuf/{file}.proto\";\n"));
        let field = format!("repeated google.protobuf.{name} some = 2;");
        let id_with = id.replacen("];", &format!("];\n  {field}"), 1);
        let contract = by_hand
            .replacen(import, &(more.concat() + import), 1)
            .replacen(id, &id_with, 1);
        let told = Bench::new(&contract).told();
        assert!(told.contains("C0310"), "{name}: {told}");
    }
    // A body holds everything.
    let create = "message CreateBookRequest {\n";
    let prices = format!("{create}  repeated Price prices = 2;\n");
    let told = told(create, &prices);
    assert!(told.contains("C0310"), "{told}");
    let contract = by_hand.replace(create, &prices).replace(
        "post: \"/v1/books\"\n      body: \"book\"",
        "post: \"/v1/books\"\n      body: \"*\"",
    );
    assert_eq!(Bench::new(&contract).told(), "");
}

#[test]
fn two_methods_have_two_routes() {
    assert_snapshot!(changed(
        "patch: \"/v1/books/{book.id}\"\n      body: \"book\"",
        "get: \"/v1/books/{book.id}\"",
    ));
}

#[test]
fn a_route_that_nobody_can_reach_is_warned_of() {
    assert_snapshot!(changed("access: PUBLIC", "access: INTERNAL"));
}

#[test]
fn a_path_of_the_gateway_is_refused() {
    assert_snapshot!(changed("/v1/books/{id}", "/healthz"));
}

#[test]
fn a_request_without_fields_has_none_for_a_path_or_a_body() {
    let delete = "rpc DeleteBook(DeleteBookRequest) returns (google.protobuf.Empty);";
    let clear = |route: &str| {
        format!(
            "{delete}\n  rpc Clear(google.protobuf.Empty) returns (google.protobuf.Empty) {{\n    \
             option (counterpart.v1.method) = {{access: PUBLIC}};\n    \
             option (google.api.http) = {{{route}}};\n  }}"
        )
    };
    assert_snapshot!(changed(delete, &clear("post: \"/v1/{id}\" body: \"book\"")));
    assert_right(delete, &clear("post: \"/v1\" body: \"*\""));
}

/// A contract with the request that the table of templates is about.
fn with_routes(routes: &str) -> String {
    let contract = format!(
        "syntax = \"proto3\";\npackage test.v1;\n\
         import \"counterpart/v1/options.proto\";\nimport \"google/api/annotations.proto\";\n\
         message Book {{ string id = 1; repeated string tags = 2; }}\n\
         message Request {{ string id = 1; Book book = 2; string parent = 3; }}\n\
         service BookService {{\n  rpc Read(Request) returns (Book) {{\n    \
         option (counterpart.v1.method) = {{access: PUBLIC}};\n    \
         option idempotency_level = NO_SIDE_EFFECTS;\n    \
         option (google.api.http) = {{{routes}}};\n  }}\n}}\n"
    );
    Bench::new(&contract).told()
}

#[test]
fn templates_are_judged_as_by_the_gateway() {
    let table = include_str!("../../../gateway/tests/path_templates.txt");
    let of = |word: &'static str| {
        let lines = table
            .lines()
            .filter_map(move |line| line.strip_prefix(word));
        lines.map(str::trim_start)
    };
    let good: Vec<_> = of("good")
        .map(|path| format!("additional_bindings {{get: \"{path}\"}}"))
        .collect();
    assert!(good.len() > 10, "the table has its form");
    let routes = format!("get: \"/first\" {}", good.join(" "));
    assert_eq!(with_routes(&routes), "");
    for path in of("bad") {
        let told = with_routes(&format!("get: \"{path}\""));
        assert!(told.contains("C030"), "{path:?} is let through: {told}");
    }
}
