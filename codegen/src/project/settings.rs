//! What the project file says.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::wrong::Wrong;
use super::{Input, Packages};
use crate::diagnostic::{Code, Diagnostic, Report};

/// A project, as its `counterpart.toml` describes it.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder that holds the project file; all other paths start there.
    pub folder: PathBuf,
    /// Where its contracts are.
    pub input: Input,
    /// The packages that code is generated for.
    pub packages: Packages,
    /// The folder that the generated crates go to. Nothing else belongs there.
    pub output: PathBuf,
    /// The file that keeps the released contract.
    pub lock: PathBuf,
    /// The Cargo package that `counterpart up` runs.
    pub up: Option<String>,
    /// How the workspace depends on the runtime: what stands behind
    /// `counterpart =` in the table of its dependencies.
    pub runtime: String,
}

/// The project file, to the letter.
#[derive(Deserialize)]
pub(super) struct Settings {
    pub(super) roots: Option<Spanned<Vec<Spanned<PathBuf>>>>,
    pub(super) descriptors: Option<Spanned<PathBuf>>,
    packages: Spanned<Vec<String>>,
    #[serde(default = "default_output")]
    pub(super) output: Spanned<PathBuf>,
    #[serde(default = "default_lock")]
    pub(super) lock: Spanned<PathBuf>,
    up: Option<String>,
    runtime: Option<toml::Table>,
}

impl Settings {
    /// All keys.
    const KEYS: &[&str] = &[
        "roots",
        "descriptors",
        "packages",
        "output",
        "lock",
        "up",
        "runtime",
    ];

    /// The folders with contracts.
    pub(super) fn roots(&self) -> &[Spanned<PathBuf>] {
        let roots = self.roots.as_ref();
        roots.map_or(&[], |roots| roots.get_ref().as_slice())
    }
}

fn default_output() -> Spanned<PathBuf> {
    Spanned::new(0..0, PathBuf::from("generated"))
}

fn default_lock() -> Spanned<PathBuf> {
    Spanned::new(0..0, PathBuf::from("contract.lock"))
}

const EXAMPLE: &str = "\
a project file says where the contracts are and where their code goes:\n\
\n\
    # counterpart.toml\n\
    roots = [\"proto\"]          # where imports are looked up\n\
    packages = [\"shop.*\"]      # what code is generated for\n\
    output = \"generated\"       # where it goes\n\
    up = \"shop\"                # the package that `counterpart up` runs";

impl Project {
    /// The name of the project file.
    pub const FILE: &str = "counterpart.toml";

    /// Looks for the project file in a folder and those above it.
    pub fn find(folder: &Path) -> Result<PathBuf, Report> {
        let found = folder
            .ancestors()
            .map(|folder| folder.join(Self::FILE))
            .find(|path| path.is_file());
        found.ok_or_else(|| missing(&folder.join(Self::FILE)))
    }

    /// Looks for the project file in the current folder and those above it.
    pub fn find_from_here() -> Result<PathBuf, Report> {
        let here = std::env::current_dir().map_err(|error| {
            let message = format!("the current folder can't be read: {error}");
            Diagnostic::error(Code::FileUnreadable, message)
        })?;
        Self::find(&here)
    }

    /// Reads a project file.
    pub fn read(path: &Path) -> Result<Self, Report> {
        let text = fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => missing(path),
            _ => Report::from(Diagnostic::error(
                Code::FileUnreadable,
                format!("{} can't be read: {error}", path.display()),
            )),
        })?;
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        Self::parse(folder, &path.display().to_string(), &text)
    }

    /// Reads the text of a project file, which people know by `path`.
    pub fn parse(folder: &Path, path: &str, text: &str) -> Result<Self, Report> {
        let wrong = Wrong { path, text };
        let mut report = wrong.unknown_keys(Settings::KEYS);
        let settings: Settings = match toml::from_str(text) {
            Ok(settings) => settings,
            Err(error) => {
                let span = error.span().unwrap_or_default();
                report.push(wrong.at(span, error.message().to_owned()));
                return Err(report);
            }
        };
        let packages = match Packages::new(settings.packages.get_ref()) {
            Ok(packages) => Some(packages),
            Err(reason) => {
                report.push(wrong.at(settings.packages.span(), reason));
                None
            }
        };
        let input = match wrong.check_input(folder, &settings) {
            Ok(input) => Some(input),
            Err(found) => {
                report.extend(found);
                None
            }
        };
        report.extend(wrong.check_path(&settings.output));
        report.extend(wrong.check_path(&settings.lock));
        report.extend(wrong.check_output(folder, &settings));
        let (Some(packages), Some(input), true) = (packages, input, report.is_empty()) else {
            return Err(report);
        };
        Ok(Self {
            folder: folder.to_owned(),
            input,
            packages,
            output: settings.output.into_inner(),
            lock: settings.lock.into_inner(),
            up: settings.up,
            runtime: settings
                .runtime
                .as_ref()
                .map_or_else(published_runtime, inline),
        })
    }

    /// The way from a file in the `src` folder of a generated crate to the
    /// project's folder, with a slash at its end.
    pub(crate) fn way_up(&self) -> String {
        // The crate's folder and its `src`.
        let below_output = 2;
        "../".repeat(self.output.components().count() + below_output)
    }
}

/// How a workspace depends on a published runtime of this generator's version.
fn published_runtime() -> String {
    let version = concat!(
        env!("CARGO_PKG_VERSION_MAJOR"),
        ".",
        env!("CARGO_PKG_VERSION_MINOR")
    );
    format!("\"{version}\"")
}

/// A table in one line.
fn inline(table: &toml::Table) -> String {
    toml::Value::Table(table.clone()).to_string()
}

fn missing(path: &Path) -> Report {
    let message = format!("there is no project file {}", path.display());
    Diagnostic::error(Code::ProjectMissing, message)
        .help(EXAMPLE)
        .into()
}

#[cfg(test)]
mod tests;
