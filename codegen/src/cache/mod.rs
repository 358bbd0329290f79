//! Proves that a run has nothing to do, without doing it.
//!
//! After a run that succeeded, a [`Record`] is kept of all files that it read and
//! wrote, each with its [`Stamp`] and its digest, and of what it told. The next
//! run looks at the stamps alone; where all are the same, it tells the same and is
//! done. What can't be proved that way is done in full, so that the cache decides
//! how long a run takes and never what comes of it. `docs/generator-speed.md`
//! says what the proof rests on.
//!
//! A record that is damaged, or of another generator, project or time, is no
//! record. A record that can't be written is none either: the next run takes
//! longer, and people who can't write there need not be told each time.

mod files;
mod record;
mod snapshot;
mod stamp;
mod told;

#[cfg(test)]
mod tests;

use std::fs;
use std::path::PathBuf;

use self::record::{Generator, Record};
use self::snapshot::Snapshot;
pub(crate) use self::stamp::{Moment, Stamp};
use self::told::Told;
use crate::generate::{Outcome, Run};
use crate::output::{State, write_file};
use crate::project::Project;

pub(crate) use self::files::inputs;

/// What earlier runs of a project have left for later ones.
pub(crate) struct Cache<'a> {
    project: &'a Project,
    folder: PathBuf,
    /// When this run began.
    begun: Moment,
}

/// The files that a run is going to read, as they are before it does.
pub(crate) struct Inputs(Snapshot);

impl<'a> Cache<'a> {
    /// The folder of the records, from the project's. It keeps itself out of
    /// version control.
    const FOLDER: &'static str = ".counterpart/generate";

    /// The cache of a project; `None` where none can be.
    pub(crate) fn open(project: &'a Project) -> Option<Self> {
        let folder = project.folder.join(Self::FOLDER);
        let ignored = folder.join(".gitignore");
        if !ignored.exists() {
            fs::create_dir_all(&folder).ok()?;
            fs::write(ignored, "*\n").ok()?;
        }
        let begun = Moment::now(&folder)?;
        Some(Self {
            project,
            folder,
            begun,
        })
    }

    /// What a run tells that would read and write the same as the last one.
    pub(crate) fn unchanged(&self) -> Option<Outcome> {
        let mut record = Record::decode(&fs::read(self.record()).ok()?)?;
        let is_ours =
            record.generator == Generator::this()? && record.project == key(self.project)?;
        if !is_ours {
            return None;
        }
        let inputs = record.inputs.compare(&inputs(self.project)?, self.begun)?;
        let outputs = files::outputs(self.project)?;
        let outputs = record.outputs.compare(&outputs, self.begun)?;
        let outcome = record.told.outcome(self.project)?;
        if inputs.is_renewed() || outputs.is_renewed() {
            self.write(&record);
        }
        Some(outcome)
    }

    /// What a run is going to read.
    pub(crate) fn inputs(&self) -> Option<Inputs> {
        Snapshot::of(&inputs(self.project)?, self.begun).map(Inputs)
    }

    /// Keeps what a run that is done has read, written and told.
    pub(crate) fn keep(&self, inputs: Inputs, run: &Run) {
        match self.recorded(inputs, run) {
            Some(record) => self.write(&record),
            // Something changed under the run's hands.
            None => drop(fs::remove_file(self.record())),
        }
    }

    fn recorded(&self, Inputs(mut inputs): Inputs, run: &Run) -> Option<Record> {
        let written = Moment::now(&self.folder)?;
        if let Some(lock) = &run.lock {
            let path = self.project.folder.join(&self.project.lock);
            inputs.replace(&path, lock.as_bytes(), written)?;
        }
        if !inputs.is_current() {
            return None;
        }
        let folder = self.project.folder.join(&self.project.output);
        let paths = files::outputs(self.project)?;
        let outputs = Snapshot::of_outputs(&paths, &folder, &run.sums, self.begun, written)?;
        let mut outcome = run.outcome.clone();
        outcome.warnings = run.settled.clone();
        outcome
            .changes
            .retain(|change| change.state == State::Foreign);
        Some(Record {
            generator: Generator::this()?,
            project: key(self.project)?,
            inputs,
            outputs,
            told: Told::of(&outcome),
        })
    }

    fn record(&self) -> PathBuf {
        self.folder.join("record")
    }

    fn write(&self, record: &Record) {
        if let Some(bytes) = record.encode() {
            drop(write_file(&self.record(), &bytes));
        }
    }
}

/// What a project's settings are, wherever the command is run.
fn key(project: &Project) -> Option<String> {
    let folder = project.folder.canonicalize().ok()?;
    let project = Project {
        folder,
        ..project.clone()
    };
    Some(format!("{project:?}"))
}
