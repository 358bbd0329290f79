//! What stands between two brackets, each element in its lines.

use super::layout::{Layout, Span, deeper};
use super::tokens::{Kind, Token};

impl Layout<'_> {
    /// Writes brackets and their elements, each in its lines.
    pub(super) fn list(&mut self, open: usize, indent: usize) {
        let close = self.tokens[open].pair;
        let text = self.tokens[open].text;
        if open > 0 && self.tokens[open].is_spaced && self.needs_gap(open) {
            self.space();
        }
        self.write(text);
        let elements = self.elements(open);
        let has_commas = self.has_commas(open);
        let is_filled = text == "[" && elements.iter().all(|e| self.before_comma(*e) == e.from + 1);
        for (index, element) in elements.iter().enumerate() {
            let word = Span::new(element.from, self.before_comma(*element));
            if is_filled && index > 0 && self.fits(word, " ,".len()) {
                self.space();
            } else {
                self.line(deeper(indent));
            }
            let is_base = self.tokens[element.from].is("..");
            let is_comment = self.tokens[element.from].kind == Kind::Comment;
            let comma = (has_commas && !is_base && !is_comment).then_some(",");
            self.element(*element, deeper(indent), comma);
        }
        self.line(indent);
        let closing = self.tokens[close].text;
        self.write(closing);
    }

    /// Writes a list with as many elements in each line as fit.
    pub(super) fn filled(&mut self, open: usize, span: Span, indent: usize) {
        let close = self.tokens[open].pair;
        self.flat(Span::new(span.from, open + 1));
        self.line(deeper(indent));
        let elements = self.elements(open);
        for (index, element) in elements.iter().enumerate() {
            let text = Span::new(element.from, self.before_comma(*element));
            if index > 0 {
                if self.fits(text, " ,".len()) {
                    self.space();
                } else {
                    self.line(deeper(indent));
                }
            }
            self.flat(text);
            self.write(",");
        }
        self.line(indent);
        self.flat(Span::new(close, span.to));
    }

    /// The elements between two brackets, with their commas.
    fn elements(&self, open: usize) -> Vec<Span> {
        let inner = Span::new(open + 1, self.tokens[open].pair);
        let mut elements = Vec::new();
        let mut from = inner.from;
        for at in self.outer(inner) {
            let token = &self.tokens[at];
            if token.is(",") || token.kind == Kind::Comment {
                elements.push(Span::new(from, at + 1));
                from = at + 1;
            }
        }
        if from < inner.to {
            elements.push(Span::new(from, inner.to));
        }
        elements
    }

    fn before_comma(&self, span: Span) -> usize {
        span.to - usize::from(self.tokens[span.to - 1].is(","))
    }

    /// Whether the last element of a broken list has a comma behind it.
    fn has_commas(&self, open: usize) -> bool {
        let token = &self.tokens[open];
        let inner = Span::new(open + 1, token.pair);
        let holds = |text: &str| {
            self.find(inner, |token: &Token<'_>| token.is(text))
                .is_some()
        };
        let before = open.checked_sub(1).map(|before| &self.tokens[before]);
        let is_call = !token.is_spaced
            && before.is_some_and(|before| {
                matches!(before.kind, Kind::Word | Kind::Close) || before.is("!")
            });
        match token.text {
            "(" => holds(",") || is_call,
            "[" => !holds(";"),
            _ => holds(",") || holds(":"),
        }
    }

    /// Whether space stands before a bracket that was written apart from it.
    fn needs_gap(&self, open: usize) -> bool {
        self.tokens[open - 1].kind != Kind::Open
    }

    /// The brace of `use a::{b, c}`.
    pub(super) fn import(&self, span: Span) -> Option<usize> {
        let is_use = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.is_word("use"))
        };
        (is_use(span.from) || is_use(span.from + 1)).then_some(())?;
        self.find(span, |token| token.is("{"))
    }
}
