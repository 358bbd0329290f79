//! What the Rust compiler says of a copy.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::process::Stdio;

use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use cargo_metadata::{Message, MetadataCommand};

use crate::copy::Copy;

/// The errors of each crate that doesn't compile.
#[derive(Debug)]
pub(crate) struct Findings {
    errors: BTreeMap<String, Vec<Diagnostic>>,
}

impl Findings {
    /// Checks every crate whose dependencies compile, its tests included.
    pub(crate) fn of(copy: &Copy) -> Self {
        let mut check = copy.cargo();
        check.args([
            "check",
            "--offline",
            "--workspace",
            "--all-targets",
            "--keep-going",
        ]);
        check.args(["--quiet", "--message-format", "json"]);
        let mut cargo = check.stdout(Stdio::piped()).spawn().expect("cargo runs");
        let stdout = BufReader::new(cargo.stdout.take().expect("cargo's output is piped"));

        let names = names_by_id(copy);
        let mut errors: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for message in Message::parse_stream(stdout) {
            let Message::CompilerMessage(message) = message.expect("cargo speaks JSON") else {
                continue;
            };
            // The last error of a crate only counts the others, and has no place.
            if message.message.level == DiagnosticLevel::Error && !message.message.spans.is_empty()
            {
                errors
                    .entry(names[&message.package_id.repr].clone())
                    .or_default()
                    .push(message.message);
            }
        }
        let success = cargo.wait().expect("cargo ends").success();
        assert_eq!(
            success,
            errors.is_empty(),
            "cargo failed for another reason than a crate's errors: {errors:#?}"
        );
        Self { errors }
    }

    /// The crates that don't compile, in the order of their names.
    pub(crate) fn crates(&self) -> Vec<&str> {
        self.errors.keys().map(String::as_str).collect()
    }

    /// The first line of a crate's first error.
    pub(crate) fn first_line(&self, name: &str) -> &str {
        self.errors[name][0]
            .message
            .lines()
            .next()
            .unwrap_or_default()
    }

    /// Whether each error says this text, and where.
    pub(crate) fn all_say(&self, text: &str) -> bool {
        self.errors
            .values()
            .flatten()
            .all(|error| error.message.contains(text))
    }
}

fn names_by_id(copy: &Copy) -> BTreeMap<String, String> {
    let metadata = MetadataCommand::new()
        .current_dir(copy.root())
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec();
    let packages = metadata.expect("cargo describes the copy").packages;
    packages
        .into_iter()
        .map(|package| (package.id.repr, package.name.to_string()))
        .collect()
}
