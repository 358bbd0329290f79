//! Everything that a run found.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme};

use super::{Diagnostic, Severity};

/// Everything that a run found, in the order of files and positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Nothing found.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
        self.sort();
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Whether something was found that keeps code from being generated.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many diagnostics are this bad.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// What was found, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// Turns a report with errors into an `Err`.
    pub fn into_result(self) -> Result<Self, Self> {
        if self.has_errors() {
            Err(self)
        } else {
            Ok(self)
        }
    }

    /// The report as text, with an excerpt of the source at each place. Wraps
    /// at `width` columns; colours are for terminals.
    pub fn render(&self, width: usize, is_coloured: bool) -> String {
        let theme = if is_coloured {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(width)
            .without_cause_chain()
            .with_context_lines(1);
        let mut text = String::new();
        for diagnostic in self.iter() {
            // Writing to a string only fails if a source can't give the span
            // that was taken from it; the message is worth more than its excerpt.
            let mut one = String::new();
            match handler.render_report(&mut one, diagnostic) {
                Ok(()) => text.push_str(&one),
                Err(fmt::Error) => text.push_str(&diagnostic.to_string()),
            }
            text.push('\n');
        }
        text
    }

    fn sort(&mut self) {
        self.diagnostics
            .sort_by(|left, right| left.order().cmp(&right.order()));
        // A file that several import is compiled several times.
        self.diagnostics.dedup();
    }
}

impl From<Diagnostic> for Report {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostics: vec![diagnostic],
        }
    }
}

impl FromIterator<Diagnostic> for Report {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        let mut report = Self::new();
        report.extend(diagnostics);
        report
    }
}

impl Extend<Diagnostic> for Report {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.diagnostics.extend(diagnostics);
        self.sort();
    }
}

impl IntoIterator for Report {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.diagnostics.into_iter()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in self.iter() {
            let place = diagnostic.place.as_ref();
            if let Some((place, (line, column))) = place.and_then(|at| Some((at, at.position()?))) {
                write!(f, "{}:{line}:{column}: ", place.file.path)?;
            }
            writeln!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}
