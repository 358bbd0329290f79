//! Formats generated Rust, in the look of `rustfmt`.
//!
//! Generated code looks the same on every machine, whatever toolchain is
//! installed, and a thousand entities are 40 MB of it: `rustfmt` would take half
//! a minute. So it is formatted here, token by token; only space and the commas
//! and braces that go with a line end are changed. What a template says of lines
//! counts: a break behind a brace keeps a block open, an empty line stays.

mod breaks;
mod layout;
mod lists;
mod statements;
mod tokens;

use std::path::Path;

use self::layout::{Layout, Span};
use super::{Content, Files};
use crate::parallel;

/// Formats all text files.
pub fn format(files: &Files) -> Files {
    let all: Vec<(&str, &Content)> = files.iter().collect();
    let formatted = parallel::map(&all, |(path, content)| match content {
        Content::Text(text) if is_rust(path) => Content::Text(rust(text)),
        Content::Text(text) => Content::Text(with_line_end(text)),
    });
    let paths = all.iter().map(|(path, _)| (*path).to_owned());
    paths.zip(formatted).collect()
}

fn is_rust(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending == "rs")
}

/// Text files end with exactly one line end.
fn with_line_end(text: &str) -> String {
    format!("{}\n", text.trim_end_matches('\n'))
}

/// Formats the text of a file.
fn rust(text: &str) -> String {
    let tokens = tokens::tokens(text);
    let mut layout = Layout::new(&tokens);
    layout.statements(Span::new(0, tokens.len()), 0);
    layout.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_formatted(text: &str, expected: &str) {
        assert_eq!(rust(text), expected);
        assert_eq!(rust(expected), expected, "a second time changes nothing");
    }

    #[test]
    fn lines_are_indented_and_empty_ones_are_single() {
        assert_formatted(
            "/// A\nstruct A {\n/// B\n    b: u8,\n\n\n  c: u8,\n\n}\n\n\nstruct C { }",
            "/// A\nstruct A {\n    /// B\n    b: u8,\n\n    c: u8,\n}\n\nstruct C {}\n",
        );
    }

    #[test]
    fn a_name_that_no_line_has_room_for_is_left_as_it_is() {
        let name = "A".repeat(120);
        assert_formatted(
            &format!("static {name}: Rule = Rule::of(\"this > 0\");"),
            &format!("static {name}: Rule =\n    Rule::of(\"this > 0\");\n"),
        );
    }

    #[test]
    fn what_fits_is_joined_and_what_does_not_is_broken_at_its_outermost_list() {
        assert_formatted(
            "fn f(\n    a: u8,\n    b: u8,\n) -> u8;",
            "fn f(a: u8, b: u8) -> u8;\n",
        );
        let long = "a_rather_long_argument_of_a_call";
        assert_formatted(
            &format!("f({long}, g({long}), {long});"),
            &format!("f(\n    {long},\n    g({long}),\n    {long},\n);\n"),
        );
    }

    #[test]
    fn a_chain_is_broken_before_its_calls() {
        let call = "with_a_name_that_is_rather_long(1)";
        assert_formatted(
            &format!("let a = b().{call}.{call}.{call}.await?;"),
            &format!("let a = b()\n    .{call}\n    .{call}\n    .{call}\n    .await?;\n"),
        );
    }

    #[test]
    fn operands_stand_below_each_other() {
        let name = "a_rather_long_operand_of_a_sum";
        assert_formatted(
            &format!("{name} + {name} + {name} * {name}"),
            &format!("{name}\n    + {name}\n    + {name} * {name}\n"),
        );
    }

    #[test]
    fn an_arm_that_is_too_long_gets_braces() {
        let body =
            "a_function_with_a_rather_long_name_that_is_called(with_an_argument, and_another)";
        assert_formatted(
            &format!("match a {{\n    1 if it_is_so => {body},\n    _ => b,\n}}"),
            &format!(
                "match a {{\n    1 if it_is_so => {{\n        {body}\n    }}\n    _ => b,\n}}\n"
            ),
        );
    }

    #[test]
    fn a_block_behind_a_pattern_that_is_wider_than_a_line_is_not_doubled() {
        let name = "A".repeat(60);
        let path = format!("{name}::{name}");
        let pattern =
            format!("    Some(\n        {path}(\n            member,\n        ),\n    ) => {{\n");
        let arm = format!("{pattern}        f(member);\n    }}\n");
        assert_formatted(
            &format!(
                "match a {{\n\
                 Some({path}(member)) => {{ f(member); }}\n\
                 Some({path}(member)) => {{\nf(member);\n}}\n\
                 _ => b,\n}}"
            ),
            &format!("match a {{\n{arm}{arm}    _ => b,\n}}\n"),
        );
    }

    #[test]
    fn a_block_behind_a_head_that_is_wider_than_a_line_is_no_list() {
        let head = format!("impl Enumeration for {} {{", "A".repeat(90));
        assert_formatted(
            &format!("{head}\n    const A: u8 = 1;\n    fn f() {{\n        1\n    }}\n}}"),
            &format!("{head}\n    const A: u8 = 1;\n    fn f() {{\n        1\n    }}\n}}\n"),
        );
    }

    #[test]
    fn who_sees_an_item_stands_in_its_line() {
        let name = "A".repeat(90);
        assert_formatted(
            &format!("pub(crate) static {name}: Descriptor = Descriptor::new(1);"),
            &format!("pub(crate) static {name}: Descriptor =\n    Descriptor::new(1);\n"),
        );
    }

    #[test]
    fn imports_fill_their_lines() {
        let names = ["Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; 4].join(", ");
        assert_formatted(
            &format!("use a::b::{{{names}}};"),
            "use a::b::{\n    Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, \
             Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,\n    Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,\n};\n",
        );
    }

    #[test]
    fn only_rust_is_formatted() {
        let mut files = Files::default();
        files.text("a/Cargo.toml", "a   = 1".to_owned());
        files.text("a/src/lib.rs", "pub fn a( ) { }".to_owned());
        let formatted = format(&files);
        let text = |text: &str| Content::Text(text.to_owned());
        assert_eq!(formatted.get("a/Cargo.toml"), Some(&text("a   = 1\n")));
        assert_eq!(
            formatted.get("a/src/lib.rs"),
            Some(&text("pub fn a() {}\n"))
        );
    }
}
