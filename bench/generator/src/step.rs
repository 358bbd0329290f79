//! What is measured, each in a process of its own.

use std::path::Path;

use anyhow::{Result, anyhow};
use bench_contracts::{Contracts, Edit, peers};
use clap::ValueEnum;
use counterpart_codegen::{Mode, Project};

/// One thing to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    Generate,
    Check,
    Prost,
    Tonic,
}

impl Step {
    /// The columns: what is done, what it is called, and what was edited before.
    pub(crate) const TABLE: [(Self, &str, Option<Edit>); 6] = [
        (Self::Generate, "all", None),
        (Self::Generate, "nothing changed", None),
        (Self::Generate, "one file changed", Some(Edit::FieldAdded)),
        (Self::Check, "`--check`", None),
        (Self::Prost, "prost-build", None),
        (Self::Tonic, "tonic-prost-build", None),
    ];

    /// The name by which another process is asked for it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Generate => "generate",
            Self::Check => "check",
            Self::Prost => "prost",
            Self::Tonic => "tonic",
        }
    }

    /// Does it in a folder that holds contracts.
    pub(crate) fn run(self, folder: &Path, entities: usize) -> Result<()> {
        let contracts = || Contracts::at(folder, entities);
        match self {
            Self::Generate => generate(folder, Mode::Write),
            Self::Check => generate(folder, Mode::Check),
            Self::Prost => peers::prost(&contracts(), &folder.join("peers/prost")),
            Self::Tonic => peers::tonic(&contracts(), &folder.join("peers/tonic")),
        }
    }
}

fn generate(folder: &Path, mode: Mode) -> Result<()> {
    Project::read(&folder.join(Project::FILE))
        .and_then(|project| counterpart_codegen::generate(&project, mode))
        .map_err(|report| anyhow!("{report}"))?;
    Ok(())
}
