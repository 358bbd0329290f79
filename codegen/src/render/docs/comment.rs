//! The comment of one element, and what it says of its end.

use crate::model::{Enum, EnumValue, Field, Message, Method, Service};
use crate::render::literal;

/// How the paragraph begins that says what to use instead (AIP-192).
const DEPRECATED: &str = "Deprecated:";

/// The comment of an element of a contract.
pub(in crate::render) struct Comment<'a> {
    /// The element's full name.
    pub(super) element: String,
    text: &'a str,
    is_deprecated: bool,
}

impl<'a> Comment<'a> {
    pub(in crate::render) fn message(message: &'a Message) -> Self {
        Self::new(&message.full_name, &message.docs, message.deprecated)
    }

    pub(in crate::render) fn field(message: &Message, field: &'a Field) -> Self {
        let name = format!("{}.{}", message.full_name, field.name);
        Self::new(&name, &field.docs, field.deprecated)
    }

    pub(in crate::render) fn oneof(message: &'a Message, oneof: usize) -> Self {
        let oneof = &message.oneofs[oneof];
        let name = format!("{}.{}", message.full_name, oneof.name);
        Self::new(&name, &oneof.docs, false)
    }

    pub(in crate::render) fn enumeration(declared: &'a Enum) -> Self {
        Self::new(&declared.full_name, &declared.docs, declared.deprecated)
    }

    pub(in crate::render) fn value(declared: &Enum, value: &'a EnumValue) -> Self {
        let name = format!("{}.{}", declared.full_name, value.name);
        Self::new(&name, &value.docs, value.deprecated)
    }

    pub(in crate::render) fn service(service: &'a Service) -> Self {
        Self::new(&service.full_name, &service.docs, service.deprecated)
    }

    pub(in crate::render) fn method(service: &Service, method: &'a Method) -> Self {
        let name = format!("{}.{}", service.full_name, method.name);
        Self::new(&name, &method.docs, method.deprecated)
    }

    fn new(element: &str, text: &'a str, is_deprecated: bool) -> Self {
        Self {
            element: element.to_owned(),
            text,
            is_deprecated,
        }
    }

    /// What the comment says, without what the attribute says.
    pub(super) fn text(&self) -> String {
        if !self.is_deprecated {
            return self.text.to_owned();
        }
        let others = paragraphs(self.text).filter(|paragraph| !paragraph.starts_with(DEPRECATED));
        others.collect::<Vec<_>>().join("\n\n")
    }

    /// The first paragraph in one line, without the dot at its end.
    pub(in crate::render) fn summary(&self) -> String {
        let text = self.text();
        let first = paragraphs(&text).next().map(in_one_line);
        first.unwrap_or_default().trim_end_matches('.').to_owned()
    }

    /// The attribute of what the contract calls deprecated.
    pub(in crate::render) fn deprecated(&self) -> String {
        if !self.is_deprecated {
            return String::new();
        }
        let said = paragraphs(self.text).find_map(|paragraph| paragraph.strip_prefix(DEPRECATED));
        let note = match said.map(in_one_line) {
            Some(note) if !note.is_empty() => note,
            _ => format!("the contract calls `{}` deprecated", self.element),
        };
        format!("#[deprecated(note = {})]\n", literal::text(&note))
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(|part| part.trim_matches('\n'))
}

fn in_one_line(paragraph: &str) -> String {
    let lines: Vec<&str> = paragraph.lines().map(str::trim).collect();
    lines.join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_the_first_paragraph() {
        let comment = Comment::new("a.B", "One\nline.\n\nMore.", false);
        assert_eq!(comment.summary(), "One line");
    }

    #[test]
    fn what_the_contract_says_of_the_end_is_the_note() {
        let text = "What it is.\n\nDeprecated: Use `c`\ninstead.\n\nMore.";
        let comment = Comment::new("a.B.b", text, true);
        assert_eq!(comment.text(), "What it is.\n\nMore.");
        assert_eq!(
            comment.deprecated(),
            "#[deprecated(note = \"Use `c` instead.\")]\n"
        );
        let in_use = Comment::new("a.B.b", text, false);
        assert_eq!(in_use.text(), text);
        assert_eq!(in_use.deprecated(), "");
    }

    #[test]
    fn without_a_word_of_it_the_note_names_the_element() {
        let comment = Comment::new("a.B.b", "What it is.", true);
        assert_eq!(
            comment.deprecated(),
            "#[deprecated(note = \"the contract calls `a.B.b` deprecated\")]\n"
        );
    }
}
