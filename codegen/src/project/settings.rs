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
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Project, String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for root in ["proto/shop", "generated"] {
            fs::create_dir_all(folder.path().join(root)).expect("a folder");
        }
        Project::parse(folder.path(), "counterpart.toml", text).map_err(|report| report.to_string())
    }

    #[test]
    fn what_is_left_out_has_its_usual_value() {
        let project = parse("roots = ['proto']\npackages = ['shop.*']").expect("valid");
        assert_eq!(project.output, Path::new("generated"));
        assert_eq!(project.lock, Path::new("contract.lock"));
        assert_eq!(project.up, None);
        assert_eq!(project.runtime, "\"0.1\"");
        assert_eq!(project.way_up(), "../../../");
    }

    #[test]
    fn the_runtime_can_be_depended_on_in_any_way() {
        let text = "roots = ['proto']\npackages = ['a']\nruntime = { path = 'runtime' }";
        let project = parse(text).expect("valid");
        assert_eq!(project.runtime, "{ path = \"runtime\" }");
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let error = parse("roots = ['proto']\npackages = ['a']\nouput = 'x'").expect_err("unknown");
        assert_eq!(error, "counterpart.toml:3:1: there is no key `ouput`\n");
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let error = parse("roots = ['protos']\npackages = ['*']\nouput = 'x'\noutput = '..'")
            .expect_err("four errors");
        let lines: Vec<&str> = error
            .lines()
            .filter_map(|line| line.split(": ").next())
            .collect();
        assert_eq!(
            lines,
            [
                "counterpart.toml:1:10",
                "counterpart.toml:2:12",
                "counterpart.toml:3:1",
                "counterpart.toml:4:10"
            ]
        );
    }

    /// Every key that is read is one that may be written.
    #[test]
    fn the_keys_are_those_of_the_settings() {
        let text =
            "roots = ['proto']\npackages = ['a']\noutput = 'x'\nlock = 'y'\nup = 'z'\nruntime = {}";
        parse(text).expect("all keys are known");
        assert_eq!(text.lines().count(), Settings::KEYS.len());
    }

    #[cfg(unix)]
    #[test]
    fn output_is_no_way_out_of_the_project() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let elsewhere = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("proto")).expect("a folder");
        fs::create_dir(folder.path().join("real")).expect("a folder");
        for (link, target) in [
            ("away", elsewhere.path().to_owned()),
            ("contracts", folder.path().join("proto")),
            ("inside", folder.path().join("real")),
        ] {
            std::os::unix::fs::symlink(target, folder.path().join(link)).expect("a link");
            for output in [link.to_owned(), format!("{link}/generated")] {
                let text = format!("roots = ['proto']\npackages = ['a']\noutput = '{output}'");
                let report = Project::parse(folder.path(), "counterpart.toml", &text)
                    .expect_err("a symbolic link");
                let expected = format!("counterpart.toml:3:10: `{link}` is a symbolic link: ");
                assert!(report.to_string().starts_with(&expected), "{report}");
            }
        }
    }

    #[test]
    fn a_root_that_is_not_there_is_refused() {
        let error = parse("roots = ['protos']\npackages = ['a']").expect_err("no folder");
        assert_eq!(
            error,
            "counterpart.toml:1:10: there is no folder `protos`\n"
        );
    }

    #[test]
    fn output_stays_below_the_project() {
        for path in [".", "..", "/tmp/x", "a/../..", ""] {
            let text = format!("roots = ['proto']\npackages = ['a']\noutput = '{path}'");
            let error = parse(&text).expect_err("outside");
            assert!(
                error.contains("inside the project's folder"),
                "{path}: {error}"
            );
        }
    }

    #[test]
    fn output_and_roots_dont_hold_each_other() {
        for (root, output) in [
            ("proto", "proto"),
            ("proto", "proto/"),
            ("proto", "proto/generated"),
            ("proto/shop", "proto"),
        ] {
            let text = format!("roots = ['{root}']\npackages = ['a']\noutput = '{output}'");
            let error = parse(&text).expect_err("one inside the other");
            assert!(
                error.starts_with("counterpart.toml:3:10: the output folder"),
                "{root}, {output}: {error}"
            );
        }
        let error = parse("roots = ['generated']\npackages = ['a']").expect_err("the usual one");
        assert!(error.starts_with("counterpart.toml:1:10: "), "{error}");
        parse("roots = ['proto']\npackages = ['a']\noutput = 'proto-generated'").expect("apart");
    }

    #[test]
    fn the_lock_is_no_generated_file() {
        let text = "roots = ['proto']\npackages = ['a']\nlock = 'generated/contract.lock'";
        let error = parse(text).expect_err("inside the output folder");
        assert!(
            error.starts_with("counterpart.toml:3:8: the lock `generated/contract.lock`"),
            "{error}"
        );
    }

    #[test]
    fn a_missing_project_file_says_how_to_make_one() {
        let report = Project::read(Path::new("nowhere/counterpart.toml")).expect_err("missing");
        let diagnostic = report.iter().next().expect("one");
        assert_eq!(diagnostic.code, Code::ProjectMissing);
        assert!(diagnostic.help.as_ref().expect("help").contains("roots ="));
    }
}
