//! Reports for programs: one JSON object for each finding.

use serde::Serialize;

use super::{Diagnostic, Report};
use crate::locate::Place;

/// How wide the text for people is, in columns.
const WIDTH: usize = 100;

/// A finding; the field's names are an interface that programs rely on.
#[derive(Serialize)]
struct Finding<'a> {
    /// What kind of line this is, as in Cargo's messages.
    reason: &'static str,
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    /// The path from the project's folder, if the finding is about a file.
    file: Option<&'a str>,
    /// The stretches that the message is about; none if no line is known.
    labels: Vec<Label<'a>>,
    help: Option<&'a str>,
    /// What people read of it.
    rendered: String,
}

/// A stretch of a file. Bytes count from zero; lines and columns from one, in
/// characters. The end is behind the last one. What can't be known without the
/// file's text is null.
#[derive(Serialize)]
struct Label<'a> {
    file: &'a str,
    byte_start: Option<usize>,
    byte_end: Option<usize>,
    line_start: usize,
    column_start: usize,
    line_end: Option<usize>,
    column_end: Option<usize>,
    text: Option<&'a str>,
}

impl Report {
    /// One JSON object in a line for each finding, as `docs/diagnostics.md`
    /// describes them.
    #[expect(
        clippy::missing_panics_doc,
        reason = "texts and numbers can always be written"
    )]
    pub fn json(&self) -> String {
        let mut text = String::new();
        for diagnostic in self.iter() {
            let line = serde_json::to_string(&finding(diagnostic));
            text.push_str(&line.expect("texts and numbers can be written as JSON"));
            text.push('\n');
        }
        text
    }
}

fn finding(diagnostic: &Diagnostic) -> Finding<'_> {
    let place = diagnostic.place.as_ref();
    Finding {
        reason: "diagnostic",
        code: diagnostic.code.id(),
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        file: place.map(|place| place.file.path.as_str()),
        labels: place
            .and_then(|place| label(place, diagnostic.label.as_deref()))
            .into_iter()
            .collect(),
        help: diagnostic.help.as_deref(),
        rendered: Report::from(diagnostic.clone()).render(WIDTH, false),
    }
}

fn label<'a>(place: &'a Place, text: Option<&'a str>) -> Option<Label<'a>> {
    let (line_start, column_start) = place.position()?;
    let span = place.span.as_ref().filter(|_| place.has_excerpt());
    let end = place.end();
    Some(Label {
        file: &place.file.path,
        byte_start: span.map(|span| span.start),
        byte_end: span.map(|span| span.end),
        line_start,
        column_start,
        line_end: end.map(|(line, _)| line),
        column_end: end.map(|(_, column)| column),
        text,
    })
}
