//! `counterpart generate --watch`

use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use counterpart_codegen::{Mode, Outcome, Project, Report, Watched};

use crate::exit;
use crate::generate::Arguments;
use crate::outcome::tell_written;
use crate::print::errln;
use crate::report::MessageFormat;

/// How often files are looked at: nobody notices that it takes so long.
const PERIOD: Duration = Duration::from_millis(150);

/// Looking takes at most one of so many parts of the time, however many files
/// there are.
const SHARE: u32 = 20;

/// For how long nothing may change before a run: editors write in several steps,
/// and a checkout takes a while.
const QUIET: Duration = Duration::from_millis(50);

/// How long a run waits at most for that.
const PATIENCE: Duration = Duration::from_secs(3);

/// Generates, and again whenever a contract, the project file or the lock
/// changes, until somebody ends it. What is wrong is told and waited out.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let format = arguments.project.message_format;
    let file = match arguments.project.file() {
        Ok(file) => file,
        Err(report) => return format.fail(&report, "nothing can be watched"),
    };
    let (ended, end) = mpsc::channel();
    let end_it = move || {
        // Nobody waits for it any more once the process is about to end.
        let _ = ended.send(());
    };
    if let Err(error) = ctrlc::set_handler(end_it) {
        errln!("signals can't be handled: {error}");
        return exit::not_done();
    }
    loop {
        let read = Project::read(&file);
        let project = read.as_ref().ok();
        let mut seen = Watched::look(&file, project);
        let outcome = match &read {
            Ok(project) => counterpart_codegen::generate(project, Mode::Write),
            Err(report) => Err(report.clone()),
        };
        if let (Some(project), Ok(outcome)) = (project, &outcome) {
            note_lock(&mut seen, project, outcome);
        }
        tell(outcome, format);
        if format != MessageFormat::Json {
            errln!("waiting for changes; Ctrl-C ends");
        }
        if !has_changed(&file, project, &seen, &end) {
            return exit::FINE;
        }
    }
}

fn note_lock(seen: &mut Watched, project: &Project, outcome: &Outcome) {
    let is_lock = |path: &str| Path::new(path) == project.lock;
    if outcome.changes.iter().any(|change| is_lock(&change.path)) {
        seen.note_lock(project);
    }
}

fn tell(outcome: Result<Outcome, Report>, format: MessageFormat) {
    match outcome {
        Ok(outcome) => {
            format.show(&outcome.warnings);
            tell_written(&outcome, format);
            format.finish(&outcome.warnings, true);
        }
        // The code is that of a run which ends.
        Err(report) => drop(format.fail(&report, "nothing was written")),
    }
}

/// Waits until something is another than it was seen; `false` if somebody ended
/// it before.
///
/// Files are looked at again and again, as that works alike on every system, in
/// containers and over networks, needs no limit raised, and can miss nothing: what
/// is compared is what the run has seen.
fn has_changed(file: &Path, project: Option<&Project>, seen: &Watched, end: &Receiver<()>) -> bool {
    let mut pause = PERIOD;
    loop {
        if is_ended(end, pause) {
            return false;
        }
        let start = Instant::now();
        let now = Watched::look(file, project);
        if now != *seen {
            return is_quiet(file, project, now, end);
        }
        pause = PERIOD.max(start.elapsed() * SHARE);
    }
}

/// Waits until nothing changes any more; `false` if somebody ended it before.
fn is_quiet(file: &Path, project: Option<&Project>, mut seen: Watched, end: &Receiver<()>) -> bool {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if is_ended(end, QUIET) {
            return false;
        }
        let now = Watched::look(file, project);
        if now == seen {
            break;
        }
        seen = now;
    }
    true
}

/// Waits for so long; whether somebody ended it meanwhile.
fn is_ended(end: &Receiver<()>, pause: Duration) -> bool {
    !matches!(end.recv_timeout(pause), Err(RecvTimeoutError::Timeout))
}
