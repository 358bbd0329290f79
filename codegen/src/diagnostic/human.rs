//! Reports for people: an excerpt of the source at each place.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme};

use super::Report;

impl Report {
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
}
