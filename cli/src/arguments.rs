//! What can be asked of the command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use counterpart_codegen::Project;
use counterpart_codegen::Report;

/// Generates and runs systems whose contracts are protobuf files.
#[derive(Parser)]
#[command(name = "counterpart", version, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  counterpart generate            brings the generated crates up to date
  counterpart generate --check    tells what isn't up to date, for CI
  counterpart up                  starts the system")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Writes the crates of all contracts.
    #[command(after_help = crate::generate::HELP)]
    Generate(crate::generate::Arguments),
    /// Builds and starts the package that the project file names.
    #[command(after_help = crate::up::HELP)]
    Up(crate::up::Arguments),
}

/// Which project is meant.
#[derive(Args)]
pub(crate) struct ProjectArgument {
    /// The project file, or the folder that holds it. [default: the nearest
    /// counterpart.toml in this folder or above]
    #[arg(long, value_name = "PATH")]
    project: Option<PathBuf>,
}

impl ProjectArgument {
    /// Reads the project file.
    pub(crate) fn read(&self) -> Result<Project, Report> {
        let path = match &self.project {
            Some(folder) if folder.is_dir() => folder.join(Project::FILE),
            Some(file) => file.clone(),
            None => Project::find_from_here()?,
        };
        Project::read(&path)
    }
}
