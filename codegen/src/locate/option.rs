//! Finds a value inside an option's literal.
//!
//! Protobuf has three ways to write an option, all of which are understood:
//! `option (x) = {a: {b: 1}};` as a statement, `[(x) = {a: {b: 1}}]` at a
//! field, and `(x).a.b = 1` in both.

use std::ops::Range;

use super::token::{Kind, Token, tokens};

/// A value of a literal: where it stands, and the fields that lead to it.
struct Value<'a> {
    path: Vec<&'a str>,
    text: &'a str,
    span: Range<usize>,
    /// The name of the innermost field, or the option's own name.
    name: Range<usize>,
}

/// Finds the value, or the nearest thing around it, in a declaration's text
/// that stands at `base` in its file.
pub(super) fn find(
    text: &str,
    base: usize,
    extension: &str,
    path: &[&str],
    value: Option<&str>,
) -> Option<Range<usize>> {
    let tokens = tokens(text, base);
    let mut values = Vec::new();
    for (index, head) in heads(&tokens, extension) {
        read_assignment(&tokens, index, head, &mut values);
    }
    let exact = values
        .iter()
        .filter(|found| found.path.starts_with(path) && found.text != "{")
        .find(|found| value.is_none_or(|value| found.text == value));
    if let Some(found) = exact {
        return Some(found.span.clone());
    }
    // The field that would hold the value, from the innermost outwards.
    (0..=path.len()).rev().find_map(|depth| {
        let around = values
            .iter()
            .find(|found| found.path.starts_with(&path[..depth]))?;
        Some(around.name.clone())
    })
}

/// Finds the name of the nth message literal under a path, counted from zero.
pub(super) fn find_nth(
    text: &str,
    base: usize,
    extension: &str,
    path: &[&str],
    nth: usize,
) -> Option<Range<usize>> {
    let tokens = tokens(text, base);
    let mut values = Vec::new();
    for (index, head) in heads(&tokens, extension) {
        read_assignment(&tokens, index, head, &mut values);
    }
    let found = values
        .into_iter()
        .filter(|found| found.path == path)
        .nth(nth)?;
    Some(found.name)
}

