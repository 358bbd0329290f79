//! `counterpart graph`

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use serde_json::Value;

use crate::bench::{CONTRACT, SETTINGS, project, run, told, vendored};

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Two services, of which one refers to what the other owns, in its entity and
/// deeper inside.
const BOOKS: &str = r#"syntax = "proto3";
package test.book.v1;
import "counterpart/v1/options.proto";
import "google/api/annotations.proto";
import "google/api/field_behavior.proto";
message Book {
  option (counterpart.v1.entity) = {collection: "books"};
  string id = 1 [(counterpart.v1.field).id = "Book", (google.api.field_behavior) = IDENTIFIER];
  string sequel_id = 2 [(counterpart.v1.field).id = "Book"];
}
service BookService {
  option (counterpart.v1.service) = {owns: "Book" callers: "test.loan.v1"};
  rpc GetBook(GetBookRequest) returns (Book) {
    option (counterpart.v1.method) = {access: PUBLIC};
    option (google.api.http) = {get: "/v1/books/{id}"};
  }
}
message GetBookRequest {
  string id = 1 [(counterpart.v1.field).id = "Book"];
}
"#;

const LOANS: &str = r#"syntax = "proto3";
package test.loan.v1;
import "counterpart/v1/options.proto";
import "google/api/field_behavior.proto";
message Loan {
  option (counterpart.v1.entity) = {collection: "loans"};
  string id = 1 [(counterpart.v1.field).id = "Loan", (google.api.field_behavior) = IDENTIFIER];
  repeated Item items = 2;
}
message Item {
  string book_id = 1 [(counterpart.v1.field).ref = "test.book.v1.Book"];
  Item gift = 2;
}
service LoanService {
  option (counterpart.v1.service) = {owns: "Loan" queue: "lending"};
  rpc CreateLoan(CreateLoanRequest) returns (Loan);
  rpc CountLoans(CountLoansRequest) returns (CountLoansRequest);
}
message CreateLoanRequest {
  Loan loan = 1;
}
message CountLoansRequest {}
"#;

fn library() -> tempfile::TempDir {
    let folder = vendored();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).expect("a file");
    write("counterpart.toml", SETTINGS);
    write("proto/book.proto", BOOKS);
    write("proto/loan.proto", LOANS);
    // A package that has nothing to show.
    write("proto/note.proto", CONTRACT);
    folder
}

fn drawn(format: &str) -> String {
    let output = run(library().path(), &["graph", "--format", format]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    told(&output)
}

#[test]
fn a_system_is_drawn_for_markdown() {
    assert_snapshot!(drawn("mermaid"));
}

#[test]
fn a_system_is_drawn_for_graphviz() {
    assert_snapshot!(drawn("dot"));
}

#[test]
fn a_system_is_told_to_programs() {
    assert_snapshot!(drawn("json"));
    let _: Value = serde_json::from_str(&drawn("json")).expect("JSON");
}

#[test]
fn a_wrong_contract_is_told_and_nothing_is_drawn() {
    let folder = project(SETTINGS);
    fs::write(
        folder.path().join("proto/test/note.proto"),
        CONTRACT.replace("string", "strin"),
    )
    .expect("a file");
    let output = run(folder.path(), &["graph", "--message-format", "short"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(told(&output).contains("error[C0005]"), "{}", told(&output));
}

/// With `UPDATE_DOCS=1`, the picture is written into the document.
#[test]
fn the_picture_in_the_documentation_is_that_of_the_shop() {
    let path = Path::new(REPOSITORY).join("docs/graph.md");
    let document = fs::read_to_string(&path).expect("the document");
    let output = run(Path::new(REPOSITORY), &["graph"]);
    let picture = told(&output);
    let (before, rest) = document.split_once("```mermaid\n").expect("a picture");
    let (shown, after) = rest.split_once("```\n").expect("the picture ends");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, format!("{before}```mermaid\n{picture}```\n{after}"))
            .expect("the document");
    } else {
        assert_eq!(shown, picture, "UPDATE_DOCS=1 draws it anew");
    }
}
