//! Generated rules answer every case of protovalidate's conformance suite.
//!
//! The suite isn't a part of this repository: `tests/conformance/README.md` says
//! how the test is run with it.

mod run;
mod suite;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use self::run::Run;
use self::suite::{Case, Outcome, Suite};

/// Cases that can't be run, or that run and differ, and why. Each line has to
/// hold.
const EXCEPTIONS: &str = include_str!("../conformance/exceptions.txt");

/// The environment variable that tells where the suite is.
const FOLDER: &str = "PROTOVALIDATE_SUITE";

#[test]
#[ignore = "needs protovalidate's conformance suite, see tests/conformance/README.md"]
fn generated_rules_agree_with_the_conformance_suite() {
    let folder = std::env::var_os(FOLDER).map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| panic!("{FOLDER} tells no folder"));
    let suite = Suite::read(&folder);
    let run = Run::new(&suite);
    let answers = run.answers(&suite.cases);
    let mut exceptions = Exceptions::parse(EXCEPTIONS);
    let mut told = Vec::new();
    let (mut passed, mut left_out) = (0, 0);
    for case in &suite.cases {
        if exceptions.holds("clock", &case.message) {
            left_out += 1;
            continue;
        }
        // A type of Google's own has no rules.
        if case.message.starts_with("google.protobuf.") {
            left_out += 1;
            continue;
        }
        match answers.get(&case.name) {
            None => {
                left_out += 1;
                if !exceptions.leave_out(case, run.file_of(&case.message)) {
                    let why = run.refusal_of(&case.message);
                    told.push(format!(
                        "{} ({}) did not run: {why}",
                        case.name, case.message
                    ));
                }
            }
            Some(answer) => match difference(&case.expected, answer) {
                None => passed += 1,
                Some(difference) if !exceptions.differs(case) => {
                    told.push(format!("{} ({}) {difference}", case.name, case.message));
                }
                Some(_) => {}
            },
        }
    }
    let total = suite.cases.len();
    println!(
        "{total} cases: {passed} passed, {left_out} left out, {} differ",
        total - passed - left_out
    );
    told.extend(
        exceptions
            .unused()
            .map(|line| format!("no exception any more: {line}")),
    );
    assert!(
        told.is_empty(),
        "{} complaints:\n{}",
        told.len(),
        told.join("\n")
    );
}

/// How an answer differs from what is expected. Violations may come in any
/// order, and the suite leaves most messages open.
fn difference(expected: &Outcome, answer: &Outcome) -> Option<String> {
    let agrees = match (expected, answer) {
        (Outcome::Violations(expected), Outcome::Violations(found)) => {
            let mut rest = found.clone();
            let all_found = expected.iter().all(|wanted| {
                let at = rest
                    .iter()
                    .position(|violation| wanted.is_met_by(violation));
                at.map(|at| rest.remove(at)).is_some()
            });
            all_found && rest.is_empty()
        }
        (Outcome::RuntimeError, Outcome::RuntimeError)
        | (Outcome::CompilationError, Outcome::CompilationError) => true,
        _ => false,
    };
    (!agrees).then(|| format!("expected {expected:?}, found {answer:?}"))
}

/// What the list of exceptions says, and which lines of it held.
struct Exceptions {
    lines: BTreeMap<(String, String), bool>,
}

impl Exceptions {
    fn parse(text: &str) -> Self {
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|line| {
                let mut words = line.split_whitespace().map(str::to_owned);
                let key = words.next().zip(words.next());
                let reason = words.next();
                assert!(reason.is_some(), "an exception needs a reason: {line}");
                (key.expect("a reason comes third"), false)
            });
        Self {
            lines: lines.collect(),
        }
    }

    fn leave_out(&mut self, case: &Case, file: Option<&str>) -> bool {
        // Both are asked, so that neither line seems unused.
        let by_file = file.is_some_and(|file| self.holds("file", file));
        let by_message = self.holds("message", &case.message);
        by_file || by_message
    }

    fn differs(&mut self, case: &Case) -> bool {
        self.holds("case", &case.name)
    }

    fn holds(&mut self, kind: &str, name: &str) -> bool {
        let line = self.lines.get_mut(&(kind.to_owned(), name.to_owned()));
        line.is_some_and(|used| {
            *used = true;
            true
        })
    }

    fn unused(&self) -> impl Iterator<Item = String> {
        let unused = self.lines.iter().filter(|(_, used)| !**used);
        unused.map(|((kind, name), _)| format!("{kind} {name}"))
    }
}

/// Names of messages, each once.
type Names = BTreeSet<String>;
