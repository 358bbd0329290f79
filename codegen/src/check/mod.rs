//! Finds what contracts say and can't mean, and what isn't supported.
//!
//! Checks read the model alone. Each finds all that is wrong in its matter, so
//! that one run tells everything.

mod language;
mod packages;
mod rules;
mod types;

use crate::diagnostic::{Diagnostic, Report};
use crate::locate::Sites;
use crate::model::Contract;

/// What checks read, and where they leave what they find.
struct Check<'a> {
    contract: &'a Contract,
    sites: &'a Sites<'a>,
    found: Vec<Diagnostic>,
}

impl Check<'_> {
    fn add(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }
}

/// Checks contracts.
pub fn check(contract: &Contract, sites: &Sites<'_>) -> Report {
    let mut check = Check {
        contract,
        sites,
        found: Vec::new(),
    };
    language::check(&mut check);
    packages::check(&mut check);
    types::check(&mut check);
    rules::check(&mut check);
    check.found.into_iter().collect()
}
