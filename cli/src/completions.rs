//! `counterpart completions`

use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::exit;
use crate::print;

pub(crate) const HELP: &str = "\
Examples:
  counterpart completions bash > ~/.local/share/bash-completion/completions/counterpart
  counterpart completions zsh > \"${fpath[1]}/_counterpart\"
  counterpart completions fish > ~/.config/fish/completions/counterpart.fish";

#[derive(Args)]
pub(crate) struct Arguments {
    /// The shell.
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut script = Vec::new();
    let mut command = crate::arguments::Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "counterpart", &mut script);
    print::out(format_args!("{}", String::from_utf8_lossy(&script)));
    exit::FINE
}
