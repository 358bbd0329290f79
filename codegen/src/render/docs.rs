//! Comments of a contract as documentation of Rust.

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
    let mut fenced = false;
    for line in comment.lines() {
        let is_fence = line.trim_start().starts_with("```");
        let line = match (is_fence, fenced) {
            // Code of a contract is no Rust, so rustdoc must not run it.
            (true, false) if line.trim() == "```" => format!("{line}text"),
            (true, _) | (_, true) => line.to_owned(),
            (false, false) => escape(line),
        };
        fenced ^= is_fence;
        output.push_str(mark);
        if !line.is_empty() {
            output.push(' ');
            output.push_str(line.trim_end());
        }
        output.push('\n');
    }
    if fenced {
        output.push_str(mark);
        output.push_str(" ```\n");
    }
    output
}

/// Keeps rustdoc from reading links and HTML into plain text.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let mut in_code = false;
    for letter in line.chars() {
        match letter {
            '`' => in_code = !in_code,
            '[' | ']' | '<' | '>' if !in_code => escaped.push('\\'),
            _ => {}
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_code_is_not() {
        assert_eq!(
            docs("A list[0] of `Vec<u8>` <b>"),
            "/// A list\\[0\\] of `Vec<u8>` \\<b\\>\n"
        );
    }

    #[test]
    fn code_of_a_contract_is_not_run_as_rust() {
        assert_eq!(
            docs("See:\n```\nx = 1\n```"),
            "/// See:\n/// ```text\n/// x = 1\n/// ```\n"
        );
    }

    #[test]
    fn an_open_fence_is_closed() {
        assert_eq!(docs("```\nx"), "/// ```text\n/// x\n/// ```\n");
    }

    #[test]
    fn a_summary_is_the_first_paragraph() {
        assert_eq!(summary("One\nline.\n\nMore."), "One line");
    }
}
