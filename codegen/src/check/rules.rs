//! Validation rules that generated code can't hold.

use regex::Regex;

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Field, Rule, Rules};

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for message in contract.messages() {
        let site = check.sites.of(&message.origin);
        for rule in &message.unsupported_rules {
            // The rules of a message are named with `message.` in front.
            let path: Vec<&str> = rule.name.split('.').skip(1).collect();
            let place = site.nth_option("buf.validate.message", &path, 0);
            check.add(unsupported(&rule.name, &message.full_name).at(place));
        }
        for field in &message.fields {
            let owner = format!("`{}` of {}", field.name, message.full_name);
            let site = check.sites.of(&field.origin);
            for rule in &field.rules.unsupported {
                let path: Vec<&str> = rule.name.split('.').collect();
                let place = site.nth_option("buf.validate.field", &path, 0);
                check.add(unsupported(&rule.name, &owner).at(place));
            }
            patterns(check, field, &field.rules);
        }
    }
}

fn unsupported(rule: &str, owner: &str) -> Diagnostic {
    let text = format!("the rule `{rule}` on {owner} isn't supported, and would not be checked");
    Diagnostic::error(Code::Rule, text)
        .label("nothing would hold this")
        .help("take it out and check it in the service, or say it with other rules")
}

/// Patterns of a field, its elements, keys and values.
fn patterns(check: &mut Check<'_>, field: &Field, rules: &Rules) {
    for rule in &rules.value {
        let Rule::Pattern(pattern) = rule else {
            continue;
        };
        let Err(error) = Regex::new(pattern) else {
            continue;
        };
        let place = check.sites.of(&field.origin).option(
            "buf.validate.field",
            &["string", "pattern"],
            None,
        );
        let reason = error.to_string();
        // The library draws the pattern over several lines; its last one is the reason.
        let reason = reason.lines().last().unwrap_or_default();
        let reason = reason.trim_start_matches("error: ");
        let text = format!(
            "the pattern of `{}` is no regular expression: {reason}",
            field.name
        );
        check.add(
            Diagnostic::error(Code::Pattern, text)
                .at(place)
                .help("patterns are RE2: https://github.com/google/re2/wiki/Syntax"),
        );
    }
    for inner in [&rules.items, &rules.keys, &rules.values]
        .into_iter()
        .flatten()
    {
        patterns(check, field, inner);
    }
}
