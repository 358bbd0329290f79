//! `counterpart fmt`

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::Args;
use counterpart_codegen::Input;

use crate::arguments::ProjectArgument;
use crate::exit;
use crate::print::errln;

pub(crate) const HELP: &str = "\
Hands the files of the project's packages to `buf format`; what they import from
others stays as it is. buf is no part of this command: see
https://buf.build/docs/cli/installation, or install it with
`npm install --global @bufbuild/buf`.

Examples:
  counterpart fmt
  counterpart fmt --check
  counterpart fmt --buf node_modules/.bin/buf

Exit codes:
  0  everything is formatted
  1  with --check: a file isn't; else: buf refused a file
  2  it wasn't done: wrong arguments, no project, no buf";

#[derive(Args)]
pub(crate) struct Arguments {
    /// Writes nothing, prints what would change, and fails if anything would.
    #[arg(long)]
    check: bool,
    /// The buf to run.
    #[arg(
        long,
        value_name = "PATH",
        env = "COUNTERPART_BUF",
        default_value = "buf"
    )]
    buf: PathBuf,
    #[command(flatten)]
    project: ProjectArgument,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let format = arguments.project.message_format;
    let found = arguments
        .project
        .read()
        .and_then(|project| Ok((project.files()?, project)));
    let (contracts, project) = match found {
        Ok(found) => found,
        Err(report) => return format.fail(&report, "nothing was formatted"),
    };
    if let Input::Descriptors(set) = &project.input {
        errln!(
            "{} holds compiled contracts: format the files that it was made of, where they are",
            set.display()
        );
        return exit::not_done();
    }
    let mut code = exit::FINE;
    for root in project.input.roots() {
        let inside = contracts.iter().filter(|path| path.starts_with(root));
        let paths: Vec<&PathBuf> = inside.collect();
        if paths.is_empty() {
            continue;
        }
        let mut buf = Command::new(program(&arguments.buf));
        buf.current_dir(&project.folder).arg("format").arg(root);
        if arguments.check {
            buf.args(["--diff", "--exit-code"]);
        } else {
            buf.arg("--write");
        }
        for path in paths {
            buf.arg("--path").arg(path);
        }
        match buf.status() {
            Ok(status) if status.success() => {}
            Ok(_) => code = exit::FINDINGS,
            Err(error) => {
                tell_missing(&arguments.buf, &error);
                return exit::not_done();
            }
        }
    }
    code
}

/// A path to a program starts where the command was started, and a mere name
/// is looked up as shells do.
fn program(buf: &Path) -> PathBuf {
    if buf.components().count() > 1 {
        std::path::absolute(buf).unwrap_or_else(|_| buf.to_owned())
    } else {
        buf.to_owned()
    }
}

fn tell_missing(buf: &Path, error: &io::Error) {
    let buf = buf.display();
    if error.kind() == io::ErrorKind::NotFound {
        errln!(
            "{buf} isn't there, and it is what formats contracts. Install it \
             (https://buf.build/docs/cli/installation), or say where it is: --buf PATH"
        );
    } else {
        errln!("{buf} can't be started: {error}");
    }
}
