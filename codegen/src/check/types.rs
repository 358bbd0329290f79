//! Types that contracts may use.

use super::Check;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Cardinality, Field, Kind, Message, Origin};
use crate::names::well_known;

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for message in contract.messages() {
        for field in &message.fields {
            let (Kind::Message(name) | Kind::Enum(name)) = &field.kind else {
                continue;
            };
            closed(check, message, field);
            let user = || format!("`{}` of {}", field.name, message.full_name);
            check_type(check, name, user, &field.origin);
        }
    }
    for method in contract.services().flat_map(|service| &service.methods) {
        for name in [&method.input, &method.output] {
            let user = || format!("`{}`", method.name);
            check_type(check, name, user, &method.origin);
        }
    }
}

/// A field of proto3 that is absent has the number 0, which its enum must know.
fn closed(check: &mut Check<'_>, message: &Message, field: &Field) {
    let (Kind::Enum(name), Cardinality::Singular) = (&field.kind, &field.cardinality) else {
        return;
    };
    let declared = check.contract.enumeration(name);
    let first = declared.and_then(|declared| declared.values.first());
    let Some(first) = first.filter(|first| first.number != 0) else {
        return;
    };
    let text = format!(
        "`{}` of {} has no presence, and {name} begins with {} = {}, not with 0",
        field.name, message.full_name, first.name, first.number
    );
    check.add(
        Diagnostic::error(Code::ClosedEnum, text)
            .at(check.sites.of(&field.origin).name())
            .help("write `optional`, or give the enum a first value of 0"),
    );
}

fn check_type(check: &mut Check<'_>, name: &str, user: impl Fn() -> String, origin: &Origin) {
    let contract = check.contract;
    let is_generated = contract.message(name).is_some() || contract.enumeration(name).is_some();
    if is_generated || well_known(name).is_some() {
        return;
    }
    let (user, place) = (user(), check.sites.of(origin).name());
    if name.starts_with("google.protobuf.") {
        check.add(
            Diagnostic::error(
                Code::WellKnownType,
                format!("{user} is a {name}, which isn't supported"),
            )
            .at(place)
            .help("it describes contracts, which messages of a contract of your own can do too"),
        );
        return;
    }
    let Some((package, _)) = name.rsplit_once('.') else {
        let text = format!("{user} is a {name}, of a file without a package");
        check.add(
            Diagnostic::error(Code::ForeignType, text)
                .at(place)
                .help("write `package` in the file that declares it: a crate is named after it"),
        );
        return;
    };
    let known = contract
        .packages
        .iter()
        .map(|package| package.name.as_str());
    let help = did_you_mean(package, known)
        .unwrap_or_else(|| format!("add `{package}` to `packages` in counterpart.toml"));
    let text = format!("{user} is a {name}, of a package that no code is generated for");
    check.add(
        Diagnostic::error(Code::ForeignType, text)
            .at(place)
            .help(help),
    );
}
