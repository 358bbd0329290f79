//! `counterpart generate`

use std::process::ExitCode;

use clap::Args;
use counterpart_codegen::Mode;

use crate::arguments::ProjectArgument;
use crate::exit;
use crate::outcome::{tell_stale, tell_written};
use crate::watch;

pub(crate) const HELP: &str = "\
Files that are already right keep their time stamps; what is no longer generated
is removed; files of people are never touched. Nothing is written while a
contract is wrong.

Examples:
  counterpart generate
  counterpart generate --check
  counterpart generate --watch
  counterpart generate --message-format short
  counterpart generate --project ../other/counterpart.toml

Exit codes:
  0  everything is up to date
  1  something is wrong; with --check also: something isn't up to date
  2  it wasn't done: wrong arguments, no project";

#[derive(Args)]
pub(crate) struct Arguments {
    /// Writes nothing, and fails if a file is stale, missing, superfluous or
    /// edited by hand.
    #[arg(long)]
    check: bool,
    /// Goes on: generates again whenever a contract, the project file or the lock
    /// changes, until Ctrl-C.
    #[arg(long, conflicts_with = "check")]
    watch: bool,
    #[command(flatten)]
    pub(crate) project: ProjectArgument,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if arguments.watch {
        return watch::run(arguments);
    }
    let format = arguments.project.message_format;
    let mode = if arguments.check {
        Mode::Check
    } else {
        Mode::Write
    };
    let outcome = arguments
        .project
        .read()
        .and_then(|project| counterpart_codegen::generate(&project, mode));
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(report) => return format.fail(&report, "nothing was written"),
    };
    format.show(&outcome.warnings);
    let is_fine = match mode {
        Mode::Write => {
            tell_written(&outcome, format);
            true
        }
        Mode::Check => {
            tell_stale(&outcome, format);
            outcome.is_up_to_date()
        }
    };
    format.finish(&outcome.warnings, is_fine);
    if is_fine { exit::FINE } else { exit::FINDINGS }
}
