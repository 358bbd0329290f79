//! `counterpart explain`

use std::process::ExitCode;

use clap::Args;
use counterpart_codegen::Code;

use crate::exit;
use crate::print::{errln, outln};

pub(crate) const HELP: &str = "\
Prints what docs/diagnostics.md says of a code: its meaning, a wrong contract, what
is printed for it, and how to mend it. Without a code, lists all of them.

Examples:
  counterpart explain C0107
  counterpart explain
  counterpart explain | grep -i index";

#[derive(Args)]
pub(crate) struct Arguments {
    /// The code of an error or a warning, such as C0107.
    code: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Some(written) = &arguments.code else {
        for code in Code::ALL {
            outln!("{}  {}", code.id(), code.meaning());
        }
        return exit::FINE;
    };
    let Some(code) = Code::named(written) else {
        errln!("there is no code {written}. `counterpart explain` lists all of them");
        return exit::not_done();
    };
    outln!("{}: {}", code.id(), readable(code.explanation()));
    exit::FINE
}

/// Markdown without its fences: what a block is stands in a line before it, and
/// its text is indented.
fn readable(markdown: &str) -> String {
    let mut lines = Vec::new();
    let mut is_inside = false;
    for line in markdown.lines() {
        match line.strip_prefix("```") {
            Some("") => is_inside = false,
            Some(info) => {
                is_inside = true;
                lines.push(caption(info));
                lines.push(String::new());
            }
            None if is_inside && !line.is_empty() => lines.push(format!("  {line}")),
            None => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}

/// What the first line of a block means: `proto wrong a.proto`.
fn caption(info: &str) -> String {
    let mut words = info.split_whitespace().peekable();
    let language = words.next().unwrap_or_default();
    let when = words.next_if(|word| ["wrong", "right", "released"].contains(word));
    let what = match (language, when) {
        ("text", _) => "What is printed",
        ("sh", _) => "Wrong, after",
        (_, Some("wrong")) => "Wrong",
        (_, Some("right")) => "Right",
        (_, Some("released")) => "Released before",
        _ => "Given",
    };
    match words.next() {
        Some(path) => format!("{what}, in {path}:"),
        None => format!("{what}:"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_indented_behind_what_they_are() {
        let markdown =
            "Why.\n\n```proto wrong a.proto\nmessage A {\n\n}\n```\n\n```text\nC0001\n```";
        assert_eq!(
            readable(markdown),
            "Why.\n\nWrong, in a.proto:\n\n  message A {\n\n  }\n\nWhat is printed:\n\n  C0001"
        );
    }
}
