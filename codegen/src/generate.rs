//! Generates into a project: runs the pipeline, compares, writes.

use std::fs;
use std::io;

use crate::cache::Cache;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::lock::Lock;
use crate::output::{self, Change, Files, Gaps, State, Sums};
use crate::pipeline::{Freshness, Planned};
use crate::project::Project;
use crate::slashed::slashed;

/// Whether a run writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Brings everything up to date.
    Write,
    /// Only tells what isn't up to date.
    Check,
}

/// What a run did, or would do.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What needs a look.
    pub warnings: Report,
    /// The files that weren't up to date, by their paths from the project's
    /// folder.
    pub changes: Vec<Change>,
    /// How many files there are.
    pub files: usize,
    /// What the workspace's `Cargo.toml` lacks.
    pub gaps: Gaps,
    /// The methods that the contracts plan, and where.
    pub planned: Vec<Planned>,
}

impl Outcome {
    /// Whether nothing was or is to be done. A person's file in the output
    /// folder is in the way of nothing, and yet doesn't belong there.
    pub fn is_up_to_date(&self) -> bool {
        self.changes.is_empty() && self.gaps.is_empty()
    }
}

/// What a run leaves for the next one.
pub(crate) struct Run {
    pub(crate) outcome: Outcome,
    /// What needs a look in a run that finds all as this one leaves it.
    pub(crate) settled: Report,
    /// The digests of all generated files.
    pub(crate) sums: Sums,
    /// The text of the lock, if it was written.
    pub(crate) lock: Option<String>,
}

/// Generates the code of a project, or tells what isn't up to date.
///
/// Where nothing has changed since the last run, that is found by the time stamps
/// of all files. [`Mode::Check`] trusts none, and looks at everything.
///
/// The report in an `Err` holds everything that is wrong with the contracts,
/// and in that case nothing is written.
pub fn generate(project: &Project, mode: Mode) -> Result<Outcome, Report> {
    let cache = match mode {
        Mode::Write => Cache::open(project),
        Mode::Check => None,
    };
    let Some(cache) = cache else {
        return Ok(run(project, mode)?.outcome);
    };
    if let Some(outcome) = cache.unchanged() {
        return Ok(outcome);
    }
    let inputs = cache.inputs();
    let run = run(project, mode)?;
    if let Some(inputs) = inputs {
        cache.keep(inputs, &run);
    }
    Ok(run.outcome)
}

fn run(project: &Project, mode: Mode) -> Result<Run, Report> {
    let contracts = project.contracts()?;
    let freshness = Freshness::Guarded(&project.way_up());
    let rendered = contracts.render(read_lock(project), freshness)?;
    let (files, lock) = (rendered.files, rendered.lock);

    let folder = project.folder.join(&project.output);
    let sums = Sums::of(&files);
    let found = output::compare(&files, &sums, &folder).map_err(|error| unreadable(&error))?;
    refuse_foreign(&files, &found, project)?;
    let lock_change = compare_lock(project, &lock)?;
    if mode == Mode::Write {
        let write = || {
            // The lock first: no code that stores under new names may be there
            // without the lock that keeps them.
            if lock_change.is_some() {
                let path = project.folder.join(&project.lock);
                output::write_durably(&path, lock.to_text().as_bytes())?;
            }
            output::write(&files, &sums, &folder, &found)
        };
        write().map_err(|error| unwritable(&error))?;
    }
    let mut changes: Vec<Change> = found
        .into_iter()
        .map(|change| Change {
            path: format!("{}/{}", slashed(&project.output), change.path),
            ..change
        })
        .collect();
    let is_locked = mode == Mode::Write && lock_change.is_some();
    changes.extend(lock_change);
    Ok(Run {
        outcome: Outcome {
            warnings: rendered.warnings,
            changes,
            files: files.iter().count(),
            planned: rendered.planned,
            gaps: Gaps::find(&files, &project.folder, &project.output, &project.runtime),
        },
        settled: rendered.settled,
        sums,
        lock: is_locked.then(|| lock.to_text()),
    })
}

fn read_lock(project: &Project) -> Result<Lock, Report> {
    let path = project.folder.join(&project.lock);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unreadable(&output::named(&path, &error))),
    };
    if text.trim().is_empty() && Sums::lie_in(&project.folder.join(&project.output)) {
        return Err(lost_lock(project));
    }
    Lock::parse(&project.lock.display().to_string(), &text)
}

/// A new lock would take the contract's present names for the stored ones, and
/// what lies under earlier names would be out of sight.
fn lost_lock(project: &Project) -> Report {
    let (lock, output) = (slashed(&project.lock), slashed(&project.output));
    Diagnostic::error(
        Code::LockInvalid,
        format!("{lock} is missing or empty, though {output} was generated with one"),
    )
    .help(format!(
        "take {lock} from version control: it keeps the names that data is stored under. \
         If nothing is stored yet, remove {output} too, and generate anew"
    ))
    .into()
}

/// How the lock on disk differs from the updated one.
fn compare_lock(project: &Project, lock: &Lock) -> Result<Option<Change>, Report> {
    let path = project.folder.join(&project.lock);
    let state = match fs::read_to_string(&path) {
        Ok(text) if text.replace('\r', "") == lock.to_text() => return Ok(None),
        Ok(_) => State::Stale,
        Err(error) if error.kind() == io::ErrorKind::NotFound => State::Missing,
        Err(error) => return Err(unreadable(&output::named(&path, &error))),
    };
    Ok(Some(Change {
        path: slashed(&project.lock),
        state,
    }))
}

/// Refuses to write over what a person wrote.
fn refuse_foreign(files: &Files, changes: &[Change], project: &Project) -> Result<(), Report> {
    let in_the_way = changes
        .iter()
        .filter(|change| change.state == State::Foreign && files.get(&change.path).is_some());
    let report: Report = in_the_way
        .map(|change| {
            let path = project.output.join(&change.path);
            let message = format!(
                "{} was not generated, and a generated file has the same path",
                path.display()
            );
            Diagnostic::error(Code::ForeignFile, message)
                .help("move it out of the output folder, or remove it")
        })
        .collect();
    report.into_result().map(drop)
}

fn unreadable(error: &dyn std::fmt::Display) -> Report {
    Diagnostic::error(
        Code::FileUnreadable,
        format!("a file can't be read: {error}"),
    )
    .into()
}

fn unwritable(error: &io::Error) -> Report {
    Diagnostic::error(
        Code::FileUnwritable,
        format!("a file can't be written: {error}"),
    )
    .into()
}
