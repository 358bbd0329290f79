//! The suite's contracts, generated and run.

use std::collections::BTreeMap;
use std::fs;

use counterpart_codegen::steps::{Contract, Kind, Reading};
use counterpart_codegen::{Code, Mode, Project, Report, generate};

use super::Names;
use super::suite::{CASES, Case, Outcome, Suite, Violation};
use crate::rendered::repository;
use crate::theirs;
use crate::workspace::Workspace;

/// What of the suite could be generated.
pub(super) struct Run {
    workspace: Workspace,
    /// The messages that are generated.
    generated: Names,
    /// The messages whose rules are refused.
    wrong: Names,
    /// Why each other message isn't generated.
    refused: BTreeMap<String, String>,
    /// The file of each message, without its folder.
    files: BTreeMap<String, String>,
}

impl Run {
    pub(super) fn new(suite: &Suite) -> Self {
        let mut reading = suite.reading.clone();
        let report = checked(suite);
        let mut files = BTreeMap::new();
        for message in reading.contract.messages() {
            let file = message.origin.file.rsplit('/').next().unwrap_or_default();
            files.insert(message.full_name.clone(), file.to_owned());
        }
        let (wrong, refused) = refusals(&reading.contract, &report);
        retain(&mut reading, |name| {
            !wrong.contains(name) && !refused.contains_key(name)
        });
        let generated = reading
            .contract
            .messages()
            .map(|message| message.full_name.clone());
        Self {
            generated: generated.collect(),
            workspace: workspace(&reading),
            wrong,
            refused,
            files,
        }
    }

    pub(super) fn file_of(&self, message: &str) -> Option<&str> {
        self.files.get(message).map(String::as_str)
    }

    pub(super) fn refusal_of(&self, message: &str) -> &str {
        let reason = self.refused.get(message).map(String::as_str);
        reason.unwrap_or("it isn't in the descriptors")
    }

    /// What comes of each case that can be run, by its name.
    pub(super) fn answers(&self, cases: &[Case]) -> BTreeMap<String, Outcome> {
        let mut answers = BTreeMap::new();
        let mut input = String::new();
        let mut asked = Vec::new();
        for case in cases {
            if self.wrong.contains(&case.message) {
                answers.insert(case.name.clone(), Outcome::CompilationError);
            } else if self.generated.contains(&case.message) {
                input.push_str(&format!("{} ", case.message));
                for byte in &case.bytes {
                    input.push_str(&format!("{byte:02x}"));
                }
                input.push('\n');
                asked.push(&case.name);
            }
        }
        let output = self
            .workspace
            .ask(&["run", "--quiet", "--package", "conformance"], &input);
        let mut lines = output.lines();
        for name in asked {
            let count = lines.next().and_then(|count| count.parse().ok());
            let count = count.expect("the program counts its lines");
            let block: Vec<&str> = lines.by_ref().take(count).collect();
            answers.insert(name.clone(), outcome(&block));
        }
        answers
    }
}

fn outcome(lines: &[&str]) -> Outcome {
    if let Some(error) = lines.iter().find(|line| !line.starts_with("violation ")) {
        return match error.strip_prefix("error ") {
            Some(_) => Outcome::RuntimeError,
            None => Outcome::Other((*error).to_owned()),
        };
    }
    Outcome::Violations(lines.iter().map(|line| violation(line)).collect())
}

/// `violation "field" "rule" false "message"`, whose texts are written as JSON
/// would be, as far as the suite goes.
fn violation(line: &str) -> Violation {
    let mut texts = Vec::new();
    let mut rest = line;
    while let Some((_, quoted)) = rest.split_once('"') {
        let mut text = String::new();
        let mut letters = quoted.char_indices();
        let end = loop {
            match letters.next() {
                Some((at, '"')) => break at,
                Some((_, '\\')) => match letters.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, letter)) => text.push(letter),
                    None => panic!("a text ends: {line}"),
                },
                Some((_, letter)) => text.push(letter),
                None => panic!("a text ends: {line}"),
            }
        };
        texts.push(text);
        rest = &quoted[end + 1..];
    }
    let [field, rule, message] = <[String; 3]>::try_from(texts).expect("there are three texts");
    Violation {
        field,
        rule,
        for_key: line.contains(" true "),
        message,
    }
}

