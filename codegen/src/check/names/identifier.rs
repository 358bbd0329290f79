//! Names that no parser of protobuf lets through.
//!
//! Descriptors that another program wrote may hold any text as a name, and what
//! is no name in protobuf is none in Rust either.

use super::super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Origin, Package};

pub(super) fn check(check: &mut Check<'_>, package: &Package) {
    for part in package.name.split('.').filter(|_| !package.name.is_empty()) {
        name(check, part, &super::declaration(package));
    }
    for message in &package.messages {
        path(check, &message.name, &message.origin);
        for field in &message.fields {
            name(check, &field.name, &field.origin);
        }
        for oneof in &message.oneofs {
            name(check, &oneof.name, &oneof.origin);
        }
    }
    for declared in &package.enums {
        path(check, &declared.name, &declared.origin);
        for value in &declared.values {
            name(check, &value.name, &value.origin);
        }
    }
    for service in &package.services {
        name(check, &service.name, &service.origin);
        for method in &service.methods {
            name(check, &method.name, &method.origin);
        }
    }
}

/// The name of a nested type begins with those of the types around it.
fn path(check: &mut Check<'_>, path: &str, origin: &Origin) {
    for part in path.split('.') {
        name(check, part, origin);
    }
}

fn name(check: &mut Check<'_>, name: &str, origin: &Origin) {
    let is_identifier = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if is_identifier {
        return;
    }
    let text = format!(
        "\"{}\" is no name: it is no identifier",
        name.escape_debug()
    );
    check.add(
        Diagnostic::error(Code::NameInvalid, text)
            .at(check.sites.of(origin).name())
            .help("names have letters, digits and underscores, and don't begin with a digit"),
    );
}
