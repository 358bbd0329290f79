//! `validate.rs`: the rules of `buf.validate` as Rust.

use askama::Template;

use super::expressions::Expressions;
use super::rules::{Patterns, Writer};
use super::scope::Scope;
use super::{Rendering, literal};
use crate::model::{Cardinality, Choice, Field, Ignore, Kind, Message, Package, Rules, Standard};
use crate::names::{field_name, ident, member_variant, oneof_name, oneof_type, type_name};

#[derive(Template)]
#[template(path = "validate.rs.txt", escape = "none")]
struct Validate {
    package: String,
    generated: String,
    imports: String,
    patterns: Vec<PatternView>,
    expressions: Vec<(String, String)>,
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

pub(super) fn render(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let mut scope = Scope::contract_crate(rendering.contract, &package.name).reserve(&[
        "counterpart::validate::Check",
        "counterpart::validate::Expression",
        "counterpart::validate::Pattern",
        "counterpart::validate::Validate",
        "counterpart::validate::is_given",
    ]);
    scope.import("counterpart::validate::Check");
    scope.import("counterpart::validate::Validate");
    let mut patterns = Patterns { views: Vec::new() };
    let mut expressions = Expressions::new();
    let messages = package
        .messages
        .iter()
        .map(|message| MessageView {
            ty: scope.import(&format!("crate::messages::{}", type_name(message))),
            lines: lines(
                rendering,
                &mut scope,
                &mut patterns,
                &mut expressions,
                message,
            ),
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
                literal: literal::text(expression),
            })
            .collect(),
        expressions: expressions.views,
        messages,
    }
    .render()
}

fn lines<'a>(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    patterns: &mut Patterns<'a>,
    expressions: &mut Expressions<'a>,
    message: &'a Message,
) -> Vec<String> {
    let mut lines = Vec::new();
    for rule in &message.rules.expressions {
        let name = expressions.name(rendering, rule, message, None);
        scope.import("counterpart::validate::Expression");
        lines.push(format!("check.cel(self, &{name});"));
    }
    for field in &message.fields {
        let rules = field_rules(rendering, scope, patterns, expressions, message, field);
        if !rules.is_empty() {
            lines.push(format!("{}{rules};", subject(scope, message, field)));
        }
    }
    for choice in &message.rules.choices {
        lines.push(choice_line(scope, message, choice));
    }
    for oneof in message.oneofs.iter().filter(|oneof| oneof.required) {
        lines.push(format!(
            "check.required_oneof(\"{}\", self.{}.is_some());",
            oneof.name,
            oneof_name(oneof)
        ));
    }
    lines
}

/// `check.at_most_one_of(&[("isbn", is_given(&self.isbn)), ("ean", is_given(&self.ean))]);`
fn choice_line(scope: &mut Scope<'_>, message: &Message, choice: &Choice) -> String {
    let fields: Vec<_> = choice
        .fields
        .iter()
        .filter_map(|name| message.field(name))
        .map(|field| format!("(\"{}\", {})", field.name, is_given(scope, message, field)))
        .collect();
    let method = if choice.required {
        "exactly_one_of"
    } else {
        "at_most_one_of"
    };
    format!("check.{method}(&[{}]);", fields.join(", "))
}

fn is_given(scope: &mut Scope<'_>, message: &Message, field: &Field) -> String {
    let Some(oneof) = field.oneof else {
        let is_given = scope.import("counterpart::validate::is_given");
        return format!("{is_given}(&self.{})", field_name(field));
    };
    let ty = scope.import(&format!("crate::messages::{}", oneof_type(message, oneof)));
    format!(
        "matches!(self.{}, Some({ty}::{}(_)))",
        oneof_name(&message.oneofs[oneof]),
        member_variant(field),
    )
}

/// `check.field("slug", &self.slug)`
fn subject(scope: &mut Scope<'_>, message: &Message, field: &Field) -> String {
    let Some(oneof) = field.oneof else {
        return format!(
            "check.field(\"{}\", &self.{})",
            field.name,
            field_name(field)
        );
    };
    let ty = scope.import(&format!("crate::messages::{}", oneof_type(message, oneof)));
    format!(
        "check.member(\"{}\", match &self.{} {{ Some({ty}::{}(member)) => Some(member), _ => None }})",
        field.name,
        oneof_name(&message.oneofs[oneof]),
        member_variant(field),
    )
}

/// `.required().max_len(120)`: all rules of a field; empty if it has none.
fn field_rules<'a>(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    patterns: &mut Patterns<'a>,
    expressions: &mut Expressions<'a>,
    message: &'a Message,
    field: &'a Field,
) -> String {
    if field.rules.ignore == Ignore::Always {
        return String::new();
    }
    let mut chain = String::new();
    if field.rules.required || field.behavior.required || field.required {
        chain.push_str(".required()");
    }
    if field.rules.ignore == Ignore::ZeroValue {
        chain.push_str(".ignore_if_default()");
    }
    let mut writer = Writer {
        rendering,
        scope,
        patterns,
        expressions,
        message,
        field,
    };
    chain.push_str(&writer.values(&field.rules, &field.kind));
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
    let is_ignored = |rules: &Option<Box<Rules>>| {
        rules
            .as_ref()
            .is_some_and(|rules| rules.ignore == Ignore::Always)
    };
    match &field.cardinality {
        Cardinality::Repeated if is_ignored(&field.rules.items) => String::new(),
        Cardinality::Repeated => ".each_nested()".to_owned(),
        Cardinality::Map(_) if is_ignored(&field.rules.values) => String::new(),
        Cardinality::Map(_) => ".each_value_nested()".to_owned(),
        _ => match &field.masked_by {
            Some(mask) => {
                let field = message.field(mask).map_or_else(|| ident(mask), field_name);
                format!(".nested_masked(\"{mask}\", &self.{field})")
            }
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
