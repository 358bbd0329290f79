//! The `counterpart` command.

#![warn(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod generate;
mod print;
mod report;
mod up;

use std::process::ExitCode;

use clap::Parser as _;

use self::arguments::{Arguments, Command};

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Up(arguments) => up::run(&arguments),
    }
}
