//! The words of a proto file, as far as finding an option needs them.

use std::ops::Range;

/// A word or sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// Where it stands, in bytes from the start of the file.
    pub(super) span: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier, number or dotted path.
    Word,
    /// A quoted string, quotes included.
    Text,
    /// A single character.
    Sign,
}

impl<'a> Token<'a> {
    pub(super) fn is(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && self.text == sign
    }

    /// The value of a string without its quotes, or the word itself.
    pub(super) fn value(&self) -> &'a str {
        match self.kind {
            Kind::Text => self.text.get(1..self.text.len() - 1).unwrap_or_default(),
            Kind::Word | Kind::Sign => self.text,
        }
    }
}

/// Splits text that stands at `base` in its file into tokens, without comments.
pub(super) fn tokens(text: &str, base: usize) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(first) = text[rest..].chars().next() {
        let tail = &text[rest..];
        let (kind, length) = match first {
            _ if first.is_whitespace() => (None, first.len_utf8()),
            _ if tail.starts_with("//") || first == '#' => (None, line_length(tail)),
            _ if tail.starts_with("/*") => (None, block_length(tail)),
            '"' | '\'' => (Some(Kind::Text), string_length(tail, first)),
            _ if is_word(first) => (Some(Kind::Word), word_length(tail)),
            _ => (Some(Kind::Sign), first.len_utf8()),
        };
        if let Some(kind) = kind {
            found.push(Token {
                kind,
                text: &tail[..length],
                span: base + rest..base + rest + length,
            });
        }
        rest += length;
    }
    found
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-' | '+')
}

fn word_length(tail: &str) -> usize {
    tail.find(|letter| !is_word(letter)).unwrap_or(tail.len())
}

fn line_length(tail: &str) -> usize {
    tail.find('\n').unwrap_or(tail.len())
}

fn block_length(tail: &str) -> usize {
    tail.find("*/").map_or(tail.len(), |end| end + 2)
}

/// The length of a string literal with its quotes; a backslash guards the
/// character behind it.
fn string_length(tail: &str, quote: char) -> usize {
    let mut guarded = false;
    for (index, letter) in tail.char_indices().skip(1) {
        if guarded {
            guarded = false;
        } else if letter == '\\' {
            guarded = true;
        } else if letter == quote {
            return index + 1;
        }
    }
    tail.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out_and_strings_stay_whole() {
        let text = "a: \"x // \\\" y\" /* b */ [c.d] // e\n# f\ng";
        let words: Vec<&str> = tokens(text, 0).iter().map(|token| token.text).collect();
        assert_eq!(words, ["a", ":", "\"x // \\\" y\"", "[", "c.d", "]", "g"]);
    }

    #[test]
    fn unfinished_text_ends_with_the_file() {
        assert_eq!(tokens("\"abc", 0).len(), 1);
        assert!(tokens("/* abc", 0).is_empty());
        assert_eq!(tokens("ü", 7)[0].span, 7..9);
    }
}
