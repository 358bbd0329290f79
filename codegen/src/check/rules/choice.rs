//! Fields of which one can be set.

use super::Check;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::Message;

pub(super) fn check(check: &mut Check<'_>, message: &Message) {
    let site = check.sites.of(&message.origin);
    for (nth, choice) in message.rules.choices.iter().enumerate() {
        let rule = site.nth_option("buf.validate.message", &["oneof"], nth);
        if choice.fields.is_empty() {
            let text = format!("a `oneof` rule of {} names no fields", message.full_name);
            check.add(
                Diagnostic::error(Code::RuleChoice, text)
                    .at(rule)
                    .help("name the fields of which one can be set: `fields: [\"a\", \"b\"]`"),
            );
            continue;
        }
        for (index, name) in choice.fields.iter().enumerate() {
            let value = site.option("buf.validate.message", &["oneof", "fields"], Some(name));
            if message.field(name).is_none() {
                let text = format!("a `oneof` rule names no field of {}", message.full_name);
                let names = message.fields.iter().map(|field| field.name.as_str());
                let help = did_you_mean(name, names)
                    .unwrap_or_else(|| "only fields of the same message can be named".to_owned());
                check.add(
                    Diagnostic::error(Code::RuleChoice, text)
                        .at(value)
                        .label(format!("there is no `{name}`"))
                        .help(help),
                );
            } else if choice.fields[..index].contains(name) {
                let text = format!(
                    "a `oneof` rule of {} names `{name}` twice",
                    message.full_name
                );
                check.add(
                    Diagnostic::error(Code::RuleChoice, text)
                        .at(value)
                        .help("name each field once"),
                );
            }
        }
    }
}
