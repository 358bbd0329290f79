//! Regular expressions of contracts.

use std::sync::OnceLock;

use regex::Regex;

/// A regular expression of a contract, compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// A pattern in the syntax of the `regex` crate, which is that of RE2.
    ///
    /// The generator has compiled the pattern, so that it is known to be one.
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }

    /// The pattern as the contract has it.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the pattern is found in the text.
    ///
    /// # Panics
    ///
    /// If the source, written by hand, is no regular expression.
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled
            .get_or_init(|| Regex::new(self.source).expect("the generator compiled this pattern"))
            .is_match(text)
    }
}
