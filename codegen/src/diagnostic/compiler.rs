//! What the protobuf compiler says, as diagnostics.

use std::sync::Arc;

use super::meant::meant;
use super::{Code, Diagnostic, Report};
use crate::locate::{Place, SourceFile, Sources, edition_of};

impl Report {
    /// What the compiler says of files: of each its first error and those
    /// behind it.
    pub(crate) fn from_compiler(errors: &[protox::Error], sources: &Sources) -> Self {
        let mut report = Self::new();
        for error in errors {
            let file = error.file().map(|name| sources.file(name));
            if let Some(diagnostic) = file.as_ref().and_then(edition) {
                report.push(diagnostic);
                continue;
            }
            add(&mut report, error, file.as_ref(), sources);
        }
        report
    }
}

/// A file of an edition is told as such, not as the word that the compiler
/// stumbles over.
fn edition(file: &Arc<SourceFile>) -> Option<Diagnostic> {
    let span = edition_of(file.text.as_deref()?)?;
    let diagnostic = Diagnostic::error(
        Code::Edition,
        "the file is of an edition, which is read only as compiled descriptors",
    );
    Some(diagnostic.at(Place::new(Arc::clone(file), span)).help(
        "compile the contracts with `buf build -o contracts.binpb`, and write \
         `descriptors = \"contracts.binpb\"` instead of `roots` into counterpart.toml",
    ))
}

fn add(
    report: &mut Report,
    error: &dyn miette::Diagnostic,
    file: Option<&Arc<SourceFile>>,
    sources: &Sources,
) {
    let label = error.labels().into_iter().flatten().next();
    let span = label.map(|label| {
        let start = label.offset();
        start..start + label.len()
    });
    let mut place = file.map(|file| match span {
        Some(span) => Place::new(Arc::clone(file), span),
        None => Place::of_file(Arc::clone(file)),
    });
    let mut message = error.to_string();
    // What is wrong inside an option's literal is told by the error's source,
    // while the span is that of the whole statement.
    let reason = error.diagnostic_source().map(ToString::to_string);
    if let Some(reason) = &reason {
        let quoted = reason.split('\'').nth(1);
        if let Some(word) = quoted {
            place = place.map(|place| place.narrowed(word));
        }
        message = format!("{message}: {reason}");
    }
    report.push(Diagnostic {
        place,
        // The compiler's own labels say no more than that it is here.
        label: meant(reason.as_ref().unwrap_or(&message), sources),
        help: error.help().map(|help| help.to_string()),
        ..Diagnostic::error(Code::InvalidProto, message)
    });
    for related in error.related().into_iter().flatten() {
        add(report, related, file, sources);
    }
}
