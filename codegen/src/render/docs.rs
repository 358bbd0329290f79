//! Comments of a contract as documentation of Rust.

use super::markdown;

/// The comment as lines that begin with `///`, each ended; nothing for an empty
/// comment.
pub(super) fn docs(comment: &str) -> String {
    lines(comment, "///")
}

/// The comment as lines that begin with `//!`.
pub(super) fn inner_docs(comment: &str) -> String {
    lines(comment, "//!")
}

/// The comment, or `otherwise` if the contract has none: a line of Markdown, which
/// isn't escaped.
pub(super) fn docs_or(comment: &str, otherwise: &str) -> String {
    if comment.is_empty() {
        format!("/// {otherwise}\n")
    } else {
        docs(comment)
    }
}

/// Rust code as an example.
pub(super) fn example(code: &str) -> String {
    let mut example = String::from("/// ```\n");
    for line in code.lines() {
        example.push_str(format!("/// {line}").trim_end());
        example.push('\n');
    }
    example.push_str("/// ```\n");
    example
}

/// The first paragraph of a comment in one line, without the dot at its end.
pub(super) fn summary(comment: &str) -> String {
    let paragraph: Vec<&str> = comment
        .lines()
        .take_while(|line| !line.trim().is_empty())
        .map(str::trim)
        .collect();
    paragraph.join(" ").trim_end_matches('.').to_owned()
}

fn lines(comment: &str, mark: &str) -> String {
    let mut output = String::new();
    for line in markdown::lines(comment) {
        output.push_str(format!("{mark} {line}").trim_end());
        output.push('\n');
    }
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_the_mark() {
        assert_eq!(docs("One.\n\nTwo."), "/// One.\n///\n/// Two.\n");
        assert_eq!(inner_docs("One."), "//! One.\n");
        assert_eq!(docs(""), "");
    }

    #[test]
    fn a_summary_is_the_first_paragraph() {
        assert_eq!(summary("One\nline.\n\nMore."), "One line");
    }
}
