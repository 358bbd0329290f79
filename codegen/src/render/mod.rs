//! Renders crates from the model.
//!
//! A template in `templates/` looks like the file that it makes; the view that
//! feeds it holds every name, type and comment ready-made. What a file imports
//! is gathered by its [`Scope`](scope::Scope). The output is formatted by
//! `rustfmt` afterwards, so templates needn't break lines.

mod circle;
mod codec;
mod crates;
mod descriptors;
mod docs;
mod entities;
mod examples;
mod fallback;
mod fields;
mod fresh;
mod glance;
mod ids;
mod literal;
mod manifest;
mod messages;
mod methods;
mod references;
mod reflection;
mod repository;
mod rules;
mod scope;
mod service;
mod standard;
mod terms;
mod types;
mod types_in_json;
mod validate;
mod wire;

use prost_reflect::DescriptorPool;
use thiserror::Error;

use self::docs::Elements;
use crate::lock::Lock;
use crate::model::{Contract, Enum, Field, Message, Package};
use crate::output::Files;

/// What rendering reads, and never changes.
#[derive(Clone, Copy)]
struct Rendering<'a> {
    contract: &'a Contract,
    pool: &'a DescriptorPool,
    lock: &'a Lock,
    elements: &'a Elements<'a>,
    /// The way from a file in a generated crate's `src` to the project's folder.
    to_project: &'a str,
}

impl Rendering<'_> {
    /// The name under which a field's value is stored.
    fn stored_name<'f>(&'f self, message: &Message, field: &'f Field) -> &'f str {
        self.lock
            .stored_name(&message.full_name, field.number)
            .unwrap_or(&field.name)
    }

    /// The name under which an enum's value is stored, if it ever was.
    fn stored_value(&self, declared: &Enum, number: i32) -> Option<&str> {
        self.lock.stored_value(&declared.full_name, number)
    }
}

/// Why nothing could be rendered.
#[derive(Debug, Error)]
pub enum RenderError {
    /// A template failed, which is a fault of the generator.
    #[error("a template failed: {0}")]
    Template(#[from] askama::Error),
}

/// Renders the crates of a contract, by their paths from the output folder.
///
/// `to_project` leads from a file in a generated crate's `src` folder to the
/// project's folder, with a slash at its end: `../../../`.
pub fn render(
    contract: &Contract,
    pool: &DescriptorPool,
    lock: &Lock,
    to_project: &str,
) -> Result<Files, RenderError> {
    let rendering = Rendering {
        contract,
        pool,
        lock,
        elements: &Elements::of(contract),
        to_project,
    };
    let mut files = Files::default();
    ids::ids(&rendering, &mut files)?;
    for circle in &contract.circles {
        circle::shared(&rendering, circle, &mut files)?;
    }
    for package in &contract.packages {
        crates::contract(&rendering, package, &mut files)?;
        if !package.services.is_empty() {
            crates::service(&rendering, package, &mut files)?;
        }
    }
    crates::routes(&rendering, &mut files)?;
    Ok(files)
}

/// The line that says where a file comes from.
fn generated_from(package: &Package) -> String {
    let files: Vec<_> = package
        .files
        .iter()
        .map(|file| format!("`{}`", file.path))
        .collect();
    format!(
        "Generated from {} by `counterpart generate`. Do not edit.",
        files.join(" and ")
    )
}
