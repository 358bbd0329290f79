//! Which files a run reads and writes.

use std::path::PathBuf;

use crate::diagnostic::Report;
use crate::output;
use crate::project::{Input, Project, protos};

/// The files that a run reads, and those that it would read if they were there,
/// by path; `None` if they can't be listed.
pub(crate) fn inputs(project: &Project) -> Option<Vec<PathBuf>> {
    let mut paths = vec![project.folder.join(&project.lock)];
    let folder = project.folder.canonicalize().ok()?;
    // One of them is the workspace's.
    let manifests = folder.ancestors().map(|above| above.join("Cargo.toml"));
    paths.extend(manifests);
    match &project.input {
        Input::Roots(roots) => {
            let mut report = Report::new();
            for root in roots {
                protos(&project.folder.join(root), &mut paths, &mut report);
            }
            if !report.is_empty() {
                return None;
            }
        }
        Input::Descriptors(set) => paths.push(project.folder.join(set)),
    }
    paths.sort_unstable();
    paths.dedup();
    Some(paths)
}

/// All files in the output folder, by path.
pub(super) fn outputs(project: &Project) -> Option<Vec<PathBuf>> {
    let folder = project.folder.join(&project.output);
    let mut paths = Vec::new();
    output::collect(&folder, "", &mut paths).ok()?;
    let mut paths: Vec<PathBuf> = paths.iter().map(|below| folder.join(below)).collect();
    paths.sort_unstable();
    Some(paths)
}
