//! Regular expressions.

use regex::Regex;

use super::{Check, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Rule;

pub(super) fn check(check: &mut Check<'_>, subject: &Subject<'_>) {
    for rule in &subject.rules.value {
        let Rule::Pattern(pattern) = rule else {
            continue;
        };
        let Err(error) = Regex::new(pattern) else {
            continue;
        };
        let kind = subject.rules.kind.as_deref().unwrap_or("string");
        let path = [subject.path, &[kind, "pattern"]].concat();
        let site = check.sites.of(&subject.field.origin);
        let place = site.option("buf.validate.field", &path, None);
        let reason = error.to_string();
        // The library draws the pattern over several lines; its last one is the reason.
        let reason = reason.lines().last().unwrap_or_default();
        let reason = reason.trim_start_matches("error: ");
        let text = format!(
            "the pattern of `{}` is no regular expression: {reason}",
            subject.field.name
        );
        check.add(
            Diagnostic::error(Code::Pattern, text)
                .at(place)
                .help("patterns are RE2: https://github.com/google/re2/wiki/Syntax"),
        );
    }
}
