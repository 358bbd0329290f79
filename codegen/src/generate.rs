//! The whole pipeline: read, check, lock, render, format, write.

use std::fs;
use std::io;

use crate::check;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::locate::{Place, Sites};
use crate::lock::Lock;
use crate::model::Service;
use crate::output::{self, Change, Files, Gaps, State, Sums};
use crate::project::{Discovered, Project};
use crate::read::{self, Compiled, Reading};
use crate::render;
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

/// A method that its contract plans: a service may be rolled out without it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The full name, such as `shop.order.v1.OrderService/CancelOrder`.
    pub method: String,
    /// Where it is declared.
    pub place: Place,
}

impl Outcome {
    /// Whether nothing was or is to be done. A person's file in the output
    /// folder is in the way of nothing, and yet doesn't belong there.
    pub fn is_up_to_date(&self) -> bool {
        self.changes.is_empty() && self.gaps.is_empty()
    }
}

/// Generates the code of a project, or tells what isn't up to date.
///
/// The report in an `Err` holds everything that is wrong with the contracts,
/// and in that case nothing is written.
pub fn generate(project: &Project, mode: Mode) -> Result<Outcome, Report> {
    let (discovered, reading) = read(project)?;
    let sites = Sites::new(&discovered.sources, &reading.pool);
    let mut found = check::check(&reading.contract, &sites);
    let locked = read_lock(project);
    match &locked {
        Ok(locked) if found.has_errors() => {
            found.extend(surely_diverged(locked, &reading, &sites));
        }
        Ok(locked) => found.extend(locked.diverged(&reading.contract, &sites)),
        Err(report) => found.extend(report.clone()),
    }
    let warnings = found.into_result()?;
    let lock = locked?.updated(&reading.contract);

    let files = render(project, &reading, &lock)?;
    let folder = project.folder.join(&project.output);
    let found = output::compare(&files, &folder).map_err(|error| unreadable(&error))?;
    refuse_foreign(&files, &found, project)?;
    let lock_change = compare_lock(project, &lock)?;
    if mode == Mode::Write {
        write(project, &files, &found, lock_change.as_ref().map(|_| &lock))
            .map_err(|error| unwritable(&error))?;
    }
    let mut changes: Vec<Change> = found
        .into_iter()
        .map(|change| Change {
            path: format!("{}/{}", slashed(&project.output), change.path),
            ..change
        })
        .collect();
    changes.extend(lock_change);
    Ok(Outcome {
        warnings,
        changes,
        files: files.iter().count(),
        planned: planned(&reading, &sites),
        gaps: Gaps::find(&files, &project.folder, &project.output, &project.runtime),
    })
}

/// Reads the contracts of a project. Where some can't be compiled, the report
/// holds what is wrong with the others too.
pub(crate) fn read(project: &Project) -> Result<(Discovered, Reading), Report> {
    let discovered = project.discover()?;
    let compiled = match &discovered.compiled {
        Some(pool) => Compiled::new(pool.clone(), &discovered.files),
        None => read::compile(&discovered.sources, &discovered.files),
    };
    let reading = Reading::new(compiled.pool, &compiled.files, &discovered.sources);
    if compiled.errors.is_empty() {
        return Ok((discovered, reading));
    }
    let mut report = Report::from_compiler(&compiled.errors, &discovered.sources);
    let sites = Sites::new(&discovered.sources, &reading.pool);
    report.extend(check::check_part(&reading.contract, &sites));
    Err(report)
}

fn planned(reading: &Reading, sites: &Sites<'_>) -> Vec<Planned> {
    let of_service = |service: &Service| -> Vec<Planned> {
        let planned = service.methods.iter().filter(|method| method.planned);
        planned
            .map(|method| Planned {
                method: format!("{}/{}", service.full_name, method.name),
                place: sites.of(&method.origin).name(),
            })
            .collect()
    };
    reading.contract.services().flat_map(of_service).collect()
}

/// What stored data and the contract disagree on, whatever else is wrong with
/// the contract. Where an owner's name has a slip, its entities seem to be gone,
/// and nobody wants to be told that too.
fn surely_diverged(locked: &Lock, reading: &Reading, sites: &Sites<'_>) -> Vec<Diagnostic> {
    let diverged = locked.diverged(&reading.contract, sites).into_iter();
    diverged
        .filter(|diagnostic| matches!(diagnostic.code, Code::LockNumber | Code::LockType))
        .collect()
}

fn render(project: &Project, reading: &Reading, lock: &Lock) -> Result<Files, Report> {
    let files = render::render(&reading.contract, &reading.pool, lock, &project.way_up())
        .map_err(|error| Diagnostic::error(Code::RenderFailed, error.to_string()))?;
    Ok(output::format(&files))
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

/// Writes the lock first: no code that stores under new names may be there
/// without the lock that keeps them.
fn write(
    project: &Project,
    files: &Files,
    changes: &[Change],
    lock: Option<&Lock>,
) -> io::Result<()> {
    if let Some(lock) = lock {
        let path = project.folder.join(&project.lock);
        output::write_file(&path, lock.to_text().as_bytes())?;
    }
    output::write(files, &project.folder.join(&project.output), changes)
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
