//! `docs/diagnostics.md`: each wrong example yields exactly its code and what is
//! printed there, and each right one is clean.
//!
//! A block of an example says in its first line what it is: `proto wrong`,
//! `proto right`, `proto released` (the contract that the lock knows), or without
//! such a word for wrong and right; then maybe the path of the file. `sh wrong`
//! is run in the project's folder. `text` is what is printed for the wrong one.
//!
//! With `UPDATE_DOCS=1`, what is printed is written into the document.

use std::fs;
use std::process::Command;

use counterpart_codegen::Code;
use serde_json::Value;
use tempfile::TempDir;

use crate::bench::{counterpart, run, told, vendored};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/diagnostics.md");

/// Stands above every contract that says no `syntax` or `edition` itself.
const HEAD: &str = "syntax = \"proto3\"; package test.v1; \
    import \"buf/validate/validate.proto\"; \
    import \"counterpart/v1/options.proto\"; \
    import \"google/api/annotations.proto\"; \
    import \"google/api/field_behavior.proto\"; \
    import \"google/protobuf/any.proto\"; \
    import \"google/protobuf/empty.proto\"; \
    import \"google/protobuf/field_mask.proto\"; \
    import \"google/protobuf/timestamp.proto\";\n\n";

/// Codes that no contract leads to, with the reason: the document explains them
/// without an example.
const WITHOUT_EXAMPLE: &[(&str, &str)] = &[
    (
        "C0420",
        "no parser lets such a name through, only descriptors can hold one",
    ),
    (
        "C0603",
        "a full disk or a folder without permissions is part of no project",
    ),
    (
        "C0506",
        "a build script or a plugin reads the lock that `generate` writes",
    ),
    ("C0604", "a template fails only if the generator has a bug"),
];

/// A block of an example.
struct Block {
    /// `proto`, `toml`, `sh` or `text`.
    language: String,
    /// `wrong`, `right`, `released`, or nothing.
    when: Option<String>,
    /// Where it goes.
    path: String,
    text: String,
    /// The line of the document in which the text begins.
    line: usize,
}

fn blocks(section: &str, first_line: usize) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in section.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(info), None) => open = Some(block(info, first_line + number + 1)),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is closed");
    found
}

fn block(info: &str, line: usize) -> Block {
    let mut words = info.split_whitespace().map(str::to_owned).peekable();
    let language = words.next().expect("a block has a language");
    let when = words.next_if(|word| ["wrong", "right", "released"].contains(&word.as_str()));
    let path = words.next().unwrap_or_else(|| match language.as_str() {
        "toml" => "counterpart.toml".to_owned(),
        _ => "proto/test/v1/test.proto".to_owned(),
    });
    Block {
        language,
        when,
        path,
        text: String::new(),
        line,
    }
}

/// A project with the blocks of one moment.
struct Stage {
    folder: TempDir,
}

