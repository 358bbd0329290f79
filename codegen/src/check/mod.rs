//! Finds what contracts say and can't mean, and what isn't supported.
//!
//! Checks read the model, and ask [`names`](crate::names) what its parts will be
//! called. Each finds all that is wrong in its matter, so that one run tells
//! everything.

mod access;
mod callers;
mod effects;
mod entity;
mod filter;
mod http;
mod index;
mod language;
mod marks;
mod money;
mod names;
mod path;
mod planned;
mod query;
mod rate;
mod reference;
mod reserved;
mod rules;
mod service;
mod shape;
mod standard;
mod types;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::locate::Sites;
use crate::model::Contract;
use crate::parallel;

/// What checks read, and where they leave what they find.
struct Check<'a> {
    contract: &'a Contract,
    sites: &'a Sites<'a>,
    found: Vec<Diagnostic>,
}

impl Check<'_> {
    /// Whether a service owns something that nobody knows, which is told at that
    /// place: it may be what nobody seems to own.
    fn has_unknown_owned(&self) -> bool {
        self.contract
            .services()
            .flat_map(|service| &service.owns)
            .any(|owned| owned.target.is_none())
    }

    fn add(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }
}

/// All checks. Each sees all contracts, and none sees what another one finds.
const CHECKS: &[fn(&mut Check<'_>)] = &[
    language::check,
    names::check,
    types::check,
    rules::check,
    money::check,
    entity::check,
    marks::check,
    reserved::check,
    reference::check,
    service::check,
    access::check,
    callers::check,
    rate::check,
    standard::check,
    filter::check,
    effects::check,
    planned::check,
    http::check,
    query::check,
];

/// Checks contracts.
pub(crate) fn check(contract: &Contract, sites: &Sites<'_>) -> Report {
    let found = parallel::map(CHECKS, |one| {
        let mut check = Check {
            contract,
            sites,
            found: Vec::new(),
        };
        one(&mut check);
        check.found
    });
    found.into_iter().flatten().collect()
}

/// Checks those of a project's contracts that could be compiled.
///
/// What they lack may stand in one of the others, so that nothing is told of it.
pub(crate) fn check_part(contract: &Contract, sites: &Sites<'_>) -> Report {
    check(contract, sites)
        .into_iter()
        .filter(|diagnostic| !LACKS.contains(&diagnostic.code))
        .collect()
}

/// What says that something isn't there, and what can follow from that.
const LACKS: &[Code] = &[
    Code::CallerUnknown,
    Code::ForeignType,
    Code::NotOwned,
    Code::OwnerMissing,
    Code::OwnsUnknown,
    Code::ReferenceUnchecked,
    Code::StandardMissing,
    Code::UnknownEntity,
];
