//! What is wrong with a project file, and where it says so.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use toml::Spanned;

use super::Input;
use super::settings::Settings;
use crate::diagnostic::{Code, Diagnostic, Report, did_you_mean};
use crate::locate::{Place, Sources};

/// Makes diagnostics that point into the project file.
pub(super) struct Wrong<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
}

impl Wrong<'_> {
    pub(super) fn at(&self, span: Range<usize>, message: String) -> Diagnostic {
        let mut sources = Sources::new();
        sources.add(self.path, self.path, self.text);
        let place = Place::new(sources.file(self.path), span);
        Diagnostic::error(Code::ProjectInvalid, message).at(place)
    }

    /// Keys that mean nothing. Text that is no TOML has none: its error is told
    /// by who reads the values.
    pub(super) fn unknown_keys(&self, known: &[&str]) -> Report {
        let keys: BTreeMap<Spanned<String>, toml::Value> =
            toml::from_str(self.text).unwrap_or_default();
        keys.into_keys()
            .filter(|key| !known.contains(&key.get_ref().as_str()))
            .map(|key| {
                let written = key.get_ref();
                let mut diagnostic = self.at(key.span(), format!("there is no key `{written}`"));
                diagnostic.label = did_you_mean(written, known.iter().copied());
                diagnostic.help(format!("the keys are {}", known.join(", ")))
            })
            .collect()
    }

    /// Where the contracts are, which is said in one of two ways.
    pub(super) fn check_input(
        &self,
        folder: &Path,
        settings: &Settings,
    ) -> Result<Input, Vec<Diagnostic>> {
        match (&settings.roots, &settings.descriptors) {
            (Some(roots), None) => self.check_roots(folder, roots),
            (None, Some(set)) => self.check_descriptors(folder, set),
            (Some(_), Some(set)) => {
                let reason = "contracts come either from `roots` or from `descriptors`";
                Err(vec![self.at(set.span(), reason.to_owned())])
            }
            (None, None) => {
                let reason = "it isn't said where the contracts are";
                let diagnostic = self.at(0..0, reason.to_owned()).help(
                    "write `roots = [\"proto\"]` for folders with proto files, or `descriptors = \
                     \"contracts.binpb\"` for compiled ones",
                );
                Err(vec![diagnostic])
            }
        }
    }

    fn check_descriptors(
        &self,
        folder: &Path,
        set: &Spanned<PathBuf>,
    ) -> Result<Input, Vec<Diagnostic>> {
        let path = set.get_ref();
        let wrong = self.check_path(set).or_else(|| {
            let reason = || format!("there is no file `{}`", path.display());
            (!folder.join(path).is_file()).then(|| self.at(set.span(), reason()))
        });
        match wrong {
            Some(diagnostic) => Err(vec![diagnostic]),
            None => Ok(Input::Descriptors(path.clone())),
        }
    }

    fn check_roots(
        &self,
        folder: &Path,
        roots: &Spanned<Vec<Spanned<PathBuf>>>,
    ) -> Result<Input, Vec<Diagnostic>> {
        if roots.get_ref().is_empty() {
            let reason = "at least one root is needed";
            return Err(vec![self.at(roots.span(), reason.to_owned())]);
        }
        let mut found = Vec::new();
        for root in roots.get_ref() {
            if let Some(diagnostic) = self.check_path(root) {
                found.push(diagnostic);
            } else if !folder.join(root.get_ref()).is_dir() {
                let reason = format!("there is no folder `{}`", root.get_ref().display());
                found.push(self.at(root.span(), reason));
            }
        }
        if found.is_empty() {
            let roots = roots.get_ref().iter();
            Ok(Input::Roots(
                roots.map(|root| root.get_ref().clone()).collect(),
            ))
        } else {
            Err(found)
        }
    }

    /// Refuses a path that leaves the project or is the project's own folder, where
    /// people's files are.
    pub(super) fn check_path(&self, path: &Spanned<PathBuf>) -> Option<Diagnostic> {
        let mut parts = path.get_ref().components().peekable();
        let is_below =
            parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)));
        if is_below {
            return None;
        }
        let reason = "a path inside the project's folder is needed, without `.` and `..`";
        Some(self.at(path.span(), reason.to_owned()))
    }

    /// Refuses an output folder that shares its place with what people write.
    pub(super) fn check_output(&self, folder: &Path, settings: &Settings) -> Vec<Diagnostic> {
        let output = settings.output.get_ref();
        let mut found = Vec::new();
        for root in settings.roots() {
            if output.starts_with(root.get_ref()) || root.get_ref().starts_with(output) {
                let reason = format!(
                    "the output folder `{}` and the root `{}` are in each other's way: contracts and \
                     generated crates need folders of their own",
                    output.display(),
                    root.get_ref().display()
                );
                found.push(self.at(written(&settings.output, root), reason));
            }
        }
        let lock = settings.lock.get_ref();
        if lock.starts_with(output) {
            let reason = format!(
                "the lock `{}` is inside the output folder `{}`, where only generated files belong",
                lock.display(),
                output.display()
            );
            found.push(self.at(settings.lock.span(), reason));
        }
        if let Some(link) = link_on(folder, output) {
            let reason = format!(
                "`{}` is a symbolic link: what is no longer generated would be removed from a \
                 folder that isn't the project's",
                link.display()
            );
            found.push(self.at(settings.output.span(), reason));
        }
        found
    }
}

/// Where a path stands in the file, or the other one where it is the usual one
/// and stands nowhere.
fn written(path: &Spanned<PathBuf>, other: &Spanned<PathBuf>) -> Range<usize> {
    let is_written = !path.span().is_empty();
    if is_written {
        path.span()
    } else {
        other.span()
    }
}

/// The first symbolic link on the way from a folder to a path below it.
fn link_on(folder: &Path, path: &Path) -> Option<PathBuf> {
    let mut way: Vec<&Path> = path
        .ancestors()
        .filter(|part| !part.as_os_str().is_empty())
        .collect();
    way.reverse();
    way.into_iter()
        .find(|part| folder.join(part).is_symlink())
        .map(Path::to_owned)
}
