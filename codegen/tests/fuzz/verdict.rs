//! What holds of every run, whatever the contract says.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use counterpart_codegen::Report;
use counterpart_codegen::steps::{self, Content, Files};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::sound;

/// Where the contract under test stands.
pub(crate) const FILE: &str = "test/v1/test.proto";

/// The options that contracts may import, by the names of their files.
fn vendored() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto");
    let files = [
        "buf/validate/validate.proto",
        "counterpart/v1/options.proto",
        "google/api/annotations.proto",
        "google/api/field_behavior.proto",
        "google/api/http.proto",
    ];
    let read = |file: &str| fs::read_to_string(folder.join(file)).expect("a vendored file");
    files.map(|file| (file.to_owned(), read(file))).into()
}

/// Runs the generator over one contract.
pub(crate) fn run(contract: &str) -> Result<Files, Report> {
    let mut texts = vendored();
    texts.insert(FILE.to_owned(), contract.to_owned());
    steps::of_texts(&texts, &[FILE.to_owned()])
}

/// Judges a run of one contract.
pub(crate) fn judge(contract: &str) -> Result<(), TestCaseError> {
    hold(&run(contract))
}

/// A report can be shown in every form, and blames no part of the generator;
/// what is rendered is TOML and Rust, in which nothing is missing or stands twice.
pub(crate) fn hold(outcome: &Result<Files, Report>) -> Result<(), TestCaseError> {
    match outcome {
        Ok(files) => parses(files),
        Err(report) => tells(report),
    }
}

fn tells(report: &Report) -> Result<(), TestCaseError> {
    prop_assert!(
        report.has_errors(),
        "nothing is rendered, and nothing is wrong"
    );
    let lines = report.short().lines().count();
    prop_assert_eq!(lines, report.iter().count(), "a line for each finding");
    for line in report.json().lines() {
        let object: Result<serde_json::Value, _> = serde_json::from_str(line);
        prop_assert!(object.is_ok(), "{}", line);
    }
    let human = report.render(100, false);
    for diagnostic in report.iter() {
        let code = diagnostic.code.id();
        prop_assert!(human.contains(code));
        // Templates take all that the checks let through.
        prop_assert!(code != "C0604", "{}", human);
        if let Some(place) = &diagnostic.place
            && let (Some(span), Some(text)) = (&place.span, &place.file.text)
        {
            prop_assert!(text.get(span.clone()).is_some(), "{:?} of {}", span, human);
        }
    }
    Ok(())
}

fn parses(files: &Files) -> Result<(), TestCaseError> {
    for (path, content) in files.iter() {
        let Content::Text(text) = content;
        let error = match Path::new(path)
            .extension()
            .and_then(|ending| ending.to_str())
        {
            Some("rs") => syn::parse_file(text).err().map(|error| error.to_string()),
            Some("toml") => toml::from_str::<toml::Table>(text)
                .err()
                .map(|error| error.to_string()),
            _ => None,
        };
        prop_assert!(error.is_none(), "{}: {:?}\n{}", path, error, text);
    }
    let faults = sound::faults(files);
    prop_assert!(faults.is_empty(), "{:#?}", faults);
    Ok(())
}
