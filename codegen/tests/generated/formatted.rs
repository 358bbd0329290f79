//! Formatting changes how code looks, and nothing else.

use counterpart_codegen::steps::Content;

use crate::rendered::{self, reading};

/// Space, and what is put before or behind a line end: commas, and the braces
/// around the arm of a `match`.
fn without_looks(content: &Content) -> Vec<u8> {
    let is_looks = |byte: &u8| byte.is_ascii_whitespace() || b",{}".contains(byte);
    let bytes = content.as_bytes().iter().copied();
    bytes.filter(|byte| !is_looks(byte)).collect()
}

#[test]
fn formatting_changes_only_space_commas_and_braces() {
    let reading = reading();
    let (raw, formatted) = (rendered::raw(&reading), rendered::files(&reading));
    for (path, content) in raw.iter() {
        let formatted = formatted.get(path).expect("no file is lost");
        assert_eq!(
            String::from_utf8_lossy(&without_looks(content)),
            String::from_utf8_lossy(&without_looks(formatted)),
            "{path}"
        );
    }
}

#[test]
fn formatting_a_second_time_changes_nothing() {
    let files = rendered::files(&reading());
    let again = counterpart_codegen::steps::format(&files);
    for (path, content) in files.iter() {
        assert_eq!(again.get(path), Some(content), "{path}");
    }
}

#[test]
fn no_line_is_longer_than_it_must_be() {
    let files = rendered::files(&reading());
    let long: Vec<String> = files
        .iter()
        .filter(|(path, _)| path.contains("/src/") && !path.contains(".binpb"))
        .flat_map(|(path, content)| {
            let text = String::from_utf8_lossy(content.as_bytes()).into_owned();
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.into_iter().map(move |line| format!("{path}: {line}"))
        })
        .filter(|line| {
            let (_, text) = line.split_once(": ").unwrap_or_default();
            let is_text = text.contains('"') || text.trim_start().starts_with("//");
            // A name of that length leaves its line nothing to break.
            let is_long = |word: &str| word.len() > 60;
            let is_name = text
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(is_long);
            text.chars().count() > 100 && !is_text && !is_name
        })
        .collect();
    assert_eq!(long, [] as [String; 0]);
}
