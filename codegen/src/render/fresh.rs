//! `fresh.rs`: by what a crate knows that the contract has changed.

use askama::Template;

use super::{RenderError, Rendering, generated_from};
use crate::model::Package;

#[derive(Template)]
#[template(path = "fresh.rs.txt", escape = "none")]
struct Fresh<'a> {
    generated: String,
    up: String,
    files: Vec<&'a str>,
    names: String,
}

/// Renders `fresh.rs`, for which the text of all files must be known.
///
/// `is_in_root` says whether the file lies in the crate's `src`, and not in a
/// folder below.
pub(super) fn fresh(
    rendering: &Rendering<'_>,
    package: &Package,
    is_in_root: bool,
) -> Result<String, RenderError> {
    let below = if is_in_root { "" } else { "../" };
    let files: Vec<&str> = package
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    let fresh = Fresh {
        generated: generated_from(package),
        up: format!("{below}{}", rendering.to_project),
        names: files.join(", "),
        files,
    };
    Ok(fresh.render()?)
}

/// From how many bytes on a contract isn't hashed by the compiler, which warns after
/// two million steps of a constant; a byte takes about ten.
const LARGE: usize = 128 * 1024;

/// The digest of the package's files; `None` if the text of one isn't known, or
/// if the compiler would take long to hash them.
pub(super) fn fingerprint(package: &Package) -> Option<String> {
    let files = package.files.iter();
    let sources: Vec<&[u8]> = files
        .map(|file| Some(file.source.as_ref()?.as_bytes()))
        .collect::<Option<_>>()?;
    if sources.iter().map(|source| source.len()).sum::<usize>() > LARGE {
        return None;
    }
    let digits = format!("{:016x}", crate::digest::digest(&sources));
    let groups: Vec<&str> = (0..4)
        .map(|group| &digits[group * 4..group * 4 + 4])
        .collect();
    Some(format!("0x{}", groups.join("_")))
}
