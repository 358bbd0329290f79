//! Lays tokens out in lines.
//!
//! What fits in a line stays in one. What doesn't is broken at the outermost
//! place that its form offers ([`breaks`](super::breaks)), and so on inwards.

use super::tokens::{Kind, Token};

/// Columns of a line.
pub(super) const WIDTH: usize = 100;

/// Spaces of a level.
const INDENT: usize = 4;

/// Tokens `from..to`, which belong to one statement, item or element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Span {
    pub(super) const fn new(from: usize, to: usize) -> Self {
        Self { from, to }
    }

    pub(super) fn is_empty(self) -> bool {
        self.from >= self.to
    }
}

/// The text so far, and what is known of the tokens.
pub(super) struct Layout<'a> {
    pub(super) tokens: &'a [Token<'a>],
    /// How wide the tokens before this one are in one line.
    widths: Vec<usize>,
    /// How many of the tokens before this one keep a line from being one.
    walls: Vec<usize>,
    text: String,
    column: usize,
}

impl<'a> Layout<'a> {
    pub(super) fn new(tokens: &'a [Token<'a>]) -> Self {
        let mut layout = Self {
            tokens,
            widths: Vec::with_capacity(tokens.len() + 1),
            walls: Vec::with_capacity(tokens.len() + 1),
            text: String::new(),
            column: 0,
        };
        let (mut width, mut walls) = (0, 0);
        layout.widths.push(0);
        layout.walls.push(0);
        for (at, token) in tokens.iter().enumerate() {
            if !layout.is_dropped(at) {
                width += usize::from(layout.has_gap(at)) + token.text.chars().count();
            }
            walls += usize::from(token.kind == Kind::Comment || layout.is_block(at));
            layout.widths.push(width);
            layout.walls.push(walls);
        }
        layout
    }

    pub(super) fn into_text(mut self) -> String {
        self.text.push('\n');
        self.text
    }

    /// Whether a brace opens a block whose statements stand in lines of their own:
    /// where the template breaks the line, and where there is a `;` or an arm.
    pub(super) fn is_block(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.text == "{"
            && token.kind == Kind::Open
            && token.pair > at + 1
            && (self.tokens[at + 1].lines > 0
                || self
                    .find(Span::new(at + 1, token.pair), |t| t.is(";") || t.is("=>"))
                    .is_some())
    }

    /// A comma at the end of a list that the template broke into lines.
    fn is_dropped(&self, at: usize) -> bool {
        self.tokens[at].text == ","
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.kind == Kind::Close && next.lines > 0)
    }

    /// Whether there is space before a token where all stands in one line.
    pub(super) fn has_gap(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let Some(before) = at.checked_sub(1).map(|before| &self.tokens[before]) else {
            return false;
        };
        let is_empty = before.kind == Kind::Open && token.kind == Kind::Close;
        if is_empty || matches!(token.text, "." | "?" | "," | ";") {
            return false;
        }
        if token.lines == 0 {
            return token.is_spaced;
        }
        let is_tight = before.kind == Kind::Open && before.text != "{"
            || token.kind == Kind::Close && token.text != "}";
        !is_tight
    }

    /// The width of tokens in one line.
    pub(super) fn width(&self, span: Span) -> usize {
        if span.is_empty() {
            return 0;
        }
        let gap = usize::from(self.has_gap(span.from) && !self.is_dropped(span.from));
        self.widths[span.to] - self.widths[span.from] - gap
    }

    pub(super) fn has_walls(&self, span: Span) -> bool {
        self.walls[span.to] > self.walls[span.from]
    }

    /// Whether tokens fit in the rest of the line, with some letters behind them.
    pub(super) fn fits(&self, span: Span, behind: usize) -> bool {
        !self.has_walls(span) && self.column + self.width(span) + behind <= WIDTH
    }

    /// Whether tokens fit in a line of this level.
    pub(super) fn fits_at(&self, indent: usize, span: Span, behind: usize) -> bool {
        !self.has_walls(span) && indent + self.width(span) + behind <= WIDTH
    }

    /// The first token outside of inner brackets that is so.
    pub(super) fn find(&self, span: Span, is_so: impl Fn(&Token<'_>) -> bool) -> Option<usize> {
        self.outer(span).find(|at| is_so(&self.tokens[*at]))
    }

    /// The tokens outside of inner brackets, with the opening ones.
    pub(super) fn outer(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let mut at = span.from;
        std::iter::from_fn(move || {
            let this = at;
            if this >= span.to {
                return None;
            }
            let token = &self.tokens[this];
            at = if token.kind == Kind::Open {
                token.pair.max(this) + 1
            } else {
                this + 1
            };
            Some(this)
        })
    }

    pub(super) fn write(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += text.chars().count();
    }

    /// Whether the line so far is but closing brackets.
    pub(super) fn is_closing(&self) -> bool {
        let line = self.text.rsplit('\n').next().unwrap_or_default();
        let line = line.trim_start();
        !line.is_empty() && line.chars().all(|letter| matches!(letter, ')' | ']' | '}'))
    }

    pub(super) fn space(&mut self) {
        self.write(" ");
    }

    pub(super) fn empty_line(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn column(&self) -> usize {
        self.column
    }

    pub(super) fn line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    /// Writes tokens in one line.
    pub(super) fn flat(&mut self, span: Span) {
        for at in span.from..span.to {
            if self.is_dropped(at) && at + 1 < span.to {
                continue;
            }
            if at > span.from && self.has_gap(at) {
                self.space();
            }
            let text = self.tokens[at].text;
            self.write(text);
        }
    }

    /// Writes tokens as they fit.
    pub(super) fn any(&mut self, span: Span, indent: usize, behind: usize) {
        if self.fits(span, behind) {
            self.flat(span);
        } else if !span.is_empty() {
            self.broken(span, indent, behind);
        }
    }

    /// Whether a token is an operator between two operands.
    pub(super) fn is_operator(&self, at: usize) -> bool {
        let is_sign = |token: &Token<'_>| {
            token.kind == Kind::Sign
                && matches!(
                    token.text,
                    "||" | "&&"
                        | "=="
                        | "!="
                        | "<"
                        | ">"
                        | "<="
                        | ">="
                        | "+"
                        | "-"
                        | "*"
                        | "/"
                        | "|"
                        | "&"
                )
        };
        let next = self.tokens.get(at + 1);
        is_sign(&self.tokens[at])
            && self.tokens[at].is_spaced
            && next.is_some_and(|next| next.is_spaced)
            && at > 0
            && !matches!(self.tokens[at - 1].kind, Kind::Open)
    }
}

pub(super) const fn deeper(indent: usize) -> usize {
    indent + INDENT
}
