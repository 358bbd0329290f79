//! What a file says of itself before it is compiled.

use std::ops::Range;

use super::token::{Kind, tokens};

/// The package that a proto file declares; empty if it declares none.
///
/// It is read from the text, so that files of packages that nobody asked for
/// needn't compile.
pub(crate) fn package_of(text: &str) -> String {
    let tokens = tokens(text, 0);
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        if token.is("{") {
            depth += 1;
        } else if token.is("}") {
            depth = depth.saturating_sub(1);
        }
        let begins = index == 0 || tokens[index - 1].is(";") || tokens[index - 1].is("}");
        if depth == 0
            && begins
            && token.text == "package"
            && let Some(name) = tokens.get(index + 1)
            && name.kind == Kind::Word
        {
            return name.text.to_owned();
        }
    }
    String::new()
}

/// Where a proto file says that it is of an edition, if it does.
pub(crate) fn edition_of(text: &str) -> Option<Range<usize>> {
    let tokens = tokens(text, 0);
    let first = tokens.first()?;
    let last = tokens.iter().find(|token| token.is(";"))?;
    (first.text == "edition").then_some(first.span.start..last.span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_the_first_statement() {
        let text = "// edition\nedition = \"2023\";\npackage a;";
        let span = edition_of(text).expect("there is one");
        assert_eq!(&text[span], "edition = \"2023\";");
        assert_eq!(edition_of("syntax = \"proto3\"; message edition {}"), None);
    }

    #[test]
    fn the_package_is_found_behind_comments() {
        let text = "// package no.v1;\nsyntax = \"proto3\";\n/* x */ package shop.a.v1;";
        assert_eq!(package_of(text), "shop.a.v1");
        assert_eq!(package_of("message A { string package = 1; }"), "");
    }
}
