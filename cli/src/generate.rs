//! `counterpart generate`

use std::process::ExitCode;

use clap::Args;
use counterpart_codegen::{Change, State};
use counterpart_codegen::{Mode, Outcome};

use crate::arguments::ProjectArgument;
use crate::print::{self, errln, outln};
use crate::report::{count, show, show_failure};

pub(crate) const HELP: &str = "\
Files that are already right keep their time stamps; what is no longer generated
is removed; files of people are never touched.

Exit codes: 0 everything is up to date, 1 something isn't or is wrong.

Examples:
  counterpart generate
  counterpart generate --check
  counterpart generate --project ../other/counterpart.toml";

#[derive(Args)]
pub(crate) struct Arguments {
    /// Writes nothing, and fails if a file is stale, missing, superfluous or
    /// edited by hand.
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    project: ProjectArgument,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mode = if arguments.check {
        Mode::Check
    } else {
        Mode::Write
    };
    let outcome = arguments
        .project
        .read()
        .and_then(|project| counterpart_codegen::generate(&project, mode));
    match outcome {
        Ok(outcome) => {
            show(&outcome.warnings);
            match mode {
                Mode::Check => tell_check(&outcome),
                Mode::Write => tell_written(&outcome),
            }
        }
        Err(report) => {
            show_failure(&report);
            ExitCode::FAILURE
        }
    }
}

fn tell_check(outcome: &Outcome) -> ExitCode {
    for Change { path, state } in &outcome.changes {
        errln!("{:<14} {path}", state.word());
    }
    tell_gaps(outcome);
    if outcome.is_up_to_date() {
        outln!("{}, all up to date", count(outcome.files, "file"));
        return ExitCode::SUCCESS;
    }
    let (foreign, stale): (Vec<_>, Vec<_>) = outcome
        .changes
        .iter()
        .partition(|change| change.state == State::Foreign);
    if !stale.is_empty() {
        errln!("not up to date. Run: counterpart generate");
    }
    if !foreign.is_empty() {
        errln!("move what was not generated out of the output folder");
    }
    ExitCode::FAILURE
}

fn tell_written(outcome: &Outcome) -> ExitCode {
    let mut written = 0;
    for Change { path, state } in &outcome.changes {
        let done = match state {
            State::Missing => "wrote",
            State::Stale => "updated",
            State::Edited => "restored",
            State::Superfluous => "removed",
            State::Foreign => "left alone",
        };
        outln!("{done:<10} {path}");
        written += usize::from(*state != State::Foreign);
    }
    match written {
        0 => outln!("{}, all up to date", count(outcome.files, "file")),
        _ => outln!("{}, {} changed", count(outcome.files, "file"), written),
    }
    tell_gaps(outcome);
    ExitCode::SUCCESS
}

fn tell_gaps(outcome: &Outcome) {
    if !outcome.gaps.is_empty() {
        errln!("the Cargo.toml of the workspace lacks lines. Add");
        print::err(format_args!("{}", outcome.gaps));
    }
}
