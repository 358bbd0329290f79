//! Methods that are planned.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};

/// What the contract provides is there already.
pub(super) fn check(check: &mut Check<'_>) {
    let methods = check
        .contract
        .services()
        .flat_map(|service| &service.methods);
    for method in methods.filter(|method| method.planned && method.provided.is_some()) {
        let text = format!(
            "`{}` is planned, and its entity asks for the standard method",
            method.name
        );
        let place = check.sites.of(&method.origin).option(
            "counterpart.v1.method",
            &["planned"],
            Some("true"),
        );
        check.add(
            Diagnostic::error(Code::PlannedProvided, text)
                .at(place)
                .help("remove `planned`, or the word in `standard`"),
        );
    }
}
