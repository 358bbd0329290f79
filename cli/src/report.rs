//! Shows what the generator says, in the form that was asked for.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use clap::ValueEnum;
use counterpart_codegen::{Code, Report, Severity};
use serde::Serialize;

use crate::exit;
use crate::print::{self, errln, outln};

/// The form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With an excerpt of each file, for people.
    #[default]
    Human,
    /// `file:line:column: error[C0107]: text`, for editors.
    Short,
    /// One JSON object in a line, on standard output, for programs.
    Json,
}

/// The last line of a run, for programs.
#[derive(Serialize)]
pub(crate) struct Finished {
    reason: &'static str,
    success: bool,
    errors: usize,
    warnings: usize,
}

impl MessageFormat {
    /// Writes a report: to standard error, or as JSON to standard output.
    pub(crate) fn show(self, report: &Report) {
        /// Readable on every terminal, and where there is none.
        const WIDTH: usize = 100;
        if report.is_empty() {
            return;
        }
        match self {
            Self::Human => {
                let is_coloured =
                    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
                print::err(format_args!("{}", report.render(WIDTH, is_coloured)));
            }
            Self::Short => print::err(format_args!("{}", report.short())),
            Self::Json => print::out(format_args!("{}", report.json())),
        }
    }

    /// Writes a report and how many findings it has, says what follows from
    /// them, and gives the exit code of a run that ends with it.
    pub(crate) fn fail(self, report: &Report, consequence: &str) -> ExitCode {
        self.show(report);
        match self {
            Self::Json => self.finish(report, false),
            Self::Human | Self::Short => errln!("{}; {consequence}", counted(report)),
        }
        let mut found = report.iter();
        if found.any(|diagnostic| diagnostic.code == Code::ProjectMissing) {
            return exit::not_done();
        }
        exit::FINDINGS
    }

    /// Tells programs that the run is over. People see that by themselves.
    pub(crate) fn finish(self, report: &Report, success: bool) {
        self.object(&Finished {
            reason: "finished",
            success,
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
        });
    }

    /// Writes an object in a line where programs read, else nothing.
    pub(crate) fn object(self, object: &impl Serialize) {
        if self == Self::Json {
            let line = serde_json::to_string(object);
            outln!(
                "{}",
                line.expect("texts and numbers can be written as JSON")
            );
        }
    }
}

/// `2 errors, 1 warning`
pub(crate) fn counted(report: &Report) -> String {
    let errors = report.count(Severity::Error);
    let warnings = report.count(Severity::Warning);
    match (errors, warnings) {
        (_, 0) => count(errors, "error"),
        (0, _) => count(warnings, "warning"),
        _ => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}

/// `1 error`, `2 errors`
pub(crate) fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
