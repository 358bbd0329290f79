//! Code in a comment.
//!
//! It is no Rust, but rustdoc compiles and runs what stands indented or in a
//! fence that names no other language.

use std::ops::RangeInclusive;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Words by which rustdoc takes a fence for Rust.
const OF_RUST: [&str; 6] = [
    "rust",
    "should_panic",
    "no_run",
    "compile_fail",
    "test_harness",
    "standalone_crate",
];

/// A block of code, by the numbers of its lines.
struct Code {
    lines: RangeInclusive<usize>,
    /// What opens and closes it; `None` of code that is only indented.
    fence: Option<String>,
}

/// The lines of a comment whose code isn't run. `text` is the same comment, line
/// by line, with what its text is replaced by.
pub(super) fn lines(comment: &str, text: &str) -> Vec<String> {
    let trimmed = |text: &'_ str| -> Vec<String> {
        text.lines()
            .map(|line| line.trim_end().to_owned())
            .collect()
    };
    let (code, text) = (trimmed(comment), trimmed(text));
    let code: Vec<&str> = code.iter().map(String::as_str).collect();
    let mut output = Vec::with_capacity(code.len());
    let mut next = 0;
    for block in code_in(comment) {
        let (first, last) = block.lines.into_inner();
        output.extend_from_slice(&text[next..first]);
        let lines = &code[first..=last];
        match block.fence {
            Some(fence) => fenced(lines, &fence, &mut output),
            None => indented(lines, &mut output),
        }
        next = last + 1;
    }
    output.extend_from_slice(&text[next..]);
    output
}

fn code_in(comment: &str) -> impl Iterator<Item = Code> {
    let line_of = |at: usize| comment[..at].matches('\n').count();
    let events = Parser::new_ext(comment, Options::empty()).into_offset_iter();
    events.filter_map(move |(event, range)| {
        let Event::Start(Tag::CodeBlock(kind)) = event else {
            return None;
        };
        let text = comment[range.clone()].trim_end();
        let fence = match kind {
            CodeBlockKind::Indented => None,
            CodeBlockKind::Fenced(_) => {
                let mark = text.chars().next()?;
                Some(text.chars().take_while(|letter| *letter == mark).collect())
            }
        };
        let lines = line_of(range.start)..=line_of(range.start + text.len());
        Some(Code { lines, fence })
    })
}

/// A fence is closed if the comment has left it open.
fn fenced(block: &[&str], fence: &str, output: &mut Vec<String>) {
    let (opening, rest) = block.split_first().unwrap_or((&"", &[]));
    output.push(not_run(opening, fence));
    output.extend(rest.iter().map(|line| (*line).to_owned()));
    let is_closed = rest
        .last()
        .is_some_and(|line| line.trim().trim_start_matches(fence).is_empty() && !line.is_empty());
    if !is_closed {
        output.push(fence.to_owned());
    }
}

/// The first line of a fence, such that rustdoc doesn't run what follows.
fn not_run(opening: &str, fence: &str) -> String {
    let info = opening.trim_start().trim_start_matches(fence).trim();
    let mut words = info.split([',', ' ', '\t']);
    if info.is_empty() {
        format!("{opening}text")
    } else if words.any(|word| OF_RUST.contains(&word) || word.starts_with("edition")) {
        format!("{opening},ignore")
    } else {
        opening.to_owned()
    }
}

fn indented(block: &[&str], output: &mut Vec<String>) {
    let fence = if block.iter().any(|line| line.contains("```")) {
        "~~~"
    } else {
        "```"
    };
    let depth = |line: &&&str| line.len() - line.trim_start().len();
    let filled = || block.iter().filter(|line| !line.is_empty());
    let code = filled().map(|line| depth(&line)).min().unwrap_or_default();
    // In an item of a list, the block stands below the item's text.
    let margin = " ".repeat(code.saturating_sub(4));
    output.push(format!("{margin}{fence}text"));
    output.extend(block.iter().map(|line| match line.get(code..) {
        Some(line) if !line.is_empty() => format!("{margin}{line}"),
        _ => String::new(),
    }));
    output.push(format!("{margin}{fence}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(comment: &str) -> String {
        lines(comment, comment).join("\n")
    }

    #[test]
    fn code_that_names_no_language_is_text() {
        assert_eq!(
            written("See:\n```\nx = 1\n```"),
            "See:\n```text\nx = 1\n```"
        );
        assert_eq!(written("~~~~\nx = 1\n~~~~"), "~~~~text\nx = 1\n~~~~");
    }

    #[test]
    fn rust_in_a_contract_is_not_run() {
        for words in ["rust", "no_run", "rust,should_panic", "edition2021"] {
            assert_eq!(
                written(&format!("```{words}\nx()\n```")),
                format!("```{words},ignore\nx()\n```")
            );
        }
    }

    #[test]
    fn indented_code_gets_a_fence() {
        assert_eq!(
            written("Such as:\n\n    if x:\n        y[0]\n\n    z\n\nMore [text]."),
            "Such as:\n\n```text\nif x:\n    y[0]\n\nz\n```\n\nMore [text]."
        );
    }

    #[test]
    fn indented_code_of_an_item_stays_in_it() {
        assert_eq!(
            written("- An item:\n\n      code\n\n    its second paragraph\n"),
            "- An item:\n\n  ```text\n  code\n  ```\n\n    its second paragraph"
        );
    }

    #[test]
    fn an_open_fence_is_closed() {
        assert_eq!(written("```\nx"), "```text\nx\n```");
        assert_eq!(written("```"), "```text\n```");
    }
}
