//! Writing and copying, with errors that name the path.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// Writes a file, and the folders that it stands in.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().context("the path has a folder")?;
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .with_context(|| format!("{} can't be written", path.display()))
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let entries =
        fs::read_dir(from).with_context(|| format!("{} can't be read", from.display()))?;
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)
                .with_context(|| format!("{} can't be written", target.display()))?;
        }
    }
    Ok(())
}
