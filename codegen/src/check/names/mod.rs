//! Names that are two in a contract and one in Rust.
//!
//! Each check here follows one place of the generated code in which names must
//! differ, and asks [`names`](crate::names), as rendering does.

mod contract;
mod identifier;
mod service;

use std::collections::BTreeMap;

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Origin, Package};
use crate::names::{self, package_crate};

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    let mut crates = Names::new("crate", &["ids", "routes", "counterpart"]);
    for package in &contract.packages {
        package_crates(check, package, &mut crates);
        circle_crate(check, package, &mut crates);
        identifier::check(check, package);
        contract::check(check, package);
        service::check(check, package);
    }
}

fn package_crates(check: &mut Check<'_>, package: &Package, crates: &mut Names) {
    let origin = declaration(package);
    let name = package_crate(&package.name);
    if !package.services.is_empty() {
        crates.add(check, format!("{name}-service"), &package.name, &origin);
    }
    crates.add(check, name, &package.name, &origin);
}

/// The crate that the package shares with others, told once.
fn circle_crate(check: &mut Check<'_>, package: &Package, crates: &mut Names) {
    let circle = check.contract.circle(&package.name).unwrap_or_default();
    if circle.first() == Some(&package.name) {
        let name = names::circle_crate(circle);
        crates.add(check, name, &package.name, &declaration(package));
    }
}

/// Where the first file of a package says its name.
fn declaration(package: &Package) -> Origin {
    /// The number of `package` in `google.protobuf.FileDescriptorProto`.
    const PACKAGE: i32 = 2;
    let file = package.files.first().map(|file| file.name.clone());
    Origin {
        file: file.unwrap_or_default(),
        path: vec![PACKAGE],
        ..Origin::default()
    }
}

/// The Rust names of one place, with what they were in the contract.
struct Names {
    what: &'static str,
    /// Names that aren't from the contract have nothing that they were.
    taken: BTreeMap<String, Option<String>>,
}

impl Names {
    /// A place with names that generated code has there in any case.
    fn new(what: &'static str, reserved: &[&str]) -> Self {
        let reserved = reserved.iter().map(|name| ((*name).to_owned(), None));
        Self {
            what,
            taken: reserved.collect(),
        }
    }

    /// Takes a name, and says whether it was free.
    fn add(&mut self, check: &mut Check<'_>, name: String, written: &str, origin: &Origin) -> bool {
        let (text, help) = match self.taken.get(&name) {
            None => {
                self.taken.insert(name, Some(written.to_owned()));
                return true;
            }
            Some(Some(other)) => (
                format!(
                    "{other} and {written} both become the {} `{name}` in Rust",
                    self.what
                ),
                "give one of them another name",
            ),
            Some(None) => (
                format!(
                    "{written} becomes the {} `{name}` in Rust, a name that is taken",
                    self.what
                ),
                "give it another name",
            ),
        };
        check.add(
            Diagnostic::error(Code::RustName, text)
                .at(check.sites.of(origin).name())
                .help(help),
        );
        false
    }
}
