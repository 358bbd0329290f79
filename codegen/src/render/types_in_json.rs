//! `types.rs` of the `routes` crate: what the JSON of a `google.protobuf.Any` may
//! name.

use std::collections::BTreeSet;

use askama::Template;

use super::crates::GENERATED;
use super::{Rendering, methods};
use crate::model::{Kind, Package};
use crate::names::{package_crate, package_module, type_name};

#[derive(Template)]
#[template(path = "routes_types.rs.txt", escape = "none")]
struct Types<'a> {
    generated: &'a str,
    has_deprecated: bool,
    types: Vec<String>,
}

/// Whether a message that goes through a gateway may hold an `Any`.
pub(super) fn is_needed(rendering: &Rendering<'_>) -> bool {
    let methods = rendering.contract.packages.iter().flat_map(methods::public);
    let mut waiting: Vec<&str> = methods
        .flat_map(|method| [method.input.as_str(), method.output.as_str()])
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if name == "google.protobuf.Any" {
            return true;
        }
        if let Some(message) = rendering.contract.message(name)
            && seen.insert(name)
        {
            waiting.extend(message.fields.iter().filter_map(|field| match &field.kind {
                Kind::Message(inner) => Some(inner.as_str()),
                _ => None,
            }));
        }
    }
    false
}

/// The crates whose messages an `Any` may hold.
pub(super) fn dependencies(rendering: &Rendering<'_>) -> impl Iterator<Item = String> {
    packages(rendering).map(|package| package_crate(&package.name))
}

fn packages<'a>(rendering: &Rendering<'a>) -> impl Iterator<Item = &'a Package> {
    let packages = rendering.contract.packages.iter();
    packages.filter(|package| !package.messages.is_empty())
}

pub(super) fn types(rendering: &Rendering<'_>) -> askama::Result<String> {
    let types = packages(rendering).flat_map(|package| {
        let module = package_module(&package.name);
        let messages = package.messages.iter();
        messages.map(move |message| format!("{module}::{}", type_name(message)))
    });
    Types {
        generated: GENERATED,
        has_deprecated: rendering
            .contract
            .messages()
            .any(|message| message.deprecated),
        types: types.collect(),
    }
    .render()
}
