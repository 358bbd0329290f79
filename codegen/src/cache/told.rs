//! What a run told, without the text of the files that it told it of.

use std::fs;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::generate::Outcome;
use crate::locate::{Place, Sources};
use crate::output::{Change, Gaps, State};
use crate::pipeline::Planned;
use crate::project::Project;

/// What a run told.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Told {
    warnings: Vec<Finding>,
    planned: Vec<(String, Spot)>,
    /// The files of people in the output folder.
    foreign: Vec<String>,
    files: usize,
    gaps: Gaps,
}

/// A diagnostic.
#[derive(Debug, Serialize, Deserialize)]
struct Finding {
    code: Code,
    severity: Severity,
    message: String,
    spot: Option<Spot>,
    label: Option<String>,
    help: Option<String>,
}

/// A place.
#[derive(Debug, Serialize, Deserialize)]
struct Spot {
    name: String,
    path: String,
    has_text: bool,
    span: Option<Range<usize>>,
    recorded: Option<(usize, usize)>,
}

impl Told {
    pub(super) fn of(outcome: &Outcome) -> Self {
        let foreign = outcome.changes.iter().map(|change| change.path.clone());
        let planned = outcome.planned.iter();
        Self {
            warnings: outcome.warnings.iter().map(Finding::of).collect(),
            planned: planned
                .map(|planned| (planned.method.clone(), Spot::of(&planned.place)))
                .collect(),
            foreign: foreign.collect(),
            files: outcome.files,
            gaps: outcome.gaps.clone(),
        }
    }

    /// The outcome of a run that tells the same; `None` if a file that it tells
    /// of can't be read.
    pub(super) fn outcome(&self, project: &Project) -> Option<Outcome> {
        let spots = self.warnings.iter().filter_map(|told| told.spot.as_ref());
        let planned = self.planned.iter().map(|(_, spot)| spot);
        let sources = sources(spots.chain(planned), project)?;
        let warnings: Report = self
            .warnings
            .iter()
            .map(|told| told.diagnostic(&sources))
            .collect();
        Some(Outcome {
            warnings,
            changes: self
                .foreign
                .iter()
                .map(|path| Change {
                    path: path.clone(),
                    state: State::Foreign,
                })
                .collect(),
            files: self.files,
            gaps: self.gaps.clone(),
            planned: self
                .planned
                .iter()
                .map(|(method, spot)| Planned {
                    method: method.clone(),
                    place: spot.place(&sources),
                })
                .collect(),
        })
    }
}

/// The files of these spots, each read once.
fn sources<'a>(spots: impl Iterator<Item = &'a Spot>, project: &Project) -> Option<Sources> {
    let mut sources = Sources::new();
    for spot in spots {
        if sources.contains(&spot.name) {
            continue;
        }
        if spot.has_text {
            let text = fs::read_to_string(project.folder.join(&spot.path)).ok()?;
            sources.add(&spot.name, &spot.path, &text);
        } else {
            sources.add_path(&spot.name, &spot.path);
        }
    }
    Some(sources)
}

impl Finding {
    fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            spot: diagnostic.place.as_ref().map(Spot::of),
            label: diagnostic.label.clone(),
            help: diagnostic.help.clone(),
        }
    }

    fn diagnostic(&self, sources: &Sources) -> Diagnostic {
        Diagnostic {
            code: self.code,
            severity: self.severity,
            message: self.message.clone(),
            place: self.spot.as_ref().map(|spot| spot.place(sources)),
            label: self.label.clone(),
            help: self.help.clone(),
        }
    }
}

impl Spot {
    fn of(place: &Place) -> Self {
        Self {
            name: place.file.name.clone(),
            path: place.file.path.clone(),
            has_text: place.file.text.is_some(),
            span: place.span.clone(),
            recorded: place.recorded,
        }
    }

    fn place(&self, sources: &Sources) -> Place {
        Place {
            file: sources.file(&self.name),
            span: self.span.clone(),
            recorded: self.recorded,
        }
    }
}
