//! The `counterpart` command.

mod arguments;
mod generate;
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