/// All that the generator tells of these contracts.
fn checked(suite: &Suite) -> Report {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let write = |name: &str, content: &[u8]| {
        let written = fs::write(folder.path().join(name), content);
        written.expect("there is room for temporary files");
    };
    let project =
        format!("descriptors = \"descriptors.binpb\"\npackages = [\"{CASES}\", \"{CASES}.*\"]\n");
    write("descriptors.binpb", &suite.descriptors);
    write("counterpart.toml", project.as_bytes());
    write("Cargo.toml", b"[workspace]\nmembers = [\"generated/*\"]\n");
    let project = Project::read(&folder.path().join("counterpart.toml"));
    match generate(&project.expect("the project file is right"), Mode::Check) {
        Ok(outcome) => outcome.warnings,
        Err(report) => report,
    }
}

/// The messages whose rules are wrong, and those that can't be generated for
/// another reason. What holds one that can't be generated can't be either.
fn refusals(contract: &Contract, report: &Report) -> (Names, BTreeMap<String, String>) {
    let is_rule =
        |code: Code| matches!(code.id(), "C0407" | "C0408") || code.id().starts_with("C044");
    let mut wrong = Names::new();
    let mut refused = BTreeMap::new();
    let errors = report
        .iter()
        .filter(|found| found.severity == counterpart_codegen::Severity::Error);
    for found in errors {
        let text = format!("{} ", found.message);
        let named = contract.messages().filter(|message| {
            text.match_indices(&message.full_name).any(|(at, name)| {
                let next = text[at + name.len()..].chars().next();
                next.is_none_or(|next| !next.is_alphanumeric() && next != '.' && next != '_')
            })
        });
        let mut named: Vec<_> = named.map(|message| message.full_name.clone()).collect();
        if found.code == Code::Group {
            let holders = contract.messages().filter(|message| {
                let mut fields = message.fields.iter();
                fields.any(|field| matches!(field.kind, Kind::Group(_)))
            });
            named = holders.map(|message| message.full_name.clone()).collect();
        }
        if named.is_empty() {
            let file = found.place.as_ref().map(|place| place.file.path.clone());
            let file = file.unwrap_or_default();
            let inside = contract
                .messages()
                .filter(|message| file.ends_with(&message.origin.file));
            named = inside.map(|message| message.full_name.clone()).collect();
            assert!(!named.is_empty(), "whom does this mean? {found}");
        }
        for name in named {
            if is_rule(found.code) {
                wrong.insert(name);
            } else {
                refused.insert(name, found.message.clone());
            }
        }
    }
    loop {
        let holder = contract.messages().find_map(|message| {
            let name = &message.full_name;
            if wrong.contains(name) || refused.contains_key(name) {
                return None;
            }
            let held = message.fields.iter().find_map(|field| match &field.kind {
                Kind::Message(held) | Kind::Group(held) => {
                    (refused.contains_key(held) || wrong.contains(held)).then_some(held)
                }
                _ => None,
            })?;
            Some((name.clone(), format!("it holds {held}")))
        });
        match holder {
            Some((name, reason)) => refused.insert(name, reason),
            None => return (wrong, refused),
        };
    }
}

fn retain(reading: &mut Reading, is_kept: impl Fn(&str) -> bool) {
    let mut packages = reading.contract.packages.clone();
    for package in &mut packages {
        package
            .messages
            .retain(|message| is_kept(&message.full_name));
    }
    reading.contract = Contract::new(packages);
}

/// The generated crates, and the program in `tests/conformance` over them.
fn workspace(reading: &Reading) -> Workspace {
    let workspace = Workspace::new("conformance", "conformance", reading);
    let main = repository().join("codegen/tests/conformance/src/main.rs");
    let main = fs::read(main).expect("it is checked in");
    workspace.write("conformance/src/main.rs", &main);
    let mut messages = String::from(
        "//! The messages of the suite, by name.\n\nuse crate::{Outcome, validated};\n\n\
         /// Validates the bytes of the message with this name.\n\
         pub(crate) fn validate(name: &str) -> Option<fn(&[u8]) -> Outcome> {\n    Some(match name {\n",
    );
    for package in &reading.contract.packages {
        for message in &package.messages {
            let ty = theirs::ours(package, message);
            messages.push_str(&format!(
                "        {:?} => validated::<{ty}>,\n",
                message.full_name
            ));
        }
    }
    messages.push_str("        _ => return None,\n    })\n}\n");
    workspace.write("conformance/src/messages.rs", messages.as_bytes());
    let mut manifest = String::from(
        "[package]\nname = \"conformance\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\ncounterpart.workspace = true\n",
    );
    for package in &reading.contract.packages {
        let name = package.name.replace(['.', '_'], "-");
        manifest.push_str(&format!("{name}.workspace = true\n"));
    }
    workspace.write("conformance/Cargo.toml", manifest.as_bytes());
    workspace
}
