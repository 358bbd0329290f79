//! Names that are two in a contract and one in Rust.

use std::collections::BTreeMap;

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Origin, Package};
use crate::render::names::{ident, package_crate, snake, type_name, upper_camel, variant};

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    let mut crates = Names::new("crate");
    for reserved in ["ids", "routes", "counterpart"] {
        crates.reserve(reserved);
    }
    for package in &contract.packages {
        if let Some(file) = package.files.first() {
            /// The number of `package` in `google.protobuf.FileDescriptorProto`.
            const PACKAGE: i32 = 2;
            let origin = Origin {
                file: file.name.clone(),
                path: vec![PACKAGE],
            };
            let name = package_crate(&package.name);
            if !package.services.is_empty() {
                crates.add(check, format!("{name}-service"), &package.name, &origin);
            }
            crates.add(check, name, &package.name, &origin);
        }
        types(check, package);
        members(check, package);
    }
}

/// The types of a package share a module.
fn types(check: &mut Check<'_>, package: &Package) {
    let mut types = Names::new("type");
    for message in &package.messages {
        types.add(
            check,
            type_name(&message.name),
            &message.full_name,
            &message.origin,
        );
        for oneof in &message.oneofs {
            let name = format!("{}{}", type_name(&message.name), upper_camel(&oneof.name));
            let full_name = format!("{}.{}", message.full_name, oneof.name);
            types.add(check, name, &full_name, &oneof.origin);
        }
    }
    for declared in &package.enums {
        types.add(
            check,
            type_name(&declared.name),
            &declared.full_name,
            &declared.origin,
        );
    }
    for service in &package.services {
        for suffix in ["Client", "Stub"] {
            let name = format!("{}{suffix}", service.short_name());
            types.add(check, name, &service.full_name, &service.origin);
        }
    }
}

fn members(check: &mut Check<'_>, package: &Package) {
    for message in &package.messages {
        let mut fields = Names::new("field");
        for field in &message.fields {
            fields.add(check, ident(&field.name), &field.name, &field.origin);
        }
    }
    for declared in &package.enums {
        let mut variants = Names::new("variant");
        let mut numbers = Vec::new();
        for value in &declared.values {
            // An alias is no variant of its own.
            if numbers.contains(&value.number) {
                continue;
            }
            numbers.push(value.number);
            let name = variant(&type_name(&declared.name), &value.name);
            variants.add(check, name, &value.name, &value.origin);
        }
    }
    // The methods of all services of a package are statics of one module.
    let mut methods = Names::new("method");
    for service in &package.services {
        for method in &service.methods {
            let full_name = format!("{}.{}", service.name, method.name);
            methods.add(check, snake(&method.name), &full_name, &method.origin);
        }
    }
}

/// The Rust names of one place, with what they were in the contract.
struct Names {
    what: &'static str,
    taken: BTreeMap<String, Option<String>>,
}

impl Names {
    fn new(what: &'static str) -> Self {
        Self {
            what,
            taken: BTreeMap::new(),
        }
    }

    /// Takes a name that isn't from the contract.
    fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned(), None);
    }

    fn add(&mut self, check: &mut Check<'_>, name: String, written: &str, origin: &Origin) {
        let Some(other) = self.taken.get(&name) else {
            self.taken.insert(name, Some(written.to_owned()));
            return;
        };
        let text = match other {
            Some(other) => format!(
                "{other} and {written} both become the {} `{name}` in Rust",
                self.what
            ),
            None => format!(
                "{written} becomes the {} `{name}`, a name that is taken",
                self.what
            ),
        };
        check.add(
            Diagnostic::error(Code::RustName, text)
                .at(check.sites.of(origin).name())
                .help("give one of them another name"),
        );
    }
}
