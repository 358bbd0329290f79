//! Reports for editors: one line for each finding.

use std::fmt::Write as _;

use super::{Diagnostic, Report};

impl Report {
    /// One line for each finding, in the form that the problem matchers of
    /// editors read: `file:line:column: error[C0107]: text`.
    ///
    /// A guess at what was meant follows in parentheses. What has no line, such
    /// as a missing file, begins with the file or with `error`.
    pub fn short(&self) -> String {
        let mut text = String::new();
        for diagnostic in self.iter() {
            writeln!(text, "{}", line(diagnostic)).expect("a string takes all that is written");
        }
        text
    }
}

fn line(diagnostic: &Diagnostic) -> String {
    let words: Vec<&str> = diagnostic.message.split_whitespace().collect();
    let head = diagnostic.head();
    let line = format!("{head}{}: {}", diagnostic.kind(), words.join(" "));
    match &diagnostic.label {
        Some(label) => format!("{line} ({label})"),
        None => line,
    }
}
