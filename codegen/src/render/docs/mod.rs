//! Comments of a contract as documentation of Rust.

mod code;
mod comment;
mod elements;
mod links;
mod text;

pub(super) use comment::Comment;
pub(super) use elements::Elements;
pub(super) use links::Side;

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
        let mut docs = String::new();
        let linked = text::linked(&text, &self.target(&comment.element));
        for line in code::lines(&text, &linked) {
            docs.push_str(format!("/// {}", shown(&line)).trim_end());
            docs.push('\n');
        }
        docs
    }

    /// As [`Self::of`], and a paragraph behind it, which is Markdown already.
    pub(super) fn with(&self, comment: &Comment<'_>, otherwise: &str, paragraph: &str) -> String {
        let mut docs = self.of(comment, otherwise);
        if !paragraph.is_empty() {
            docs.push_str(&format!("///\n/// {paragraph}\n"));
        }
        docs
    }

    /// A line of a comment, with its links.
    pub(super) fn line(&self, comment: &Comment<'_>, line: &str) -> String {
        text::linked(line, &self.target(&comment.element))
    }

    /// What a name in the comment of this element leads to.
    fn target(&self, element: &str) -> impl Fn(&str) -> Option<String> {
        move |name| links::path(&self.rendering, self.package, self.side, element, name)
    }
}

/// A line without what the compiler refuses in comments: letters that turn the
/// direction of text, and ends of lines in the middle of one.
fn shown(line: &str) -> String {
    let mut output = String::with_capacity(line.len());
    for letter in line.chars() {
        match letter {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                output.extend(letter.escape_unicode());
            }
            '\r' => output.push(' '),
            letter => output.push(letter),
        }
    }
    output
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
