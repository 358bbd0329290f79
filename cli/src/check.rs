//! `counterpart check`

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use counterpart_codegen::Mode;

use crate::arguments::ProjectArgument;
use crate::exit;
use crate::outcome::{tell_planned, tell_stale};
use crate::print::errln;
use crate::report::{MessageFormat, counted};

pub(crate) const HELP: &str = "\
Tells all errors and warnings of the contracts, where they no longer fit what the
lock says is stored, and which generated files aren't as a run would write them.
A warning needs a look, and no fix at once: it fails only where it is denied.
`counterpart explain CODE` tells more of each.

Examples:
  counterpart check
  counterpart check --deny warnings
  counterpart check --planned                    what is still to be written
  counterpart check --message-format short       for the problem list of an editor
  counterpart check --message-format json | jq 'select(.reason == \"diagnostic\")'

Exit codes:
  0  everything is fine, apart from warnings
  1  an error, a denied warning, or a file that isn't up to date
  2  it wasn't done: wrong arguments, no project";

#[derive(Args)]
pub(crate) struct Arguments {
    /// Fails on what is no error too.
    #[arg(long, value_name = "WHAT")]
    deny: Option<Denied>,
    /// Lists the methods too that the contracts plan and services may not have
    /// written yet.
    #[arg(long)]
    planned: bool,
    #[command(flatten)]
    project: ProjectArgument,
}

#[derive(Clone, Copy, ValueEnum)]
enum Denied {
    /// Every warning.
    Warnings,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let format = arguments.project.message_format;
    let outcome = arguments
        .project
        .read()
        .and_then(|project| counterpart_codegen::generate(&project, Mode::Check));
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(report) => return format.fail(&report, "generated files were not looked at"),
    };
    format.show(&outcome.warnings);
    if arguments.planned {
        tell_planned(&outcome, format);
    }
    tell_stale(&outcome, format);
    let is_denied =
        matches!(arguments.deny, Some(Denied::Warnings)) && !outcome.warnings.is_empty();
    if is_denied && format != MessageFormat::Json {
        errln!("{}, which --deny refuses", counted(&outcome.warnings));
    }
    let is_fine = outcome.is_up_to_date() && !is_denied;
    format.finish(&outcome.warnings, is_fine);
    if is_fine { exit::FINE } else { exit::FINDINGS }
}
