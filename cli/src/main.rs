//! The `counterpart` command.

#![warn(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod check;
mod completions;
mod exit;
mod explain;
mod fmt;
mod generate;
mod graph;
mod outcome;
mod print;
mod report;
mod up;
mod watch;

use std::process::ExitCode;

use clap::Parser as _;

use self::arguments::{Arguments, Command};

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Graph(arguments) => graph::run(&arguments),
        Command::Up(arguments) => up::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    }
}
