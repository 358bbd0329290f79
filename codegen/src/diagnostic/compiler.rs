//! What the protobuf compiler says, as diagnostics.

use std::sync::Arc;

use super::{Code, Diagnostic, Report};
use crate::locate::{Place, SourceFile, Sources};

impl Report {
    /// What the compiler says of a file: its first error and those behind it.
    pub(crate) fn from_compiler(error: &protox::Error, sources: &Sources) -> Self {
        let mut report = Self::new();
        let file = error.file().map(|name| sources.file(name));
        add(&mut report, error, file.as_ref());
        report
    }
}

fn add(report: &mut Report, error: &dyn miette::Diagnostic, file: Option<&Arc<SourceFile>>) {
    let label = error.labels().into_iter().flatten().next();
    let mut place = file.map(|file| Place {
        file: Arc::clone(file),
        span: label.as_ref().map(|label| {
            let start = label.offset();
            start..start + label.len()
        }),
    });
    let mut message = error.to_string();
    // What is wrong inside an option's literal is told by the error's source,
    // while the span is that of the whole statement.
    if let Some(source) = error.diagnostic_source() {
        let reason = source.to_string();
        let quoted = reason.split('\'').nth(1);
        if let Some(word) = quoted {
            place = place.map(|place| place.narrowed(word));
        }
        message = format!("{message}: {reason}");
    }
    report.push(Diagnostic {
        place,
        label: label.and_then(|label| label.label().map(str::to_owned)),
        help: error.help().map(|help| help.to_string()),
        ..Diagnostic::error(Code::InvalidProto, message)
    });
    for related in error.related().into_iter().flatten() {
        add(report, related, file);
    }
}
