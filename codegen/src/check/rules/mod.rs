//! Validation rules that can't be meant, or that generated code can't hold.

mod bounds;
mod choice;
mod expression;
mod fit;
mod pattern;

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::locate::{Place, Site};
use crate::model::{Cardinality, Field, Kind, Message, Rules};

/// Rules, and what they are asked of.
#[derive(Clone, Copy)]
struct Subject<'a> {
    message: &'a Message,
    field: &'a Field,
    rules: &'a Rules,
    /// How many values the rules are asked of at once.
    cardinality: &'a Cardinality,
    /// The type of the value, of each element of a list, of the values of a map.
    kind: &'a Kind,
    /// Where the rules stand inside `(buf.validate.field)`.
    path: &'a [&'a str],
}

impl Subject<'_> {
    /// The field, in a sentence.
    fn name(&self) -> String {
        let owner = format!("`{}` of {}", self.field.name, self.message.full_name);
        match self.path {
            [.., "items"] => format!("the elements of {owner}"),
            [.., "keys"] => format!("the keys of {owner}"),
            [.., "values"] => format!("the values of {owner}"),
            _ => owner,
        }
    }

    /// Where a rule stands.
    fn place(&self, check: &Check<'_>, rule: &[&str]) -> Place {
        let path = [self.path, rule].concat();
        field_option(&check.sites.of(&self.field.origin), &path)
    }
}

fn field_option(site: &Site, path: &[&str]) -> Place {
    site.nth_option("buf.validate.field", path, 0)
}

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for message in contract.messages() {
        let site = check.sites.of(&message.origin);
        for rule in &message.rules.unsupported {
            let path: Vec<&str> = rule.path.iter().map(String::as_str).collect();
            let place = site.nth_option("buf.validate.message", &path, 0);
            check.add(unsupported(&rule.path, &message.full_name).at(place));
        }
        expression::of_message(check, message);
        choice::check(check, message);
        for field in &message.fields {
            let owner = format!("`{}` of {}", field.name, message.full_name);
            let site = check.sites.of(&field.origin);
            for rule in &field.rules.unsupported {
                let path: Vec<&str> = rule.path.iter().map(String::as_str).collect();
                check.add(unsupported(&rule.path, &owner).at(field_option(&site, &path)));
            }
            let subject = Subject {
                message,
                field,
                rules: &field.rules,
                cardinality: &field.cardinality,
                kind: &field.kind,
                path: &[],
            };
            subject_rules(check, &subject);
        }
    }
}

/// Checks the rules of a field, then those of its elements, keys and values.
fn subject_rules(check: &mut Check<'_>, subject: &Subject<'_>) {
    fit::check(check, subject);
    bounds::check(check, subject);
    pattern::check(check, subject);
    expression::of_subject(check, subject);
    let key = match subject.cardinality {
        Cardinality::Map(key) => key,
        _ => subject.kind,
    };
    let inner = [
        (&subject.rules.items, ["repeated", "items"], subject.kind),
        (&subject.rules.keys, ["map", "keys"], key),
        (&subject.rules.values, ["map", "values"], subject.kind),
    ];
    for (rules, path, kind) in inner {
        if let Some(rules) = rules {
            let path = [subject.path, &path].concat();
            let inner = Subject {
                rules,
                cardinality: &Cardinality::Singular,
                kind,
                path: &path,
                ..*subject
            };
            subject_rules(check, &inner);
        }
    }
}

fn unsupported(path: &[String], owner: &str) -> Diagnostic {
    let rule = path.join(".");
    let text = format!("the rule `{rule}` on {owner} isn't supported, and would not be checked");
    Diagnostic::error(Code::Rule, text)
        .label("nothing would hold this")
        .help("take it out and check it in the service, or say it with other rules")
}
