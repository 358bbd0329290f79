//! Statements, items and fields: what stands in lines of its own.

use super::layout::{Layout, Span, WIDTH, deeper};
use super::tokens::{Kind, Token};

impl Layout<'_> {
    /// Writes the statements, items or fields inside of braces, each in its lines.
    pub(super) fn statements(&mut self, span: Span, indent: usize) {
        let has_arms = self.find(span, |token| token.is("=>")).is_some();
        let mut from = span.from;
        while from < span.to {
            let to = self.end_of_statement(Span::new(from, span.to));
            let token = self.tokens[from];
            if token.kind == Kind::Comment && token.lines == 0 && from > span.from {
                self.space();
            } else {
                if token.lines > 1 && from > span.from {
                    self.empty_line();
                }
                // A file doesn't begin with a line end.
                if from > 0 {
                    self.line(indent);
                }
            }
            let has_comma = has_arms && !self.tokens[to - 1].is("}");
            self.element(Span::new(from, to), indent, has_comma.then_some(","));
            from = to;
        }
    }

    /// Where a statement ends: behind its separator, or with its line.
    fn end_of_statement(&self, span: Span) -> usize {
        if self.tokens[span.from].kind == Kind::Comment {
            return span.from + 1;
        }
        if let Some(end) = self.attribute(span) {
            return end;
        }
        for at in self.outer(span) {
            let token = &self.tokens[at];
            if at > span.from && token.lines > 0 && !self.goes_on(at) {
                return at;
            }
            if token.kind == Kind::Comment && at > span.from {
                return at;
            }
            if token.is(";") || token.is(",") {
                return at + 1;
            }
        }
        span.to
    }

    /// The end of the attribute that a statement begins with.
    fn attribute(&self, span: Span) -> Option<usize> {
        let open = match &self.tokens[span.from..span.to] {
            [sharp, open, ..] if sharp.is("#") && open.is("[") => open,
            [sharp, bang, open, ..] if sharp.is("#") && bang.is("!") && open.is("[") => open,
            _ => return None,
        };
        Some(open.pair + 1)
    }

    /// Whether a token at the start of a line continues the line before.
    fn goes_on(&self, at: usize) -> bool {
        let (before, token) = (&self.tokens[at - 1], &self.tokens[at]);
        let continues =
            |token: &Token<'_>| matches!(token.text, "." | "?" | "=" | "=>" | "->" | ":");
        continues(token)
            || token.is_word("else")
            || token.is_word("where")
            || self.is_operator(at)
            || (continues(before) && before.text != "?")
            || matches!(before.text, "&&" | "||" | "+")
    }

    /// Writes one element with its separator. `missing` is the separator that it
    /// gets if it has none.
    pub(super) fn element(&mut self, span: Span, indent: usize, missing: Option<&str>) {
        let last = &self.tokens[span.to - 1];
        let is_separated = last.is(",") || last.is(";");
        let to = span.to - usize::from(is_separated);
        let separator = if is_separated {
            Some(last.text)
        } else {
            missing
        };
        let is_braced = self.arm_or_any(Span::new(span.from, to), indent, separator);
        if let Some(separator) = separator
            && !(is_braced && separator == ",")
        {
            self.write(separator);
        }
    }

    /// What stands between a block and what follows it.
    fn behind_block(&mut self, next: usize, to: usize, indent: usize) {
        if next >= to {
            return;
        }
        let token = &self.tokens[next];
        if token.text == "." && token.lines > 0 {
            self.line(indent);
        } else if self.has_gap(next) {
            self.space();
        }
    }

    /// Writes tokens in one line, but for the blocks among them.
    pub(super) fn around_blocks(&mut self, span: Span, indent: usize) {
        let (mut from, mut at) = (span.from, span.from);
        while at < span.to {
            if self.is_block(at) {
                self.flat(Span::new(from, at + 1));
                self.statements(Span::new(at + 1, self.tokens[at].pair), deeper(indent));
                self.line(indent);
                at = self.tokens[at].pair;
                self.write("}");
                from = at + 1;
                self.behind_block(from, span.to, indent);
            }
            at += 1;
        }
        self.flat(Span::new(from, span.to));
    }

    /// Whether tokens fit if the blocks among them are opened.
    pub(super) fn fits_around_blocks(&self, span: Span, indent: usize, behind: usize) -> bool {
        let (mut column, mut from, mut at) = (self.column(), span.from, span.from);
        while at < span.to {
            if self.tokens[at].kind == Kind::Comment {
                return false;
            }
            if self.is_block(at) {
                if column + self.width(Span::new(from, at + 1)) > WIDTH {
                    return false;
                }
                at = self.tokens[at].pair;
                (from, column) = (at, indent);
            }
            at += 1;
        }
        column + self.width(Span::new(from, span.to)) + behind <= WIDTH
    }
}
