//! Paths as people and contracts write them.

use std::path::{Component, Path};

/// A path with slashes on every system, without `.`.
pub(crate) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}
