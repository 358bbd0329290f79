//! `counterpart up`

use std::process::{Command, ExitCode};

use clap::Args;
use counterpart_codegen::Project;

use crate::arguments::ProjectArgument;
use crate::exit;
use crate::print::errln;

pub(crate) const HELP: &str = "\
Runs `cargo run --release -p PACKAGE -- up ARGS`, with PACKAGE from `up` in
counterpart.toml, and ends with its exit code; with 1 if a project file is wrong,
with 2 if there is none or it names no package.

Examples:
  counterpart up
  counterpart up --listen 127.0.0.1:9000
  counterpart up --project ../other -- --help";

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    project: ProjectArgument,
    /// What the system itself is told.
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "ARGS"
    )]
    arguments: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let project = match arguments.project.read() {
        Ok(project) => project,
        Err(report) => {
            let format = arguments.project.message_format;
            return format.fail(&report, "nothing was started");
        }
    };
    let Some(package) = &project.up else {
        errln!(
            "{} doesn't say which package to run. Add: up = \"PACKAGE\"",
            project.folder.join(Project::FILE).display()
        );
        return exit::not_done();
    };
    let status = Command::new("cargo")
        .current_dir(&project.folder)
        .args(["run", "--release", "--package", package, "--", "up"])
        .args(&arguments.arguments)
        .status();
    match status {
        // A process that a signal ended has no code.
        Ok(status) => match status.code().and_then(|code| u8::try_from(code).ok()) {
            Some(code) => ExitCode::from(code),
            None => ExitCode::FAILURE,
        },
        Err(error) => {
            errln!("cargo can't be started: {error}");
            exit::not_done()
        }
    }
}
