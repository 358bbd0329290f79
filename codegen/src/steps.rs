//! The steps of the pipeline, for the tests of this crate alone: they compare
//! what is read and rendered without a project around it.

use std::collections::BTreeMap;

use prost_reflect::DescriptorPool;

pub use crate::lock::Lock;
pub use crate::model::*;
pub use crate::output::{Content, Files, format};
pub use crate::read::{Inputs, Reading, read};
pub use crate::render::render;

use crate::check;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::locate::{Sites, Sources};
use crate::read::{compile, set};

/// Compiles, checks, renders and formats these files, given among the texts of all by
/// their names.
pub fn of_texts(texts: &BTreeMap<String, String>, files: &[String]) -> Result<Files, Report> {
    let mut sources = Sources::new();
    for (name, text) in texts {
        sources.add(name, &format!("proto/{name}"), text);
    }
    let compiled = compile(&sources, files);
    let reading = Reading::new(compiled.pool, &compiled.files, &sources);
    if !compiled.errors.is_empty() {
        let mut report = Report::from_compiler(&compiled.errors, &sources);
        let sites = Sites::new(&sources, &reading.pool);
        report.extend(check::check_part(&reading.contract, &sites));
        return Err(report);
    }
    checked_and_rendered(&reading, &sources)
}

/// Builds the model of these packages from compiled descriptors, without any text.
pub fn read_set(bytes: &[u8], is_wanted: impl Fn(&str) -> bool) -> Result<Reading, Report> {
    let pool = set("descriptors", bytes)?;
    let files = pool.files().filter(|file| is_wanted(file.package_name()));
    let files: Vec<String> = files.map(|file| file.name().to_owned()).collect();
    Ok(Reading::new(pool, &files, &Sources::new()))
}

/// Checks, renders and formats these files of a pool, whose texts nobody knows.
pub fn of_descriptors(pool: DescriptorPool, files: &[String]) -> Result<Files, Report> {
    let sources = Sources::new();
    checked_and_rendered(&Reading::new(pool, files, &sources), &sources)
}

/// What the checks tell of contracts whose texts nobody knows.
pub fn check(reading: &Reading) -> Report {
    let sources = Sources::new();
    let found = check::check(&reading.contract, &Sites::new(&sources, &reading.pool));
    match found.into_result() {
        Ok(report) | Err(report) => report,
    }
}

fn checked_and_rendered(reading: &Reading, sources: &Sources) -> Result<Files, Report> {
    let sites = Sites::new(sources, &reading.pool);
    check::check(&reading.contract, &sites).into_result()?;
    let lock = Lock::default().updated(&reading.contract);
    let files = render(&reading.contract, &reading.pool, &lock, "../../../");
    let files = files.map_err(|error| Diagnostic::error(Code::RenderFailed, error.to_string()))?;
    Ok(format(&files))
}
