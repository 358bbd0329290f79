//! Comments of a contract as documentation of Rust.

mod code;
mod comment;
mod elements;
mod links;
mod text;

pub(super) use comment::Comment;
pub(super) use elements::Elements;
pub(super) use links::{Side, plain};

use super::Rendering;

/// The crate that comments are shown in, and what can be linked there.
#[derive(Clone, Copy)]
pub(super) struct Docs<'a> {
    rendering: Rendering<'a>,
    package: &'a str,
    side: Side,
}

impl<'a> Docs<'a> {
    pub(super) fn new(rendering: Rendering<'a>, package: &'a str, side: Side) -> Self {
        Self {
            rendering,
            package,
            side,
        }
    }

    /// The comment as lines that begin with `///`, each ended; `otherwise` if the
    /// contract has none: a line of Markdown, which isn't escaped.
    pub(super) fn of(&self, comment: &Comment<'_>, otherwise: &str) -> String {
        let text = comment.text();
        if text.is_empty() {
            return format!("/// {otherwise}\n");
        }
        self.marked(&comment.element, &text, "///")
    }

    /// The text, which is from the comment of this element, as lines that begin with `//!`.
    pub(super) fn inner(&self, element: &str, text: &str) -> String {
        self.marked(element, text, "//!")
    }

    fn marked(&self, element: &str, text: &str, mark: &str) -> String {
        let target =
            |name: &str| links::path(&self.rendering, self.package, self.side, element, name);
        let mut output = String::new();
        for line in code::lines(text, &text::linked(text, &target)) {
            output.push_str(format!("{mark} {line}").trim_end());
            output.push('\n');
        }
        output
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
