//! Rust text as tokens that know their partner bracket.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, a keyword, a lifetime, or a literal.
    Word,
    /// An operator or a separator.
    Sign,
    /// A comment up to the end of its line.
    Comment,
    /// `(`, `[` or `{`, the `<` of generics, the first `|` of a closure.
    Open,
    /// The partner of one of these.
    Close,
}

/// A piece of Rust.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) kind: Kind,
    /// How many lines end between it and the token before.
    pub(super) lines: usize,
    /// Whether there is space between it and the token before.
    pub(super) is_spaced: bool,
    /// The index of the partner of a bracket; its own one otherwise.
    pub(super) pair: usize,
}

impl Token<'_> {
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text && self.kind != Kind::Word
    }

    pub(super) fn is_word(&self, text: &str) -> bool {
        self.text == text && self.kind == Kind::Word
    }

    /// A bracket inside which lines may end.
    pub(super) fn is_open(&self) -> bool {
        self.kind == Kind::Open && matches!(self.text, "(" | "[" | "{")
    }
}

/// Signs of several characters, the longer ones first. `>>` isn't among them:
/// it may close two generics.
const SIGNS: [&str; 19] = [
    "..=", "...", "::", "->", "=>", "==", "!=", "<=", "&&", "||", "..", "+=", "-=", "*=", "/=",
    "%=", "^=", "&=", "|=",
];

/// Splits text into tokens. Whatever it is, the tokens hold all of it but space.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(text.len() / 4);
    let mut open: Vec<usize> = Vec::new();
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start();
        let space = &rest[..rest.len() - trimmed.len()];
        let Some(first) = trimmed.chars().next() else {
            break;
        };
        let length = length(trimmed, first, !space.is_empty());
        let (word, behind) = trimmed.split_at(length);
        let mut token = Token {
            text: word,
            kind: kind(first, word),
            lines: space.bytes().filter(|byte| *byte == b'\n').count(),
            is_spaced: !space.is_empty(),
            pair: tokens.len(),
        };
        pair(&mut token, behind, &mut tokens, &mut open);
        tokens.push(token);
        rest = behind;
    }
    tokens
}

fn kind(first: char, word: &str) -> Kind {
    match first {
        '/' if word.starts_with("//") => Kind::Comment,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        '"' | '\'' => Kind::Word,
        _ if is_name(first) || word.starts_with("/*") => Kind::Word,
        _ => Kind::Sign,
    }
}

fn is_name(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric()
}

/// The length of the first token in bytes.
fn length(text: &str, first: char, is_spaced: bool) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return text.find("*/").map_or(text.len(), |end| end + 2);
    }
    if let Some(length) = literal(text) {
        return length;
    }
    if first.is_ascii_digit() {
        return number(text);
    }
    if is_name(first) {
        return name(text);
    }
    if text.starts_with(">=") && is_spaced {
        return 2;
    }
    let sign = SIGNS.iter().find(|sign| text.starts_with(**sign));
    sign.map_or(first.len_utf8(), |sign| sign.len())
}

fn name(text: &str) -> usize {
    let raw = if text.starts_with("r#") { 2 } else { 0 };
    let end = text[raw..].find(|letter| !is_name(letter));
    end.map_or(text.len(), |end| raw + end)
}

fn number(text: &str) -> usize {
    let whole = name(text);
    let mut letters = text[whole..].chars();
    let has_part =
        letters.next() == Some('.') && letters.next().is_some_and(|c| c.is_ascii_digit());
    let end = if has_part {
        whole + 1 + name(&text[whole + 1..])
    } else {
        whole
    };
    let has_exponent = text[..end].ends_with(['e', 'E']) && text[end..].starts_with(['-', '+']);
    if has_exponent && !text.starts_with("0x") {
        end + 1 + name(&text[end + 1..])
    } else {
        end
    }
}

/// The length of a string, a character or a lifetime.
fn literal(text: &str) -> Option<usize> {
    let prefix = text.len() - text.trim_start_matches(['b', 'c', 'r']).len();
    let (front, quoted) = text.split_at(prefix);
    if prefix > 2 {
        return None;
    }
    let hashes = quoted.len() - quoted.trim_start_matches('#').len();
    if front.ends_with('r') && quoted[hashes..].starts_with('"') {
        let end = format!("\"{}", "#".repeat(hashes));
        let inner = prefix + hashes + 1;
        let found = text[inner..].find(&end);
        return Some(found.map_or(text.len(), |at| inner + at + end.len()));
    }
    match quoted.chars().next()? {
        '"' => Some(prefix + closed_by(quoted, '"')),
        '\'' if front.is_empty() && !is_character(quoted) => Some(1 + name(&quoted[1..])),
        '\'' if !front.ends_with(['r', 'c']) => Some(prefix + closed_by(quoted, '\'')),
        _ => None,
    }
}

/// Whether `'` begins a character, and not a lifetime.
fn is_character(text: &str) -> bool {
    let mut letters = text.chars().skip(1);
    letters.next() == Some('\\') || letters.next() == Some('\'')
}

/// The length of what begins and ends with a quote.
fn closed_by(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Finds the partner of a closing bracket, and tells generics from a comparison
/// and a closure from an alternative.
fn pair<'a>(token: &mut Token<'a>, behind: &str, tokens: &mut [Token<'a>], open: &mut Vec<usize>) {
    let place = tokens.len();
    let partner = match token.text {
        _ if token.kind == Kind::Word => return,
        "(" | "[" | "{" => None,
        "<" if !behind.starts_with(char::is_whitespace) => None,
        "|" if begins_expression(tokens) => None,
        ")" => Some("("),
        "]" => Some("["),
        "}" => Some("{"),
        ">" => Some("<"),
        "|" => Some("|"),
        _ => return,
    };
    let Some(partner) = partner else {
        token.kind = Kind::Open;
        open.push(place);
        return;
    };
    if token.kind == Kind::Close {
        // What is still open inside was no bracket.
        while let Some(inner) = open.pop_if(|inner| tokens[*inner].text != partner) {
            tokens[inner].kind = Kind::Sign;
        }
    }
    if let Some(found) = open.pop_if(|inner| tokens[*inner].text == partner) {
        token.kind = Kind::Close;
        token.pair = found;
        tokens[found].pair = place;
    }
}

/// Whether an expression begins behind these tokens.
fn begins_expression(tokens: &[Token<'_>]) -> bool {
    tokens.last().is_none_or(|last| {
        last.kind == Kind::Open
            || matches!(last.text, "," | "=" | "=>" | ";" | "&&" | "||" | "!")
            || last.is_word("move")
            || last.is_word("return")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.text).collect()
    }

    #[test]
    fn literals_are_one_token_each() {
        let text = r##"a "b\"c" r#"d"e"# 'f' '\'' 'g b"h" b'i' 0.1 1e-5 0..2 r#type"##;
        let expected = [
            "a",
            r#""b\"c""#,
            r##"r#"d"e"#"##,
            "'f'",
            r"'\''",
            "'g",
            r#"b"h""#,
            "b'i'",
            "0.1",
            "1e-5",
            "0",
            "..",
            "2",
            "r#type",
        ];
        assert_eq!(texts(text), expected);
    }

    #[test]
    fn generics_and_closures_are_brackets_and_comparisons_are_not() {
        let partner = |text, at: usize| tokens(text)[at].pair;
        assert_eq!(partner("a::<B, C<D>>(e)", 2), 9);
        assert_eq!(partner("a < b && c > d", 1), 1);
        assert_eq!(partner("f(|a, b| c | d)", 2), 6);
    }
}
