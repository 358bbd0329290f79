//! `validate.rs`: the rules of `buf.validate` as Rust.

use askama::Template;

use super::Rendering;
use super::literal::{self, text};
use super::messages::short_name;
use super::names::{ident, screaming, type_name, variant};
use super::scope::Scope;
use super::types::{member_variant, oneof_type};
use crate::model::{
    Cardinality, Field, Ignore, Kind, Literal, Message, Package, Rule, Rules, Standard,
};

#[derive(Template)]
#[template(path = "validate.rs.txt", escape = "none")]
struct Validate {
    package: String,
    generated: String,
    imports: String,
    patterns: Vec<PatternView>,
    messages: Vec<MessageView>,
}

struct PatternView {
    name: String,
    literal: String,
}

struct MessageView {
    ty: String,
    lines: Vec<String>,
}

/// The regular expressions of a file, each once.
struct Patterns<'a> {
    views: Vec<(String, &'a str)>,
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

pub(super) fn render(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let mut scope = Scope::contract_crate(rendering.contract, &package.name).reserve(&[
        "counterpart::validate::Check",
        "counterpart::validate::Pattern",
        "counterpart::validate::Validate",
    ]);
    scope.import("counterpart::validate::Check");
    scope.import("counterpart::validate::Validate");
    let mut patterns = Patterns { views: Vec::new() };
    let messages = package
        .messages
        .iter()
        .map(|message| MessageView {
            ty: scope.import(&format!("crate::messages::{}", type_name(&message.name))),
            lines: lines(rendering, &mut scope, &mut patterns, message),
        })
        .collect();
    if !patterns.views.is_empty() {
        scope.import("counterpart::validate::Pattern");
    }
    Validate {
        package: package.name.clone(),
        generated: super::generated_from(package),
        imports: scope.statements(),
        patterns: patterns
            .views
            .iter()
            .map(|(name, expression)| PatternView {
                name: name.clone(),
                literal: text(expression),
            })
            .collect(),
        messages,
    }
    .render()
}

fn lines<'a>(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    patterns: &mut Patterns<'a>,
    message: &'a Message,
) -> Vec<String> {
    let mut lines = Vec::new();
    for field in &message.fields {
        let rules = field_rules(rendering, scope, patterns, message, field);
        if !rules.is_empty() {
            lines.push(format!("{}{rules};", subject(scope, message, field)));
        }
    }
    for oneof in message.oneofs.iter().filter(|oneof| oneof.required) {
        lines.push(format!(
            "check.required_oneof(\"{}\", self.{}.is_some());",
            oneof.name,
            ident(&oneof.name)
        ));
    }
    lines
}

/// `check.field("slug", &self.slug)`
fn subject(scope: &mut Scope<'_>, message: &Message, field: &Field) -> String {
    let Some(oneof) = field.oneof else {
        return format!(
            "check.field(\"{}\", &self.{})",
            field.name,
            ident(&field.name)
        );
    };
    let ty = scope.import(&format!("crate::messages::{}", oneof_type(message, oneof)));
    format!(
        "check.member(\"{}\", match &self.{} {{ Some({ty}::{}(member)) => Some(member), _ => None }})",
        field.name,
        ident(&message.oneofs[oneof].name),
        member_variant(field),
    )
}

/// `.required().max_len(120)`: all rules of a field; empty if it has none.
fn field_rules<'a>(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    patterns: &mut Patterns<'a>,
    message: &'a Message,
    field: &'a Field,
) -> String {
    if field.rules.ignore == Ignore::Always {
        return String::new();
    }
    let mut chain = String::new();
    if field.rules.required || field.behavior.required {
        chain.push_str(".required()");
    }
    if field.rules.ignore == Ignore::ZeroValue {
        chain.push_str(".ignore_if_default()");
    }
    let mut writer = Writer {
        rendering,
        scope,
        patterns,
        message,
        field,
    };
    chain.push_str(&writer.values(&field.rules.value, &field.kind));
    if let Some(items) = &field.rules.items {
        chain.push_str(&writer.each("each", items, &field.kind));
    }
    if let (Some(keys), Cardinality::Map(key)) = (&field.rules.keys, &field.cardinality) {
        chain.push_str(&writer.each("each_key", keys, key));
    }
    if let Some(values) = &field.rules.values {
        chain.push_str(&writer.each("each_value", values, &field.kind));
    }
    chain.push_str(&nested(rendering, message, field));
    chain
}

/// The rules of messages in the field.
fn nested(rendering: &Rendering<'_>, message: &Message, field: &Field) -> String {
    let Kind::Message(target) = &field.kind else {
        return String::new();
    };
    let Some(target) = rendering.contract.message(target) else {
        return String::new();
    };
    match &field.cardinality {
        Cardinality::Repeated => ".each_nested()".to_owned(),
        Cardinality::Map(_) => ".each_value_nested()".to_owned(),
        _ => match &field.masked_by {
            Some(mask) => format!(".nested_masked(\"{mask}\", &self.{})", ident(mask)),
            // A request brings an entity in; a response or another entity shows it as it is.
            None if target.entity.is_some() && is_request(message) => ".nested_input()".to_owned(),
            None => ".nested()".to_owned(),
        },
    }
}

/// Whether clients send the message: AIP-131 to AIP-136 call it so.
fn is_request(message: &Message) -> bool {
    message.name.ends_with("Request") && message.field(Standard::NEXT_PAGE_TOKEN).is_none()
}

struct Writer<'w, 's, 'a> {
    rendering: &'w Rendering<'w>,
    scope: &'w mut Scope<'s>,
    patterns: &'w mut Patterns<'a>,
    message: &'a Message,
    field: &'a Field,
}

impl<'a> Writer<'_, '_, 'a> {
    /// `.each(|item| { item.min_len(1); })`
    fn each(&mut self, method: &str, rules: &'a Rules, kind: &Kind) -> String {
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

    fn values(&mut self, rules: &'a [Rule], kind: &Kind) -> String {
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
                    Some(variant(short_name(declared), &value.name))
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
fn kind_of_rules(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::SInt32 => Some("sint32"),
        Kind::SInt64 => Some("sint64"),
        Kind::Fixed32 => Some("fixed32"),
        Kind::Fixed64 => Some("fixed64"),
        Kind::SFixed32 => Some("sfixed32"),
        Kind::SFixed64 => Some("sfixed64"),
        _ => None,
    }
}
