//! `fresh.rs`: by what a crate knows that the contract has changed.

use askama::Template;

use super::{RenderError, Rendering, generated_from};
use crate::model::Package;

#[derive(Template)]
#[template(path = "fresh.rs.txt", escape = "none")]
struct Fresh<'a> {
    generated: String,
    up: &'a str,
    files: Vec<&'a str>,
    names: String,
}

pub(super) fn fresh(rendering: &Rendering<'_>, package: &Package) -> Result<String, RenderError> {
    let files: Vec<&str> = package
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    let fresh = Fresh {
        generated: generated_from(package),
        up: rendering.to_project,
        names: files.join(", "),
        files,
    };
    Ok(fresh.render()?)
}

pub(super) fn fingerprint(package: &Package) -> String {
    let sources: Vec<&[u8]> = package
        .files
        .iter()
        .map(|file| file.source.as_bytes())
        .collect();
    let digits = format!("{:016x}", crate::digest::digest(&sources));
    let groups: Vec<&str> = (0..4)
        .map(|group| &digits[group * 4..group * 4 + 4])
        .collect();
    format!("0x{}", groups.join("_"))
}
