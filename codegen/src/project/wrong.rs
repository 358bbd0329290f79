//! What is wrong with a project file, and where it says so.

use std::ops::Range;
use std::path::{Component, PathBuf};

use toml::Spanned;

use super::settings::Settings;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::locate::{Place, Sources};

/// Makes diagnostics that point into the project file.
pub(super) struct Wrong<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
}

impl Wrong<'_> {
    pub(super) fn at(&self, span: Range<usize>, message: String) -> Report {
        let mut sources = Sources::new();
        sources.add(self.path, self.path, self.text);
        let place = Place {
            file: sources.file(self.path),
            span: Some(span),
        };
        Diagnostic::error(Code::ProjectInvalid, message)
            .at(place)
            .into()
    }

    /// Refuses a path that leaves the project or is the project's own folder, where
    /// people's files are.
    pub(super) fn check_path(&self, path: &Spanned<PathBuf>) -> Result<(), Report> {
        let mut parts = path.get_ref().components().peekable();
        let is_below =
            parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)));
        if is_below {
            return Ok(());
        }
        let reason = "a path inside the project's folder is needed, without `.` and `..`";
        Err(self.at(path.span(), reason.to_owned()))
    }

    /// Refuses an output folder that shares its place with what people write.
    pub(super) fn check_output(&self, settings: &Settings) -> Result<(), Report> {
        let output = settings.output.get_ref();
        for root in settings.roots.get_ref() {
            let folder = root.get_ref();
            if output.starts_with(folder) || folder.starts_with(output) {
                let reason = format!(
                    "the output folder `{}` and the root `{}` are in each other's way: contracts and \
                     generated crates need folders of their own",
                    output.display(),
                    folder.display()
                );
                // The usual folder stands nowhere in the file.
                let is_written = !settings.output.span().is_empty();
                let at = if is_written {
                    settings.output.span()
                } else {
                    root.span()
                };
                return Err(self.at(at, reason));
            }
        }
        let lock = settings.lock.get_ref();
        if lock.starts_with(output) {
            let reason = format!(
                "the lock `{}` is inside the output folder `{}`, where only generated files belong",
                lock.display(),
                output.display()
            );
            return Err(self.at(settings.lock.span(), reason));
        }
        Ok(())
    }
}
