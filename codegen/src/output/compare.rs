//! Compares what was generated with what is on disk.

use std::fs;
use std::io;
use std::path::Path;

use super::sums::is_same;
use super::{Content, Files, Sums, named};
use crate::parallel;

/// What every generated text file says in its first lines.
const MARK: &str = "by `counterpart generate`. Do not edit.";

/// A file that isn't as it was generated now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The path from the compared folder, with slashes.
    pub path: String,
    /// How it differs.
    pub state: State,
}

/// How a file differs from what is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It isn't there.
    Missing,
    /// It was generated from another contract, or by another generator.
    Stale,
    /// Somebody changed it after it was generated.
    Edited,
    /// It was generated, and isn't any more.
    Superfluous,
    /// Somebody wrote it where generated files belong.
    Foreign,
}

impl State {
    /// The state in a word or two.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::Edited => "edited by hand",
            Self::Superfluous => "superfluous",
            Self::Foreign => "not generated",
        }
    }
}

/// Compares generated files with the output folder, by path.
///
/// `sums` are those of the files.
pub(crate) fn compare(files: &Files, sums: &Sums, folder: &Path) -> io::Result<Vec<Change>> {
    let listed = read_if_there(&folder.join(Sums::FILE))?
        .map(|bytes| Sums::parse(&String::from_utf8_lossy(&bytes)))
        .unwrap_or_default();
    let generated: Vec<(&str, &Content)> = files.iter().collect();
    let states = parallel::map(&generated, |(path, content)| {
        let found = read_if_there(&folder.join(path))?;
        Ok::<_, io::Error>(state(path, content, found.as_deref(), &listed))
    });
    let mut changes = Vec::new();
    for ((path, _), state) in generated.iter().zip(states) {
        changes.extend(state?.map(|state| Change {
            path: (*path).to_owned(),
            state,
        }));
    }
    let mut there = Vec::new();
    if folder.is_dir() {
        collect(folder, "", &mut there)?;
    }
    for path in there {
        if files.get(&path).is_some() || path == Sums::FILE {
            continue;
        }
        let bytes = read_if_there(&folder.join(&path))?.unwrap_or_default();
        let is_generated = listed.contains(&path) || is_marked(&bytes);
        let state = if is_generated {
            State::Superfluous
        } else {
            State::Foreign
        };
        changes.push(Change { path, state });
    }
    let list = Content::Text(sums.to_text());
    let found = read_if_there(&folder.join(Sums::FILE))?;
    let is_listed = found.is_some_and(|found| is_same(&list, &found));
    if !is_listed && changes.is_empty() {
        changes.push(Change {
            path: Sums::FILE.to_owned(),
            state: State::Stale,
        });
    }
    changes.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(changes)
}

/// How a file that was generated now differs from the one on disk.
fn state(path: &str, content: &Content, found: Option<&[u8]>, listed: &Sums) -> Option<State> {
    let Some(found) = found else {
        return Some(State::Missing);
    };
    if is_same(content, found) {
        None
    } else if listed.matches(path, found) {
        Some(State::Stale)
    } else if listed.contains(path) {
        Some(State::Edited)
    } else if is_marked(found) {
        Some(State::Stale)
    } else {
        Some(State::Foreign)
    }
}

/// Whether a file says of itself that it is generated.
fn is_marked(bytes: &[u8]) -> bool {
    /// A list of files in the mark may be long.
    const LINES: usize = 60;
    let text = String::from_utf8_lossy(bytes);
    text.lines().take(LINES).any(|line| line.contains(MARK))
}

/// The content of a file, or `None` if there is none.
fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(named(path, &error)),
    }
}

/// All files in a folder, apart from hidden ones and build output.
pub(crate) fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
    let unreadable = |error| named(folder, &error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type().map_err(unreadable)?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
