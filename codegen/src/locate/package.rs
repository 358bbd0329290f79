//! The package of a file that wasn't compiled yet.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_is_found_behind_comments() {
        let text = "// package no.v1;\nsyntax = \"proto3\";\n/* x */ package shop.a.v1;";
        assert_eq!(package_of(text), "shop.a.v1");
        assert_eq!(package_of("message A { string package = 1; }"), "");
    }
}
