//! Plain HTTP with JSON.

use crate::library::{Bed, get, patch, post, send};
use http::Method;
use serde_json::json;

#[tokio::test]
async fn a_path_variable_reaches_the_method_and_the_answer_is_json() {
    let bed = Bed::start().await;
    let answer = get(&bed, "/v1/books/a%20b").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(
        answer.json(),
        json!({
            "id": "a b",
            "title": "Momo",
            "pages": "1152921504606846976",
            "createTime": "1970-01-01T00:00:01.500Z",
        })
    );
}

#[tokio::test]
async fn the_query_sets_what_the_path_does_not() {
    let bed = Bed::start().await;
    let path = "/v1/books?pageSize=5&genres=GENRE_NOVEL&genres=2&author.name=Ende&in_print=false&words=a%26b";
    let answer = get(&bed, path).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(
        answer.json()["books"][0]["title"],
        "ListBooksRequest { page_size: 5, genres: [GENRE_NOVEL, GENRE_POETRY], \
         author: Author { name: \"Ende\" }, in_print: false, words: [\"a&b\"] }"
    );
}

#[tokio::test]
async fn a_query_that_fits_no_field_is_refused_by_name() {
    let bed = Bed::start().await;
    for (path, field, description) in [
        (
            "/v1/books?color=red",
            "color",
            "is no field of test.library.v1.ListBooksRequest",
        ),
        ("/v1/books?pageSize=many", "page_size", "must be an integer"),
        (
            "/v1/books?pageSize=5000000000",
            "page_size",
            "is out of range",
        ),
        (
            "/v1/books?pageSize=1&page_size=2",
            "page_size",
            "is given twice",
        ),
        ("/v1/books?inPrint=1", "in_print", "must be true or false"),
        (
            "/v1/books?genres=NOVEL",
            "genres",
            "must be the name of a value of test.library.v1.Genre",
        ),
        (
            "/v1/books?author=Ende",
            "author",
            "must be an object, not a text",
        ),
        ("/v1/books/7?id=8", "id", "is given by the path"),
    ] {
        let answer = get(&bed, path).await;
        assert_eq!(answer.status, 400, "{path}: {answer:?}");
        let violation = &answer.json()["details"][0]["fieldViolations"][0];
        assert_eq!(violation["field"], field, "{path}");
        assert_eq!(violation["description"], description, "{path}");
    }
}

#[tokio::test]
async fn a_body_can_be_one_field_and_what_clients_do_not_set_is_ignored() {
    let bed = Bed::start().await;
    let body = r#"{"id": "mine", "title": "Momo", "author": {"name": "Ende"}, "genres": ["GENRE_NOVEL"],
        "pages": 304, "create_time": "2026-01-02T03:04:05Z"}"#;
    let answer = post(&bed, "/v1/books", body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(
        answer.json(),
        json!({
            "title": "Momo",
            "author": {"name": "Ende"},
            "genres": ["GENRE_NOVEL"],
            "pages": "304",
        })
    );
}

