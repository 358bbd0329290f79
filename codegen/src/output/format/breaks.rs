//! Where a line that is too long is broken.

use super::layout::{Layout, Span, deeper};
use super::tokens::Kind;

/// Operators by what they bind, the loosest first.
const LEVELS: [&[&str]; 5] = [
    &["||"],
    &["&&"],
    &["==", "!=", "<", ">", "<=", ">="],
    &["|", "&", "+", "-"],
    &["*", "/"],
];

impl Layout<'_> {
    /// Writes an element; whether it is an arm of a `match` that got braces,
    /// which need no comma behind them.
    pub(super) fn arm_or_any(
        &mut self,
        span: Span,
        indent: usize,
        separator: Option<&str>,
    ) -> bool {
        let behind = separator.map_or(0, str::len);
        if self.fits(span, behind) {
            self.flat(span);
            return false;
        }
        if let Some(arrow) = self.find(span, |token| token.is("=>")) {
            self.arm(span, arrow, indent)
        } else {
            self.broken(span, indent, behind);
            false
        }
    }

    fn arm(&mut self, span: Span, arrow: usize, indent: usize) -> bool {
        let pattern = Span::new(span.from, arrow);
        self.any(pattern, indent, " =>".len());
        self.write(" => ");
        let body = Span::new(arrow + 1, span.to);
        let comma = ",".len();
        if self.fits(body, comma) {
            self.flat(body);
            return false;
        }
        // Also behind a pattern that leaves no room in its line.
        if self.is_braced(body) {
            self.write("{");
            self.statements(Span::new(body.from + 1, body.to - 1), deeper(indent));
            self.line(indent);
            self.write("}");
            return true;
        }
        if self.has_walls(body) && self.fits_around_blocks(body, indent, comma) {
            self.around_blocks(body, indent);
            return self.tokens[body.from].text == "{";
        }
        let gets_braces = self.fits_at(deeper(indent), body, 0)
            || self.has_walls(body)
            || !self.links(body).is_empty()
            || self.operators(body).is_some();
        if !gets_braces {
            self.broken(body, indent, comma);
            return false;
        }
        self.write("{");
        self.line(deeper(indent));
        self.any(body, deeper(indent), 0);
        self.line(indent);
        self.write("}");
        true
    }

    /// Whether braces hold all that stands here, and there is something.
    fn is_braced(&self, span: Span) -> bool {
        let first = &self.tokens[span.from];
        let is_all = first.kind == Kind::Open && first.pair + 1 == span.to;
        first.text == "{" && is_all && first.pair > span.from + 1
    }

    /// Writes what doesn't fit in the rest of the line.
    pub(super) fn broken(&mut self, span: Span, indent: usize, behind: usize) {
        if let Some(open) = self.import(span) {
            return self.filled(open, span, indent);
        }
        let links = self.links(span);
        let is_late = |at: usize| links.last().is_none_or(|last| at > *last);
        let is_plain = links.len() < 2 || self.first_wall(span).is_none_or(is_late);
        if is_plain && self.has_walls(span) && self.fits_around_blocks(span, indent, behind) {
            return self.around_blocks(span, indent);
        }
        if let Some(open) = self.parameters(span) {
            self.flat(Span::new(span.from, open));
            self.list(open, indent);
            let rest = Span::new(self.tokens[open].pair + 1, span.to);
            return self.rest(rest, indent);
        }
        if let Some(equals) = self.find(span, |token| token.is("=")) {
            return self.assignment(span, equals, indent, behind);
        }
        if let Some(operators) = self.operators(span) {
            return self.operands(span, &operators, indent, behind);
        }
        if self.is_chain(span, &links, indent, behind) {
            return self.chain(span, &links, indent, behind);
        }
        // A block is no list, even if what stands before it is wider than a line.
        match self.breakable(span).filter(|open| !self.is_block(*open)) {
            Some(open) => {
                let before = Span::new(span.from, open);
                self.any(before, indent, 1);
                self.list(open, indent);
                let rest = Span::new(self.tokens[open].pair + 1, span.to);
                self.rest(rest, indent);
            }
            None => self.around_blocks(span, indent),
        }
    }

    /// Writes what follows a closing bracket.
    fn rest(&mut self, span: Span, indent: usize) {
        if !span.is_empty() && self.has_gap(span.from) {
            self.space();
        }
        self.around_blocks(span, indent);
    }

    fn first_wall(&self, span: Span) -> Option<usize> {
        (span.from..span.to).find(|at| self.has_walls(Span::new(*at, at + 1)))
    }

    /// The bracket of a function's parameters.
    fn parameters(&self, span: Span) -> Option<usize> {
        let function = self.find(span, |token| token.is_word("fn"))?;
        self.find(Span::new(function, span.to), |token| token.is("("))
    }

    fn assignment(&mut self, span: Span, equals: usize, indent: usize, behind: usize) {
        // Without the sign: a name that is too long for the line has nothing to
        // break, and would be looked at again for ever.
        self.any(Span::new(span.from, equals), indent, " =".len());
        if self.has_gap(equals) {
            self.space();
        }
        self.flat(Span::new(equals, equals + 1));
        let value = Span::new(equals + 1, span.to);
        let is_next = !self.fits(value, behind + 1)
            && !self.has_walls(value)
            && self.begins_in_next_line(value, deeper(indent), behind);
        if is_next {
            self.line(deeper(indent));
            self.any(value, deeper(indent), behind);
        } else {
            self.space();
            self.any(value, indent, behind);
        }
    }

    /// Whether a value begins in a line of its own: if that keeps it in one line,
    /// or its first part whole.
    fn begins_in_next_line(&self, value: Span, indent: usize, behind: usize) -> bool {
        if self.operators(value).is_some() {
            return false;
        }
        let links = self.links(value);
        let is_struct = self.tokens[value.to - 1].is("}");
        if links.len() < 2 && !is_struct && self.fits_at(indent, value, behind) {
            return true;
        }
        let first = match (links.as_slice(), self.last_list(value)) {
            ([first, _, ..], _) => Span::new(value.from, *first),
            (_, Some(open)) => Span::new(value.from, open + 1),
            (_, None) => return true,
        };
        !self.fits(first, " ".len()) && self.fits_at(indent, first, 0)
    }

    /// The last bracket with something in it.
    fn last_list(&self, span: Span) -> Option<usize> {
        let is_list = |at: &usize| self.tokens[*at].is_open() && self.tokens[*at].pair > at + 1;
        self.outer(span).filter(is_list).last()
    }

    /// The operators that bind loosest.
    fn operators(&self, span: Span) -> Option<Vec<usize>> {
        LEVELS.iter().find_map(|level| {
            let found: Vec<usize> = self
                .outer(span)
                .filter(|at| self.is_operator(*at) && level.contains(&self.tokens[*at].text))
                .collect();
            (!found.is_empty()).then_some(found)
        })
    }

    fn operands(&mut self, span: Span, operators: &[usize], indent: usize, behind: usize) {
        let ends = operators.iter().copied().chain([span.to]);
        let mut from = span.from;
        for (index, to) in ends.enumerate() {
            if index > 0 {
                let rest = Span::new(from - 1, span.to);
                if self.is_closing() && self.fits(rest, behind + 1) {
                    self.space();
                } else {
                    self.line(deeper(indent));
                }
                self.flat(Span::new(from - 1, from));
                self.space();
            }
            let indent = if index > 0 { deeper(indent) } else { indent };
            let behind = if to == span.to { behind } else { 0 };
            self.any(Span::new(from, to), indent, behind);
            from = to + 1;
        }
    }

    /// The dots of a chain of calls before which its lines may break.
    fn links(&self, span: Span) -> Vec<usize> {
        let dots: Vec<usize> = self
            .outer(span)
            .filter(|at| self.tokens[*at].is(".") && *at > span.from)
            .collect();
        // A short name and the fields of the first value stay with it.
        let is_call = |dot: usize| {
            let end = dots.iter().find(|other| **other > dot).unwrap_or(&span.to);
            self.find(Span::new(dot, *end), |token| token.is("("))
                .is_some()
        };
        let is_short = |dot: usize| dot == span.from + 1 && self.tokens[span.from].text.len() <= 4;
        let is_await = |dot: usize| self.tokens[dot + 1].is_word("await");
        let is_link = |dot: usize| (is_call(dot) || is_await(dot)) && !is_short(dot);
        let first = dots.iter().position(|dot| is_link(*dot));
        first.map_or_else(Vec::new, |first| dots[first..].to_vec())
    }

    /// Whether a chain is broken before its dots, and not inside of its last call.
    fn is_chain(&self, span: Span, links: &[usize], indent: usize, behind: usize) -> bool {
        match links {
            [] => false,
            [only] => {
                let head = Span::new(span.from, *only);
                let tail = Span::new(*only, span.to);
                !self.fits(head, 0) || self.fits_at(deeper(indent), tail, behind)
            }
            _ => true,
        }
    }

    fn chain(&mut self, span: Span, links: &[usize], indent: usize, behind: usize) {
        let first = links.first().copied().unwrap_or(span.to);
        self.any(Span::new(span.from, first), indent, 0);
        // Behind a list that was broken, the dots stand below its closing bracket.
        let indent = if self.is_closing() {
            indent
        } else {
            deeper(indent)
        };
        for (index, from) in links.iter().enumerate() {
            let to = links.get(index + 1).copied().unwrap_or(span.to);
            let behind = if to == span.to { behind } else { 0 };
            self.line(indent);
            self.any(Span::new(*from, to), indent, behind);
        }
    }

    /// The bracket whose inside is put into lines of its own: the last one that
    /// the line reaches; the only element's last one if it has but one.
    fn breakable(&self, span: Span) -> Option<usize> {
        // `pub(crate)` is one word.
        let is_word = |at: usize| at > 0 && self.tokens[at - 1].is_word("pub");
        let is_open = |at: &usize| {
            self.tokens[*at].is_open() && self.tokens[*at].pair > at + 1 && !is_word(*at)
        };
        let candidates: Vec<usize> = self.outer(span).filter(is_open).collect();
        let reached = |at: &&usize| self.fits(Span::new(span.from, **at + 1), 0);
        let open = *candidates
            .iter()
            .rev()
            .find(reached)
            .or(candidates.first())?;
        // An attribute takes no comma behind its only element.
        if open > 0 && self.tokens[open].text == "[" && self.tokens[open - 1].is("#") {
            return self.breakable(Span::new(open + 1, self.tokens[open].pair));
        }
        let (token, is_last) = (&self.tokens[open], self.tokens[open].pair + 1 == span.to);
        let inner = Span::new(open + 1, token.pair);
        let is_only = self.find(inner, |token| token.is(",")).is_none()
            && self.tokens[inner.to - 1].kind == Kind::Close
            && token.text == "(";
        if !is_last || !is_only || self.operators(inner).is_some() || self.links(inner).len() > 1 {
            return Some(open);
        }
        let nested = self.breakable(inner).filter(|nested| {
            let head = Span::new(span.from, nested + 1);
            self.tokens[*nested].pair + 1 == inner.to && self.fits(head, 0)
        });
        Some(nested.unwrap_or(open))
    }
}
