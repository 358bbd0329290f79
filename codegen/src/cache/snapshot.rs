//! Files as they were at one time.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Moment, Stamp};
use crate::output::{Sums, digest};
use crate::parallel;

/// Files as they were at one time, by path.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Snapshot {
    entries: Vec<Entry>,
}

/// A file as it was at one time, or a path where none was.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    path: PathBuf,
    file: Option<File>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct File {
    stamp: Stamp,
    /// Whether another content may have the same stamp: it was changed when, or
    /// after, somebody looked.
    is_racy: bool,
    /// The SHA-256 digest of the content, in hexadecimal digits.
    digest: String,
}

/// That files are as they were.
pub(super) enum Same {
    /// Their stamps are, too.
    ByStamp,
    /// Some have other stamps, which the snapshot has now.
    ByDigest,
}

impl Same {
    pub(super) fn is_renewed(&self) -> bool {
        matches!(self, Self::ByDigest)
    }
}

impl Snapshot {
    /// These files as they are, looked at from this moment on; `None` if one
    /// can't be read.
    pub(super) fn of(paths: &[PathBuf], from: Moment) -> Option<Self> {
        let entries = parallel::map(paths, |path| Entry::of(path, from));
        let entries = entries.into_iter().collect::<Option<_>>()?;
        Some(Self { entries })
    }

    /// The files of an output folder behind a run that began and had written at
    /// these moments, and whose files have these sums; `None` if somebody else
    /// wrote one since it began.
    pub(super) fn of_outputs(
        paths: &[PathBuf],
        folder: &Path,
        sums: &Sums,
        begun: Moment,
        written: Moment,
    ) -> Option<Self> {
        let list = digest(sums.to_text().as_bytes());
        let entries = parallel::map(paths, |path| {
            let below = path.strip_prefix(folder).ok()?;
            let name = crate::slashed::slashed(below);
            let sum = if name == Sums::FILE {
                Some(list.as_str())
            } else {
                sums.get(&name)
            };
            let stamp = Stamp::of(path)?;
            // The run has found a file that is older to be as it should be.
            let is_known = sum.is_some() && stamp.is_before(begun);
            let found = match sum {
                Some(sum) if is_known => sum.to_owned(),
                _ => digest(&fs::read(path).ok()?),
            };
            if sum.is_some_and(|sum| sum != found) {
                return None;
            }
            Some(Entry {
                path: path.clone(),
                file: Some(File {
                    stamp,
                    is_racy: !stamp.is_before(written),
                    digest: found,
                }),
            })
        });
        let entries = entries.into_iter().collect::<Option<_>>()?;
        Some(Self { entries })
    }

    /// Takes this content for that of a file which the run has written.
    pub(super) fn replace(&mut self, path: &Path, content: &[u8], written: Moment) -> Option<()> {
        let entry = self.entries.iter_mut().find(|entry| entry.path == path)?;
        *entry = Entry::of(path, written)?;
        let file = entry.file.as_ref()?;
        (file.digest == digest(content)).then_some(())
    }

    /// Whether all files have their stamps still.
    pub(super) fn is_current(&self) -> bool {
        let is_current = parallel::map(&self.entries, |entry| {
            Stamp::of(&entry.path) == entry.file.as_ref().map(|file| file.stamp)
        });
        is_current.into_iter().all(|is_current| is_current)
    }

    /// Compares these files as they are now with those of the snapshot; `None` if
    /// anything differs. Of a file with another stamp, or one that may lie, the
    /// content decides.
    pub(super) fn compare(&mut self, paths: &[PathBuf], from: Moment) -> Option<Same> {
        if !paths
            .iter()
            .eq(self.entries.iter().map(|entry| &entry.path))
        {
            return None;
        }
        let compared = parallel::map(&self.entries, |entry| entry.compare(from));
        let mut same = Same::ByStamp;
        for (entry, compared) in self.entries.iter_mut().zip(compared) {
            match compared {
                Compared::Same => {}
                Compared::Renewed(renewed) => {
                    *entry = renewed;
                    same = Same::ByDigest;
                }
                Compared::Other => return None,
            }
        }
        Some(same)
    }
}

/// How a file is beside the entry of it.
enum Compared {
    Same,
    /// Its content is the same, and this is the entry now.
    Renewed(Entry),
    Other,
}

impl Entry {
    fn of(path: &Path, from: Moment) -> Option<Self> {
        // The stamp first: what is written afterwards has another one.
        let file = match Stamp::of(path) {
            None if path.exists() => return None,
            None => None,
            Some(stamp) => Some(File {
                stamp,
                is_racy: !stamp.is_before(from),
                digest: digest(&fs::read(path).ok()?),
            }),
        };
        Some(Self {
            path: path.to_owned(),
            file,
        })
    }

    fn compare(&self, from: Moment) -> Compared {
        let (Some(file), Some(stamp)) = (&self.file, Stamp::of(&self.path)) else {
            let is_still_gone = self.file.is_none() && !self.path.exists();
            return if is_still_gone {
                Compared::Same
            } else {
                Compared::Other
            };
        };
        if file.stamp == stamp && !file.is_racy {
            return Compared::Same;
        }
        let is_same = |now: &Self| now.file.as_ref().is_some_and(|f| f.digest == file.digest);
        let now = Self::of(&self.path, from).filter(is_same);
        now.map_or(Compared::Other, Compared::Renewed)
    }
}
