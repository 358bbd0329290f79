//! What can be asked of the command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use counterpart_codegen::{Project, Report};

use crate::report::MessageFormat;

/// Generates and runs systems whose contracts are protobuf files.
#[derive(Parser)]
#[command(name = "counterpart", version, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  counterpart generate            brings the generated crates up to date
  counterpart check               tells what is wrong or isn't up to date, for CI
  counterpart explain C0107       tells what an error means and how to mend it
  counterpart up                  starts the system

Exit codes: 0 fine, 1 something was found, 2 it couldn't be done.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Writes the crates of all contracts.
    #[command(after_help = crate::generate::HELP)]
    Generate(crate::generate::Arguments),
    /// Checks contracts, lock and generated crates, and writes nothing.
    #[command(after_help = crate::check::HELP)]
    Check(crate::check::Arguments),
    /// Tells what the code of an error or a warning means, and the fix.
    #[command(after_help = crate::explain::HELP)]
    Explain(crate::explain::Arguments),
    /// Formats contracts with buf.
    #[command(after_help = crate::fmt::HELP)]
    Fmt(crate::fmt::Arguments),
    /// Prints the system as a picture: services, methods, entities.
    #[command(after_help = crate::graph::HELP)]
    Graph(crate::graph::Arguments),
    /// Builds and starts the package that the project file names.
    #[command(after_help = crate::up::HELP)]
    Up(crate::up::Arguments),
    /// Prints a script that completes this command's words in a shell.
    #[command(after_help = crate::completions::HELP)]
    Completions(crate::completions::Arguments),
}

/// Which project is meant, and how what is wrong with it is told.
#[derive(Args)]
pub(crate) struct ProjectArgument {
    /// The project file, or the folder that holds it. [default: the nearest
    /// counterpart.toml in this folder or above]
    #[arg(long, value_name = "PATH")]
    project: Option<PathBuf>,
    /// The form of errors and warnings.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
}

impl ProjectArgument {
    /// The path of the project file.
    pub(crate) fn file(&self) -> Result<PathBuf, Report> {
        match &self.project {
            Some(folder) if folder.is_dir() => Ok(folder.join(Project::FILE)),
            Some(file) => Ok(file.clone()),
            None => Project::find_from_here(),
        }
    }

    /// Reads the project file.
    pub(crate) fn read(&self) -> Result<Project, Report> {
        Project::read(&self.file()?)
    }
}
