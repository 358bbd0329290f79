//! Rules as calls of `counterpart::validate`.

use super::Rendering;
use super::expressions::Expressions;
use super::literal::{self, text};
use super::scope::Scope;
use crate::model::{Field, Ignore, Kind, Literal, Message, Rule, Rules};
use crate::names::{screaming, type_name, variant};

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
            screaming(&type_name(message)),
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
    pub(super) expressions: &'w mut Expressions<'a>,
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
        chain.push_str(&self.values(rules, kind));
        if chain.is_empty() {
            return chain;
        }
        if rules.ignore == Ignore::ZeroValue {
            chain.insert_str(0, ".ignore_if_default()");
        }
        let name = match method {
            "each_key" => "key",
            "each_value" => "value",
            _ => "item",
        };
        format!(".{method}(|{name}| {{ {name}{chain}; }})")
    }

    /// The rules on the value itself.
    pub(super) fn values(&mut self, rules: &'a Rules, kind: &Kind) -> String {
        let mut chain = String::new();
        // Of a list, the rules speak of the list: the kind is that of its elements.
        if rules.kind.as_deref() == Some(kind.name())
            && !rules.value.is_empty()
            && let Some(name) = kind_of_rules(kind)
        {
            chain.push_str(&format!(".kind(\"{name}\")"));
        }
        chain.push_str(&self.standard(&rules.value, kind));
        for rule in &rules.expressions {
            let field = Some(self.field);
            let name = self
                .expressions
                .name(self.rendering, rule, self.message, field);
            self.scope.import("counterpart::validate::Expression");
            chain.push_str(&format!(".cel(&{name})"));
        }
        chain
    }

    fn standard(&mut self, rules: &'a [Rule], kind: &Kind) -> String {
        let mut chain = String::new();
        let lower = rules
            .iter()
            .find(|rule| matches!(rule, Rule::Gt(_) | Rule::Gte(_)));
        let upper = rules
            .iter()
            .find(|rule| matches!(rule, Rule::Lt(_) | Rule::Lte(_)));
        if let (Some(lower), Some(upper)) = (lower, upper) {
            chain.push_str(&self.range(lower, upper, kind));
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
                    Some(variant(declared, value))
                });
                match value {
                    Some(variant) => format!("{ty}::{variant}"),
                    None => format!("{ty}::Unrecognized({number})"),
                }
            }
            (Literal::Duration { .. } | Literal::Timestamp { .. }, _) => {
                let ty = match constant {
                    Literal::Duration { .. } => "counterpart::message::Duration",
                    _ => "counterpart::message::Timestamp",
                };
                let ty = self.scope.import(ty);
                format!("{ty} {}", literal::expression(constant, kind))
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
        let mut value = |literal: &Literal| self.constant(literal, kind);
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
            Rule::LenBytes(length) => format!(".len_bytes({})", literal::integer(length)),
            Rule::MinBytes(length) => format!(".min_bytes({})", literal::integer(length)),
            Rule::MaxBytes(length) => format!(".max_bytes({})", literal::integer(length)),
            Rule::Prefix(part) => format!(".prefix({})", value(part)),
            Rule::Suffix(part) => format!(".suffix({})", value(part)),
            Rule::Contains(part) => format!(".contains({})", value(part)),
            Rule::NotContains(part) => format!(".not_contains({})", value(part)),
            Rule::WellKnown(form) => format!(".{form}()"),
            Rule::HeaderName { strict: true } => ".header_name()".to_owned(),
            Rule::HeaderName { strict: false } => ".lenient_header_name()".to_owned(),
            Rule::HeaderValue { strict: true } => ".header_value()".to_owned(),
            Rule::HeaderValue { strict: false } => ".lenient_header_value()".to_owned(),
            Rule::Finite => ".finite()".to_owned(),
            Rule::LtNow => ".lt_now()".to_owned(),
            Rule::GtNow => ".gt_now()".to_owned(),
            Rule::Within(distance) => format!(".within({})", value(distance)),
            Rule::Paths(paths) => format!(".has_paths(&[{}])", texts(paths)),
            Rule::OnlyPaths(paths) => format!(".only_paths(&[{}])", texts(paths)),
            Rule::NoPaths(paths) => format!(".no_paths(&[{}])", texts(paths)),
            Rule::TypeIn(urls) => format!(".type_in(&[{}])", texts(urls)),
            Rule::TypeNotIn(urls) => format!(".type_not_in(&[{}])", texts(urls)),
            Rule::DefinedOnly => ".defined_only()".to_owned(),
            Rule::MinItems(count) => format!(".min_items({})", literal::integer(count)),
            Rule::MaxItems(count) => format!(".max_items({})", literal::integer(count)),
            Rule::Unique => ".unique()".to_owned(),
            Rule::MinPairs(count) => format!(".min_pairs({})", literal::integer(count)),
            Rule::MaxPairs(count) => format!(".max_pairs({})", literal::integer(count)),
        }
    }
}

/// `"a", "b"`
fn texts(values: &[String]) -> String {
    let values: Vec<_> = values.iter().map(|value| text(value)).collect();
    values.join(", ")
}

impl Writer<'_, '_, '_> {
    /// `.gte_lte(0, 100)`
    fn range(&mut self, lower: &Rule, upper: &Rule, kind: &Kind) -> String {
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
            self.constant(lower, kind),
            self.constant(upper, kind)
        )
    }
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
