//! Parts of the protobuf language that aren't supported.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Kind;

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for file in contract.packages.iter().flat_map(|package| &package.files) {
        for extension in &file.extensions {
            self::extension(check, extension);
        }
    }
    groups(check);
    streams(check);
}

/// Own options are fine: they extend descriptors, and no code depends on them.
/// Own validation rules too: they extend the standard ones, and become code where
/// they are set.
fn extension(check: &mut Check<'_>, name: &str) {
    let Some((place, extended)) = check.sites.extension(name) else {
        return;
    };
    let is_rules = extended.starts_with("buf.validate.") && extended.ends_with("Rules");
    if extended.starts_with("google.protobuf.") || is_rules {
        return;
    }
    check.add(
        Diagnostic::error(
            Code::Extension,
            format!("`{name}` extends {extended}: extensions of messages aren't supported"),
        )
        .at(place)
        .help(format!("add the field to {extended} itself")),
    );
}

fn groups(check: &mut Check<'_>) {
    let contract = check.contract;
    for message in contract.messages() {
        for field in &message.fields {
            if matches!(field.kind, Kind::Group(_)) {
                let text = format!("`{}` is a group, which isn't supported", field.name);
                check.add(
                    Diagnostic::error(Code::Group, text)
                        .at(check.sites.of(&field.origin).name())
                        .help("declare a message, and a field of that type"),
                );
            }
        }
    }
}

fn streams(check: &mut Check<'_>) {
    let contract = check.contract;
    for service in contract.services() {
        for method in &service.streams {
            let text = format!(
                "`{}` streams, which no bus carries yet: {} has no such method in Rust",
                method.name, service.full_name
            );
            check.add(
                Diagnostic::warning(Code::Streaming, text)
                    .at(check.sites.of(&method.origin).word("stream"))
                    .help("answer a page at a time, as List methods do"),
            );
        }
    }
}
