//! `counterpart graph`

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::arguments::ProjectArgument;
use crate::exit;
use crate::print;

pub(crate) const HELP: &str = "\
Prints the system as its contracts tell it: packages, services with their methods,
entities, who owns what, which entity refers to which, and which service asks which
other one whether what it refers to exists. The same contracts give the same text.

Examples:
  counterpart graph                        Mermaid, which GitHub draws in Markdown
  counterpart graph --format dot | dot -Tsvg -o system.svg
  counterpart graph --format json | jq '.packages[].services[].name'

Exit codes:
  0  the picture is printed
  1  a contract is wrong
  2  it wasn't done: wrong arguments, no project";

#[derive(Args)]
pub(crate) struct Arguments {
    /// The language of the picture.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    project: ProjectArgument,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// A flowchart for Markdown.
    #[default]
    Mermaid,
    /// For Graphviz.
    Dot,
    /// Everything, for programs.
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let graph = arguments
        .project
        .read()
        .and_then(|project| counterpart_codegen::graph(&project));
    let graph = match graph {
        Ok(graph) => graph,
        Err(report) => {
            let format = arguments.project.message_format;
            return format.fail(&report, "nothing was drawn");
        }
    };
    let text = match arguments.format {
        Format::Mermaid => graph.mermaid(),
        Format::Dot => graph.dot(),
        Format::Json => graph.json(),
    };
    print::out(format_args!("{text}"));
    exit::FINE
}
