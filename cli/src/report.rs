//! Shows what the generator says.

use std::io::{self, IsTerminal as _};

use counterpart_codegen::{Report, Severity};

use crate::print::{self, errln};

/// Writes a report to standard error.
pub(crate) fn show(report: &Report) {
    /// Readable on every terminal, and where there is none.
    const WIDTH: usize = 100;
    if report.is_empty() {
        return;
    }
    let is_coloured = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    print::err(format_args!("{}", report.render(WIDTH, is_coloured)));
}

/// Writes a report of errors to standard error, and how many there are.
pub(crate) fn show_failure(report: &Report) {
    show(report);
    let errors = count(report.count(Severity::Error), "error");
    match report.count(Severity::Warning) {
        0 => errln!("{errors}; nothing was written"),
        warnings => errln!(
            "{errors}, {}; nothing was written",
            count(warnings, "warning")
        ),
    }
}

/// `1 error`, `2 errors`
pub(crate) fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
