//! Tells what a run of the generator did, or would do.

use counterpart_codegen::{Change, Outcome, Planned, State};
use serde::Serialize;

use crate::print::{self, errln, outln};
use crate::report::{MessageFormat, count};

/// A file that isn't up to date, for programs.
#[derive(Serialize)]
struct File<'a> {
    reason: &'static str,
    path: &'a str,
    state: &'static str,
}

/// What the workspace's `Cargo.toml` lacks, for programs.
#[derive(Serialize)]
struct Lack<'a> {
    reason: &'static str,
    lacks: &'a str,
}

/// A method that is planned, for programs.
#[derive(Serialize)]
struct PlannedMethod<'a> {
    reason: &'static str,
    method: &'a str,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

/// Lists what contracts plan: that is no finding, so it has no code.
pub(crate) fn tell_planned(outcome: &Outcome, format: MessageFormat) {
    for Planned { method, place } in &outcome.planned {
        let position = place.position();
        let file = &place.file.path;
        if format == MessageFormat::Json {
            format.object(&PlannedMethod {
                reason: "planned",
                method,
                file,
                line: position.map(|(line, _)| line),
                column: position.map(|(_, column)| column),
            });
            continue;
        }
        match position {
            Some((line, column)) => outln!("{file}:{line}:{column}: planned: {method}"),
            None => outln!("{file}: planned: {method}"),
        }
    }
}

/// Tells what isn't up to date.
pub(crate) fn tell_stale(outcome: &Outcome, format: MessageFormat) {
    if format == MessageFormat::Json {
        objects(outcome, format);
        return;
    }
    for Change { path, state } in &outcome.changes {
        errln!("{:<14} {path}", state.word());
    }
    tell_gaps(outcome);
    if outcome.is_up_to_date() {
        outln!("{}, all up to date", count(outcome.files, "file"));
        return;
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
}

/// Tells what was brought up to date.
pub(crate) fn tell_written(outcome: &Outcome, format: MessageFormat) {
    if format == MessageFormat::Json {
        objects(outcome, format);
        return;
    }
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
}

fn tell_gaps(outcome: &Outcome) {
    if !outcome.gaps.is_empty() {
        errln!("the Cargo.toml of the workspace lacks lines. Add");
        print::err(format_args!("{}", outcome.gaps));
    }
}

fn objects(outcome: &Outcome, format: MessageFormat) {
    for Change { path, state } in &outcome.changes {
        format.object(&File {
            reason: "file",
            path,
            state: state.word(),
        });
    }
    if !outcome.gaps.is_empty() {
        format.object(&Lack {
            reason: "workspace",
            lacks: &outcome.gaps.to_string(),
        });
    }
}
