//! Rules as calls of `counterpart::validate`.

use super::Rendering;
use super::literal::{self, text};
use super::scope::Scope;
use crate::model::{Field, Ignore, Kind, Literal, Message, Rule, Rules};
use crate::names::{enum_name, screaming, type_name, variant};

/// The regular expressions of a file, each once.
pub(super) struct Patterns<'a> {
    pub(super) views: Vec<(String, &'a str)>,
}

impl<'a> Patterns<'a> {
    /// The `static` for this expression, named after the first field that has it.
    fn name(&mut self, expression: &'a str, message: &Message, field: &Field) -> String {
        if let Some((name, _)) = self.views.iter().find(|(_, known)| *known == expression) {
            return name.clone();
        }
        let name = format!(
            "{}_{}",
            screaming(&type_name(&message.name)),
            screaming(&field.name)
        );
        let taken = self
            .views
            .iter()
            .filter(|(known, _)| known.starts_with(&name))
            .count();
        let name = match taken {
            0 => name,
            more => format!("{name}_{}", more + 1),
        };
        self.views.push((name.clone(), expression));
        name
    }
}

pub(super) struct Writer<'w, 's, 'a> {
    pub(super) rendering: &'w Rendering<'w>,
    pub(super) scope: &'w mut Scope<'s>,
    pub(super) patterns: &'w mut Patterns<'a>,
    pub(super) message: &'a Message,
    pub(super) field: &'a Field,
}

impl<'a> Writer<'_, '_, 'a> {
    /// `.each(|item| { item.min_len(1); })`
    pub(super) fn each(&mut self, method: &str, rules: &'a Rules, kind: &Kind) -> String {
        if rules.ignore == Ignore::Always {
            return String::new();
        }
        let mut chain = String::new();
        if rules.required {
            chain.push_str(".required()");
        }
        if rules.ignore == Ignore::ZeroValue {
            chain.push_str(".ignore_if_default()");
        }
        chain.push_str(&self.values(&rules.value, kind));
        if chain.is_empty() {
            return chain;
        }
        let name = match method {
            "each_key" => "key",
            "each_value" => "value",
            _ => "item",
        };
        format!(".{method}(|{name}| {{ {name}{chain}; }})")
    }

    pub(super) fn values(&mut self, rules: &'a [Rule], kind: &Kind) -> String {
        let mut chain = String::new();
        if let Some(name) = kind_of_rules(kind)
            && !rules.is_empty()
        {
            chain.push_str(&format!(".kind(\"{name}\")"));
        }
        let lower = rules
            .iter()
            .find(|rule| matches!(rule, Rule::Gt(_) | Rule::Gte(_)));
        let upper = rules
            .iter()
            .find(|rule| matches!(rule, Rule::Lt(_) | Rule::Lte(_)));
        if let (Some(lower), Some(upper)) = (lower, upper) {
            chain.push_str(&range(lower, upper, kind));
        }
        for rule in rules {
            let is_bound = matches!(
                rule,
                Rule::Gt(_) | Rule::Gte(_) | Rule::Lt(_) | Rule::Lte(_)
            );
            if !(is_bound && lower.is_some() && upper.is_some()) {
                chain.push_str(&self.rule(rule, kind));
            }
        }
        chain
    }

    /// A value that others are compared with.
    fn constant(&mut self, constant: &Literal, kind: &Kind) -> String {
        match (constant, kind) {
            (Literal::Int(number), Kind::Enum(name)) => {
                let ty = self.scope.contract_type(name);
                let declared = self.rendering.contract.enumeration(name);
                let value = declared.and_then(|declared| {
                    let value = declared
                        .values
                        .iter()
                        .find(|value| i64::from(value.number) == *number)?;
                    Some(variant(enum_name(declared), &value.name))
                });
                match value {
                    Some(variant) => format!("{ty}::{variant}"),
                    None => format!("{ty}::Unrecognized({number})"),
                }
            }
            _ => literal::expression(constant, kind),
        }
    }

    fn constants(&mut self, constants: &[Literal], kind: &Kind) -> String {
        let constants: Vec<_> = constants
            .iter()
            .map(|constant| {
                let constant = self.constant(constant, kind);
                // Byte strings of different lengths have different types.
                if matches!(kind, Kind::Bytes) {
                    format!("{constant}.as_slice()")
                } else {
                    constant
                }
            })
            .collect();
        constants.join(", ")
    }

    fn rule(&mut self, rule: &'a Rule, kind: &Kind) -> String {
        let value = |literal: &Literal| literal::expression(literal, kind);
        match rule {
            Rule::Const(constant) => format!(".equals({})", self.constant(constant, kind)),
            Rule::In(constants) => format!(".is_in(&[{}])", self.constants(constants, kind)),
            Rule::NotIn(constants) => format!(".not_in(&[{}])", self.constants(constants, kind)),
            Rule::Lt(bound) => format!(".lt({})", value(bound)),
            Rule::Lte(bound) => format!(".lte({})", value(bound)),
            Rule::Gt(bound) => format!(".gt({})", value(bound)),
            Rule::Gte(bound) => format!(".gte({})", value(bound)),
            Rule::Len(length) => format!(".len({})", literal::integer(length)),
            Rule::MinLen(length) => format!(".min_len({})", literal::integer(length)),
            Rule::MaxLen(length) => format!(".max_len({})", literal::integer(length)),
            Rule::Pattern(expression) => {
                let name = self.patterns.name(expression, self.message, self.field);
                self.scope.import("counterpart::validate::Pattern");
                format!(".pattern(&{name})")
            }
            Rule::Prefix(part) => format!(".prefix({})", text(part)),
            Rule::Suffix(part) => format!(".suffix({})", text(part)),
            Rule::Contains(part) => format!(".contains({})", text(part)),
            Rule::Email => ".email()".to_owned(),
            Rule::Uri => ".uri()".to_owned(),
            Rule::Uuid => ".uuid()".to_owned(),
            Rule::DefinedOnly => ".defined_only()".to_owned(),
            Rule::MinItems(count) => format!(".min_items({})", literal::integer(count)),
            Rule::MaxItems(count) => format!(".max_items({})", literal::integer(count)),
            Rule::Unique => ".unique()".to_owned(),
            Rule::MinPairs(count) => format!(".min_pairs({})", literal::integer(count)),
            Rule::MaxPairs(count) => format!(".max_pairs({})", literal::integer(count)),
        }
    }
}

/// `.gte_lte(0, 100)`
fn range(lower: &Rule, upper: &Rule, kind: &Kind) -> String {
    let (from, lower) = match lower {
        Rule::Gt(bound) => ("gt", bound),
        Rule::Gte(bound) => ("gte", bound),
        _ => return String::new(),
    };
    let (to, upper) = match upper {
        Rule::Lt(bound) => ("lt", bound),
        Rule::Lte(bound) => ("lte", bound),
        _ => return String::new(),
    };
    format!(
        ".{from}_{to}({}, {})",
        literal::expression(lower, kind),
        literal::expression(upper, kind)
    )
}

/// The word for the kind in the ids of rules, where the Rust type stands for
/// several kinds.
fn kind_of_rules(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::SInt32
        | Kind::SInt64
        | Kind::Fixed32
        | Kind::Fixed64
        | Kind::SFixed32
        | Kind::SFixed64 => Some(kind.name()),
        _ => None,
    }
}
