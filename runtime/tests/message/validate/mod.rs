//! The rules of contracts.

mod collections;
mod expressions;
mod presence;
mod rules;
mod scope;

use counterpart::validate::{Check, Validate};

/// What rules find, as `field REASON: description`.
fn found(rules: impl FnOnce(&mut Check)) -> Vec<String> {
    let mut check = Check::new();
    rules(&mut check);
    shown(check)
}

fn shown(check: Check) -> Vec<String> {
    check
        .into_violations()
        .expect("every rule can be evaluated")
        .into_iter()
        .map(|violation| {
            format!(
                "{} {}: {}",
                violation.field, violation.reason, violation.description
            )
        })
        .collect()
}

/// The paths and reasons of what a message breaks.
fn broken(message: &impl Validate) -> Vec<String> {
    Check::of(message)
        .into_violations()
        .expect("every rule can be evaluated")
        .into_iter()
        .map(|violation| format!("{} {}", violation.field, violation.reason))
        .collect()
}
