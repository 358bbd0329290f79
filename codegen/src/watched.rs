//! What a run reads, for those who wait until it changes.

use std::path::{Path, PathBuf};

use crate::cache::{Stamp, inputs};
use crate::parallel;
use crate::project::Project;

/// The files that a run reads, as the file system tells of them. Where two differ,
/// the next run may find something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    files: Vec<(PathBuf, Option<Stamp>)>,
}

impl Watched {
    /// Looks at the project file, and at all contracts of the project if that file
    /// can be read. No content is read.
    pub fn look(file: &Path, project: Option<&Project>) -> Self {
        // Where a folder of contracts is gone, it may come back.
        let mut paths = project.and_then(inputs).unwrap_or_default();
        paths.push(file.to_owned());
        let stamps = parallel::map(&paths, |path| Stamp::of(path));
        Self {
            files: paths.into_iter().zip(stamps).collect(),
        }
    }

    /// Takes note of the lock as it is now: the run has written it.
    pub fn note_lock(&mut self, project: &Project) {
        let lock = project.folder.join(&project.lock);
        for (path, stamp) in &mut self.files {
            if *path == lock {
                *stamp = Stamp::of(path);
            }
        }
    }
}
