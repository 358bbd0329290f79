//! Rules in the words of CEL, as statics of `counterpart::validate::Expression`.

use super::Rendering;
use super::literal::text;
use crate::cel;
use crate::model::{Expression, Field, Message};
use crate::names::{screaming, type_name};

/// The expressions of a file, each once.
pub(super) struct Expressions<'a> {
    /// The name of each static, and what it is set to.
    pub(super) views: Vec<(String, String)>,
    known: Vec<(&'a Expression, String)>,
}

impl<'a> Expressions<'a> {
    pub(super) fn new() -> Self {
        Self {
            views: Vec::new(),
            known: Vec::new(),
        }
    }

    /// The `static` for a rule, named after the message and the rule's id.
    pub(super) fn name(
        &mut self,
        rendering: &Rendering<'_>,
        rule: &'a Expression,
        message: &Message,
        field: Option<&Field>,
    ) -> String {
        let is_same = |known: &Expression| {
            known.id == rule.id
                && known.message == rule.message
                && known.source == rule.source
                && known.predefined == rule.predefined
        };
        if let Some((_, name)) = self.known.iter().find(|(known, _)| is_same(known)) {
            return name.clone();
        }
        let owner = screaming(&type_name(message));
        let id = constant_name(&rule.id);
        let base = match field {
            _ if rule.id != rule.source && id.starts_with(&format!("{owner}_")) => id,
            _ if rule.id != rule.source => format!("{owner}_{id}"),
            Some(field) => format!("{owner}_{}_RULE", screaming(&field.name)),
            None => format!("{owner}_RULE"),
        };
        let is_taken = |name: &str| self.views.iter().any(|(known, _)| known == name);
        let numbered = (2..).map(|number| format!("{base}_{number}"));
        let name = std::iter::once(base.clone())
            .chain(numbered)
            .find(|name| !is_taken(name))
            .expect("there are more numbers than names");
        self.views.push((name.clone(), value(rendering, rule)));
        self.known.push((rule, name.clone()));
        name
    }
}

/// An id such as `price.above-cost` as the name of a constant.
fn constant_name(id: &str) -> String {
    let words = id
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(screaming);
    words.collect::<Vec<_>>().join("_")
}

/// `Expression::new("id", "message", "this.a < this.b")`
fn value(rendering: &Rendering<'_>, rule: &Expression) -> String {
    let mut value = if rule.id == rule.source {
        format!("Expression::of({})", text(&rule.source))
    } else {
        format!(
            "Expression::new({}, {}, {})",
            text(&rule.id),
            text(&rule.message),
            text(&rule.source)
        )
    };
    let names = names(rendering, rule);
    if !names.is_empty() {
        let names: Vec<_> = names
            .iter()
            .map(|(name, stands_for)| format!("({}, {})", text(name), text(stands_for)))
            .collect();
        value.push_str(&format!(".with(&[{}])", names.join(", ")));
    }
    value
}

/// Names in the expression, and the expressions that stand for them.
fn names(rendering: &Rendering<'_>, rule: &Expression) -> Vec<(String, String)> {
    // The checks have parsed it: what is wrong isn't rendered.
    let Ok(parsed) = cel::parse(&rule.source) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    if let Some(predefined) = &rule.predefined {
        if parsed.names("rule") {
            names.push(("rule".to_owned(), cel::constant(&predefined.rule)));
        }
        if parsed.names("rules") {
            names.push(("rules".to_owned(), cel::map(&predefined.rules)));
        }
    }
    for (name, number) in parsed.enum_values(rendering.contract) {
        names.push((name, number.to_string()));
    }
    names
}
