//! Rules in the words of CEL.

use super::{Check, Subject};
use crate::cel::{self, Fault, Type};
use crate::diagnostic::{Code, Diagnostic};
use crate::locate::{Place, Site};
use crate::model::{Expression, Message};

/// The rules of a message as a whole.
pub(super) fn of_message(check: &mut Check<'_>, message: &Message) {
    let site = check.sites.of(&message.origin);
    for rule in &message.rules.expressions {
        let this = Type::Message(message.full_name.clone());
        let asked = Asked {
            of: &message.full_name,
            site: &site,
            option: "buf.validate.message",
            this,
        };
        asked.check(check, rule);
    }
}

/// The rules of a field, of elements, keys or values.
pub(super) fn of_subject(check: &mut Check<'_>, subject: &Subject<'_>) {
    let site = check.sites.of(&subject.field.origin);
    for rule in &subject.rules.expressions {
        let asked = Asked {
            of: &subject.name(),
            site: &site,
            option: "buf.validate.field",
            this: Type::of(subject.cardinality, subject.kind),
        };
        asked.check(check, rule);
    }
}

/// What a rule is asked of.
struct Asked<'a> {
    /// In words.
    of: &'a str,
    site: &'a Site,
    /// The option in which the rule stands.
    option: &'a str,
    this: Type,
}

impl Asked<'_> {
    fn check(self, check: &mut Check<'_>, rule: &Expression) {
        if rule.id.is_empty() {
            let text = format!("a rule of {} has no id", self.of);
            check.add(
                Diagnostic::error(Code::ExpressionId, text)
                    .at(self.whole(rule))
                    .help("give it one, which violations carry: `id: \"price.above_cost\"`"),
            );
        }
        let faults = match cel::parse(&rule.source) {
            Ok(parsed) => {
                let subject = cel::Subject {
                    this: self.this.clone(),
                    predefined: rule.predefined.is_some(),
                    contract: check.contract,
                };
                cel::infer(&parsed, &subject)
            }
            Err(faults) => faults,
        };
        for fault in faults {
            check.add(self.diagnostic(rule, fault));
        }
    }

    fn diagnostic(&self, rule: &Expression, fault: Fault) -> Diagnostic {
        let id = match &rule.predefined {
            Some(predefined) => format!("predefined rule `{}`", predefined.extension),
            None => format!("rule `{}`", rule.id),
        };
        let text = format!("the {id} of {}: {}", self.of, fault.reason);
        let place = self.place(rule, fault.at);
        let diagnostic = Diagnostic::error(Code::Expression, text).at(place);
        match fault.help {
            Some(help) => diagnostic.help(help),
            None => {
                diagnostic.help("expressions are CEL: https://protovalidate.com/cel-extensions")
            }
        }
    }

    /// The rule itself.
    fn whole(&self, rule: &Expression) -> Place {
        let path: Vec<&str> = rule.path.iter().map(String::as_str).collect();
        self.site.nth_option(self.option, &path, rule.nth)
    }

    /// The character of the expression, where it is written in one piece; else
    /// the rule.
    fn place(&self, rule: &Expression, at: Option<usize>) -> Place {
        let mut path: Vec<&str> = rule.path.iter().map(String::as_str).collect();
        if path.last() == Some(&"cel") {
            path.push("expression");
        }
        let written = self.site.option(self.option, &path, Some(&rule.source));
        let text = written.file.text.as_deref();
        let literal = written.span.clone().zip(text).and_then(|(span, text)| {
            let inner = span.start + 1..span.end.checked_sub(1)?;
            (text.get(inner.clone())? == rule.source).then_some(inner)
        });
        let Some(inner) = literal else {
            return self.whole(rule);
        };
        let start = at.and_then(|at| rule.source.char_indices().nth(at));
        match start {
            Some((offset, _)) => {
                let start = inner.start + offset;
                Place::new(written.file, start..inner.end)
            }
            None => Place::new(written.file, inner),
        }
    }
}
