//! Which paths fit which templates.

use counterpart::message::{FieldDescriptor, Kind, MessageDescriptor};

use super::Template;
use crate::protocol::HEALTH;

static BOOK: MessageDescriptor = MessageDescriptor::new(
    "test.v1.Book",
    &[
        FieldDescriptor::new(1, "id", "id", Kind::Text),
        FieldDescriptor::new(2, "tags", "tags", Kind::Text).repeated(),
    ],
);

static REQUEST: MessageDescriptor = MessageDescriptor::new(
    "test.v1.Request",
    &[
        FieldDescriptor::new(1, "id", "id", Kind::Text),
        FieldDescriptor::new(2, "book", "book", Kind::Message(&BOOK)).optional(),
        FieldDescriptor::new(3, "parent", "parent", Kind::Text),
    ],
);

/// The variables' values as `id=value`, or `None` if the path doesn't fit.
fn matched(template: &'static str, path: &str) -> Option<String> {
    let template = Template::parse(template, &REQUEST).expect("the template is right");
    let bound = template.matches(path)?;
    let shown: Vec<_> = bound
        .iter()
        .map(|bound| {
            let names: Vec<_> = bound.fields.iter().map(|field| field.name).collect();
            format!("{}={}", names.join("."), bound.text)
        })
        .collect();
    Some(shown.join(" "))
}

#[test]
fn paths_fit_templates_as_google_api_http_says() {
    for (template, path, expected) in [
        ("/v1/books", "/v1/books", Some("")),
        ("/v1/books", "/v1/books/", None),
        ("/v1/books", "/v1/Books", None),
        ("/v1/books", "/v1/boo%6Bs", Some("")),
        ("/v1/books/{id}", "/v1/books/7", Some("id=7")),
        ("/v1/books/{id}", "/v1/books/", None),
        ("/v1/books/{id}", "/v1/books", None),
        ("/v1/books/{id}", "/v1/books/7/8", None),
        ("/v1/books/{id}", "/v1/books/a%2Fb%20c", Some("id=a/b c")),
        ("/v1/books/{id}", "/v1/books/%FF", None),
        ("/v1/books/{id}", "/v1/books/7:move", Some("id=7:move")),
        ("/v1/books/{book.id}", "/v1/books/7", Some("book.id=7")),
        ("/v1/books/{id}:move", "/v1/books/7:move", Some("id=7")),
        ("/v1/books/{id}:move", "/v1/books/7", None),
        ("/v1/books/{id}:move", "/v1/books/:move", None),
        ("/v1/books:count", "/v1/books:count", Some("")),
        ("/v1/*/{id}", "/v1/any/7", Some("id=7")),
        (
            "/v1/{parent=shelves/*}/books",
            "/v1/shelves/3/books",
            Some("parent=shelves/3"),
        ),
        ("/v1/{parent=shelves/*}/books", "/v1/boxes/3/books", None),
        ("/v1/{parent=**}", "/v1/a/b/c", Some("parent=a/b/c")),
        (
            "/v1/{parent=**}",
            "/v1/a/b%2Fc/%20",
            Some("parent=a/b%2Fc/ "),
        ),
        (
            "/v1/{parent=**}",
            "/v1/%2f%2F%%2f/%2/%252f%C3%A9",
            Some("parent=%2f%2F%%2f/%2/%2fé"),
        ),
        ("/v1/{parent=**}", "/v1/a%2F/%FF", None),
        ("/v1/{parent=files/**}", "/v1/files", Some("parent=files")),
        (
            "/v1/{parent=shelves/*}/{id}",
            "/v1/shelves/3/7",
            Some("parent=shelves/3 id=7"),
        ),
    ] {
        let actual = matched(template, path);
        assert_eq!(actual.as_deref(), expected, "{template} and {path}");
    }
}

#[test]
fn a_template_that_cannot_be_served_is_refused() {
    for (template, expected) in [
        ("v1/books", "a path begins with `/`"),
        ("/v1//books", "a segment of the path is empty"),
        ("/v1/books:", "no verb stands behind `:`"),
        ("/v1/{id", "the braces don't match"),
        ("/v1/id}", "the braces don't match"),
        (
            "/v1/a{id}",
            "a segment is a word, `*`, `**` or a variable in braces",
        ),
        ("/v1/{parent=**}/books", "`**` stands at the end"),
        (
            "/v1/{name}",
            "the variable {name} is no field of test.v1.Request",
        ),
        ("/v1/{book}", "the variable {book} is no single value"),
        (
            "/v1/{book.tags}",
            "the variable {book.tags} is no single value",
        ),
        (
            "/v1/{id.id}",
            "the variable {id.id} goes into id, which has no fields",
        ),
    ] {
        let error = Template::parse(template, &REQUEST).expect_err(template);
        assert_eq!(error.to_string(), expected, "{template}");
    }
}

/// Read again from the start for each slash, it would take hours.
#[test]
fn a_value_of_many_encoded_slashes_is_read_in_one_pass() {
    let slashes = "%2F".repeat(1 << 20);
    let path = format!("/v1/{slashes}/a");
    let matched = matched("/v1/{parent=**}", &path);
    assert_eq!(matched, Some(format!("parent={slashes}/a")));
}

#[test]
fn templates_are_judged_as_by_the_generator() {
    let table = include_str!("../../../tests/path_templates.txt");
    let mut judged = 0;
    for line in table.lines() {
        let (word, path) = line.split_once(' ').unwrap_or((line, ""));
        let is_good = match word {
            "good" => true,
            "bad" => false,
            _ => continue,
        };
        let is_served = path != HEALTH && Template::parse(path, &REQUEST).is_ok();
        assert_eq!(is_served, is_good, "{path:?}");
        judged += 1;
    }
    assert!(judged > 20, "the table has its form");
}