/// Where options with this name begin: the index behind the name, and the
/// name's span. Only those of the declaration itself, not of what it contains.
fn heads(tokens: &[Token<'_>], extension: &str) -> Vec<(usize, Range<usize>)> {
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token.text {
            "{" if token.kind == Kind::Sign => depth += 1,
            "}" if token.kind == Kind::Sign => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 1 || !begins_option(tokens, index) {
            continue;
        }
        if let [open, name, close, ..] = &tokens[index..]
            && open.is("(")
            && close.is(")")
            && names(name.text, extension)
        {
            found.push((index + 3, open.span.start..close.span.end));
        } else if token.kind == Kind::Word && token.text == extension {
            found.push((index + 1, token.span.clone()));
        }
    }
    found
}

/// Whether an option's name may stand here: after `option`, `[` or `,`.
fn begins_option(tokens: &[Token<'_>], index: usize) -> bool {
    index
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .is_some_and(|before| before.text == "option" || before.is("[") || before.is(","))
}

/// Whether a written name can mean this extension: a name may be given from
/// any package around it (`v1.entity` inside `counterpart`).
fn names(written: &str, extension: &str) -> bool {
    let written = written.trim_start_matches('.');
    extension == written
        || extension
            .strip_suffix(written)
            .is_some_and(|front| front.ends_with('.'))
}

/// Reads `.a.b = value`, with `index` at the first token behind the name.
fn read_assignment<'a>(
    tokens: &[Token<'a>],
    mut index: usize,
    mut name: Range<usize>,
    values: &mut Vec<Value<'a>>,
) {
    let mut path = Vec::new();
    while let Some(token) = tokens.get(index) {
        index += 1;
        if token.is("=") {
            break;
        }
        if token.kind == Kind::Word && token.text.starts_with('.') {
            path.extend(token.text.split('.').filter(|part| !part.is_empty()));
            name = token.span.start + 1..token.span.end;
        }
    }
    read_value(tokens, &mut index, &path, &name, values);
}

/// Reads one value: a scalar, `{...}` or `[...]`.
fn read_value<'a>(
    tokens: &[Token<'a>],
    index: &mut usize,
    path: &[&'a str],
    name: &Range<usize>,
    values: &mut Vec<Value<'a>>,
) {
    let Some(token) = tokens.get(*index) else {
        return;
    };
    *index += 1;
    if token.is("{") {
        values.push(value(token, path, name));
        read_fields(tokens, index, path, values);
    } else if token.is("[") {
        while tokens.get(*index).is_some_and(|token| !token.is("]")) {
            if tokens[*index].is(",") {
                *index += 1;
            } else {
                read_value(tokens, index, path, name, values);
            }
        }
        *index += 1;
    } else {
        values.push(value(token, path, name));
    }
}

/// Reads the fields of a message literal up to its closing brace.
fn read_fields<'a>(
    tokens: &[Token<'a>],
    index: &mut usize,
    path: &[&'a str],
    values: &mut Vec<Value<'a>>,
) {
    while let Some(token) = tokens.get(*index) {
        *index += 1;
        if token.is("}") {
            return;
        }
        if token.kind != Kind::Word {
            continue;
        }
        if tokens.get(*index).is_some_and(|next| next.is(":")) {
            *index += 1;
        }
        let inner = [path, &[token.text]].concat();
        read_value(tokens, index, &inner, &token.span, values);
    }
}

fn value<'a>(token: &Token<'a>, path: &[&'a str], name: &Range<usize>) -> Value<'a> {
    Value {
        path: path.to_vec(),
        text: token.value(),
        span: token.span.clone(),
        name: name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, extension: &str, path: &[&str], value: Option<&str>) -> &'a str {
        find(text, 0, extension, path, value).map_or("", |span| &text[span])
    }

    const MESSAGE: &str = r#"message Product {
        option (counterpart.v1.entity) = {
            collection: "products"
            index: {fields: "slug" unique: true}
            index {fields: ["title", "sku"]}
            standard: [GET, LIST]
        };
        string sku = 1 [(counterpart.v1.field).id = "Sku", deprecated = true];
        message Inner { option (counterpart.v1.entity) = {collection: "inner"}; }
    }"#;

    #[test]
    fn a_value_in_a_statement_is_found() {
        let entity = "counterpart.v1.entity";
        assert_eq!(
            found(MESSAGE, entity, &["index", "fields"], Some("sku")),
            "\"sku\""
        );
        assert_eq!(found(MESSAGE, entity, &["index", "unique"], None), "true");
        assert_eq!(found(MESSAGE, entity, &["standard"], Some("LIST")), "LIST");
        assert_eq!(
            found(MESSAGE, entity, &["collection"], None),
            "\"products\""
        );
    }

    #[test]
    fn a_missing_value_gives_what_is_around_it() {
        let entity = "counterpart.v1.entity";
        assert_eq!(
            found(MESSAGE, entity, &["index", "fields"], Some("none")),
            "fields"
        );
        assert_eq!(
            found(MESSAGE, entity, &["shard_key"], None),
            "(counterpart.v1.entity)"
        );
        assert_eq!(
            found(MESSAGE, entity, &["collection"], Some("inner")),
            "collection"
        );
        assert_eq!(found(MESSAGE, "counterpart.v1.other", &[], None), "");
    }

    #[test]
    fn message_literals_are_counted() {
        let entity = "counterpart.v1.entity";
        let nth = |nth| find_nth(MESSAGE, 0, entity, &["index"], nth);
        assert_eq!(nth(0).map(|span| span.start), MESSAGE.find("index:"));
        assert_eq!(nth(1).map(|span| span.start), MESSAGE.find("index {"));
        assert_eq!(nth(2), None);
    }

    #[test]
    fn a_value_at_a_field_is_found_however_it_is_written() {
        let dotted = r#"string id = 1 [(counterpart.v1.field).id = "A", (google.api.field_behavior) = IDENTIFIER]"#;
        assert_eq!(
            found(dotted, "counterpart.v1.field", &["id"], None),
            "\"A\""
        );
        assert_eq!(
            found(dotted, "google.api.field_behavior", &[], Some("IDENTIFIER")),
            "IDENTIFIER"
        );
        let braces = r#"string id = 1 [deprecated = true, (.counterpart.v1.field) = {ref: "B"}]"#;
        assert_eq!(
            found(braces, "counterpart.v1.field", &["ref"], None),
            "\"B\""
        );
        assert_eq!(found(braces, "deprecated", &[], None), "true");
        let nested = "string s = 1 [(buf.validate.field).string.pattern = '[']";
        assert_eq!(
            found(nested, "buf.validate.field", &["string", "pattern"], None),
            "'['"
        );
    }
}