#[tokio::test]
async fn a_body_can_be_the_whole_request_behind_a_verb() {
    let bed = Bed::start().await;
    let answer = post(&bed, "/v1/books/7:move", r#"{"shelf": "b"}"#).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.json(), json!({}));
    let answer = post(&bed, "/v1/books/7:move?shelf=b", "{}").await;
    assert_eq!(answer.status, 400, "{answer:?}");
}

#[tokio::test]
async fn an_update_changes_what_its_mask_names() {
    let bed = Bed::start().await;
    let path = "/v1/books/7?updateMask=title,author.name";
    let body = r#"{"title": "Jim Knopf", "author": {"name": "Ende"}, "pages": -5}"#;
    let answer = patch(&bed, path, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let book = answer.json();
    assert_eq!(book["id"], "7");
    assert_eq!(book["title"], "Jim Knopf");
    assert_eq!(book["author"]["name"], "Ende");
    assert_eq!(book["pages"], "1152921504606846976");
}

#[tokio::test]
async fn a_mask_that_names_what_cannot_change_is_refused() {
    let bed = Bed::start().await;
    for (mask, reason) in [
        ("", "FIELD_MASK_EMPTY"),
        ("tilte", "FIELD_MASK_UNKNOWN"),
        ("id", "FIELD_MASK_READ_ONLY"),
        ("createTime", "FIELD_MASK_READ_ONLY"),
        ("etag", "FIELD_MASK_READ_ONLY"),
        ("genres.x", "FIELD_MASK_TOO_DEEP"),
    ] {
        let path = format!("/v1/books/7?updateMask={mask}");
        let answer = patch(&bed, &path, r#"{"title": "x"}"#).await;
        assert_eq!(answer.status, 400, "{mask}: {answer:?}");
        let violation = &answer.json()["details"][0]["fieldViolations"][0];
        assert_eq!(violation["field"], "update_mask", "{mask}");
        assert_eq!(violation["reason"], reason, "{mask}");
    }
    let answer = patch(&bed, "/v1/books/7", r#"{"title": "x"}"#).await;
    let violation = &answer.json()["details"][0]["fieldViolations"][0];
    assert_eq!(violation["field"], "update_mask");
    assert_eq!(violation["reason"], "REQUIRED");
}

#[tokio::test]
async fn a_broken_rule_comes_back_beside_its_field() {
    let bed = Bed::start().await;
    let answer = post(
        &bed,
        "/v1/books",
        r#"{"genres": ["GENRE_NOVEL", 7], "pages": "-1"}"#,
    )
    .await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.json(),
        json!({
            "code": 3,
            "message": "book.title: value is required (and 2 more)",
            "details": [{
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [
                    {"field": "book.title", "description": "value is required", "reason": "REQUIRED"},
                    {
                        "field": "book.genres[1]",
                        "description": "value must be one of the defined enum values",
                        "reason": "ENUM_DEFINED_ONLY",
                    },
                    {
                        "field": "book.pages",
                        "description": "must be greater than or equal to 0",
                        "reason": "INT64_GTE",
                    },
                ],
            }],
        })
    );
}

#[tokio::test]
async fn what_the_service_refuses_keeps_its_code_and_details() {
    let bed = Bed::start().await;
    let answer = get(&bed, "/v1/books/missing").await;
    assert_eq!(answer.status, 404);
    assert_eq!(
        answer.json(),
        json!({"code": 5, "message": "there is no book `missing`"})
    );
    let answer = post(&bed, "/v1/books", r#"{"title": "taken"}"#).await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.json()["details"][0]["fieldViolations"][0]["reason"],
        "TAKEN"
    );
    let answer = post(&bed, "/v1/books/7:move", r#"{"shelf": "full"}"#).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["code"], 9);
}

#[tokio::test]
async fn a_body_that_is_wrong_says_where() {
    let bed = Bed::start().await;
    for (body, message) in [
        (
            r#"{"title": 5}"#,
            "book.title: must be a text, not a number",
        ),
        (
            r#"{"author": {"nmae": "x"}}"#,
            "book.author.nmae: is no field of test.library.v1.Author",
        ),
        (
            r#"{"genres": ["GENRE_NOVEL", "X"]}"#,
            "book.genres[1]: must be the name of a value of test.library.v1.Genre",
        ),
        (
            r#"{"title": "a", "title": "b"}"#,
            "book.title: is given twice",
        ),
        (
            r#"{"title": }"#,
            "the body is not JSON: expected value (line 1, column 11)",
        ),
        ("[]", "book: must be an object, not a list"),
    ] {
        let answer = post(&bed, "/v1/books", body).await;
        assert_eq!(answer.status, 400, "{body}: {answer:?}");
        assert_eq!(answer.json()["message"], message, "{body}");
    }
    for (content_type, body) in [
        ("application/x-www-form-urlencoded", "title=x"),
        ("application/json; charset=utf-16", r#"{"title": "x"}"#),
    ] {
        let headers = [("content-type", content_type)];
        let answer = send(&bed, Method::POST, "/v1/books", &headers, body).await;
        assert_eq!(answer.status, 400, "{answer:?}");
    }
    let answer = send(&bed, Method::GET, "/v1/books", &[], "{}").await;
    assert_eq!(answer.json()["message"], "this path takes no body");
}

#[tokio::test]
async fn a_path_that_nobody_serves_is_not_found() {
    let bed = Bed::start().await;
    for path in ["/", "/v1", "/v1/bookss", "/v1/books/7/8", "/v1/books/"] {
        let answer = get(&bed, path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json()["code"], 5, "{path}");
    }
    let answer = send(&bed, Method::DELETE, "/v1/books", &[], "").await;
    assert_eq!(answer.status, 405);
    let mut allowed: Vec<_> = answer.header("allow").split(", ").collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "POST"]);
}