impl Stage {
    fn new() -> Self {
        let stage = Self { folder: vendored() };
        let settings = "roots = [\"proto\"]\npackages = [\"test.*\"]\n";
        stage.write("counterpart.toml", settings);
        stage.write(
            "proto/test/v1/test.proto",
            &format!("{HEAD}message Note {{}}\n"),
        );
        stage
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Puts the files of a moment in place, and runs its commands.
    fn at(&self, blocks: &[Block], moment: &str) {
        let is_now = |block: &&Block| match &block.when {
            Some(when) => when == moment,
            None => block.language != "text" && moment != "released",
        };
        for block in blocks.iter().filter(is_now) {
            match block.language.as_str() {
                "proto"
                    if !["syntax", "edition"]
                        .iter()
                        .any(|first| block.text.starts_with(first)) =>
                {
                    self.write(&block.path, &format!("{HEAD}{}", block.text));
                }
                "proto" | "toml" => self.write(&block.path, &block.text),
                "sh" => {
                    let mut sh = Command::new("sh");
                    sh.current_dir(self.folder.path())
                        .arg("-ec")
                        .arg(&block.text);
                    assert!(sh.status().expect("a shell").success(), "{}", block.text);
                }
                other => panic!("a block of {other} is no example"),
            }
        }
    }

    /// The codes that a command tells, what people read of them, and whether it
    /// ended well.
    fn told(&self, command: &str) -> (Vec<String>, String, bool) {
        let mut counterpart = counterpart(self.folder.path());
        counterpart.args([command, "--project", "counterpart.toml"]);
        let output = counterpart.args(["--message-format", "json"]).output();
        let output = output.expect("the command runs");
        assert!(
            output.stderr.is_empty(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let mut codes = Vec::new();
        let mut rendered = String::new();
        for line in String::from_utf8(output.stdout).expect("text").lines() {
            let object: Value = serde_json::from_str(line).expect("an object");
            if object["reason"] == "diagnostic" {
                let text = |field: &str| object[field].as_str().expect("a text").to_owned();
                codes.push(text("code"));
                rendered.push_str(&text("rendered"));
            }
        }
        (codes, rendered, output.status.success())
    }
}

/// Runs the example of a section. What is printed, and what is wrong with the
/// section.
fn judge(code: &str, blocks: &[Block]) -> (String, Vec<String>) {
    let mut faults = Vec::new();
    let before = |stage: &Stage| {
        if blocks
            .iter()
            .any(|block| block.when.as_deref() == Some("released"))
        {
            stage.at(blocks, "released");
            let (codes, rendered, _) = stage.told("generate");
            assert!(
                codes.is_empty(),
                "{code}: the released contract is right: {rendered}"
            );
        }
    };
    let wrong = Stage::new();
    before(&wrong);
    wrong.at(blocks, "wrong");
    let (codes, printed, _) = wrong.told("check");
    if codes.is_empty() || codes.iter().any(|told| told != code) {
        faults.push(format!(
            "{code}: the wrong example tells {codes:?}:\n{printed}"
        ));
    }
    let right = Stage::new();
    before(&right);
    right.at(blocks, "right");
    let (_, rendered, is_fine) = right.told("generate");
    if !rendered.is_empty() || !is_fine {
        faults.push(format!("{code}: the right example isn't:\n{rendered}"));
    }
    (format!("{}\n", printed.trim()), faults)
}

/// A section of the document, and what came of it.
struct Case {
    id: &'static str,
    blocks: Vec<Block>,
    printed: String,
    faults: Vec<String>,
}

/// The sections that have examples.
fn cases(document: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for code in Code::ALL {
        let id = code.id();
        let head = format!("\n### {id}\n");
        // A code without a section is told by the generator's own test.
        let Some(start) = document.find(&head) else {
            continue;
        };
        let blocks = blocks(code.explanation(), document[..start].lines().count() + 3);
        if WITHOUT_EXAMPLE.iter().any(|(without, _)| *without == id) {
            assert!(blocks.is_empty(), "{id} is explained without an example");
            continue;
        }
        cases.push(Case {
            id,
            blocks,
            printed: String::new(),
            faults: Vec::new(),
        });
    }
    cases
}

/// Runs all examples, several at a time.
fn judge_all(cases: &mut [Case]) {
    const THREADS: usize = 4;
    let share = cases.len().div_ceil(THREADS);
    std::thread::scope(|scope| {
        for cases in cases.chunks_mut(share) {
            scope.spawn(move || {
                for case in cases {
                    (case.printed, case.faults) = judge(case.id, &case.blocks);
                }
            });
        }
    });
}

#[test]
fn every_example_is_wrong_and_right_as_it_says() {
    let document = fs::read_to_string(PATH).expect("the document");
    let is_update = std::env::var_os("UPDATE_DOCS").is_some();
    let mut cases = cases(&document);
    judge_all(&mut cases);
    let mut updated: Vec<String> = document.lines().map(str::to_owned).collect();
    let mut faults: Vec<String> = Vec::new();
    // From the end, so that the lines of those before keep their numbers.
    for case in cases.into_iter().rev() {
        let shown = case.blocks.iter().find(|block| block.language == "text");
        let shown = shown.unwrap_or_else(|| panic!("{} has a block `text`", case.id));
        if is_update {
            let lines = shown.line..shown.line + shown.text.lines().count();
            updated.splice(lines, case.printed.lines().map(str::to_owned));
        } else if shown.text != case.printed {
            faults.push(format!("{}: what is printed is\n{}", case.id, case.printed));
        }
        faults.extend(case.faults);
    }
    if is_update {
        fs::write(PATH, updated.join("\n") + "\n").expect("the document");
    }
    assert!(
        faults.is_empty(),
        "{}\nUPDATE_DOCS=1 writes what is printed into docs/diagnostics.md",
        faults.join("\n")
    );
}

#[test]
fn explain_prints_a_section_and_lists_all_codes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let section = told(&run(folder.path(), &["explain", "c0107"]));
    assert!(
        section.starts_with("C0107: An index names no field of its entity.\n"),
        "{section}"
    );
    assert!(section.contains("did you mean \"isbn\"?"), "{section}");
    let all = told(&run(folder.path(), &["explain"]));
    assert_eq!(all.lines().count(), Code::ALL.len());
    let unknown = run(folder.path(), &["explain", "C9999"]);
    assert_eq!(unknown.status.code(), Some(2));
}
