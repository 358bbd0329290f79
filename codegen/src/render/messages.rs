//! `messages.rs`: the structs and enums of a package.

use std::collections::BTreeMap;

use askama::Template;

use super::defaults::{DefaultView, defaults};
use super::docs::{Comment, Docs, Side};
use super::scope::Scope;
use super::types::{Slot, field_type, slots, value_type};
use super::{Rendering, fallback, words};
use crate::model::{Enum, Field, Message, Package};
use crate::names::{field_name, ident, member_variant, oneof_name, oneof_type, type_name, variant};

#[derive(Template)]
#[template(path = "messages.rs.txt", escape = "none")]
struct Messages {
    package: String,
    generated: String,
    imports: String,
    messages: Vec<MessageView>,
    enums: Vec<EnumView>,
}

struct MessageView {
    docs: String,
    deprecated: String,
    name: String,
    fields: Vec<Entry>,
    oneofs: Vec<OneofView>,
    /// The fields that are an amount of money; empty if it is none.
    money: String,
    defaults: Vec<DefaultView>,
}

/// A field of a struct, or a variant of a oneof's enum.
struct Entry {
    docs: String,
    deprecated: String,
    name: String,
    ty: String,
    is_secret: bool,
}

struct OneofView {
    docs: String,
    name: String,
    /// Whether a member is kept out of logs.
    has_secrets: bool,
    members: Vec<Entry>,
}

struct EnumView {
    docs: String,
    deprecated: String,
    name: String,
    values: Vec<ValueView>,
    aliases: Vec<AliasView>,
}

struct ValueView {
    docs: String,
    deprecated: String,
    name: String,
    default: &'static str,
}

struct AliasView {
    docs: String,
    name: String,
    target: String,
}

pub(super) fn render(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let mut scope = Scope::contract_crate(rendering.contract, &package.name)
        .at_home()
        .reserve(&["std::fmt", "std::collections::BTreeMap"])
        .declare(declared(package));
    let docs = Docs::new(*rendering, &package.name, Side::Contract);
    let messages = package
        .messages
        .iter()
        .map(|message| message_view(rendering, &mut scope, &docs, package, message))
        .collect();
    let enums = package
        .enums
        .iter()
        .map(|declared| enum_view(&docs, declared))
        .collect();
    let file = Messages {
        package: package.name.clone(),
        generated: super::generated_from(package),
        imports: scope.statements(),
        messages,
        enums,
    };
    Ok(scope.shorten_links(&file.render()?))
}

/// The names that the file declares.
fn declared(package: &Package) -> Vec<String> {
    let messages = package.messages.iter().flat_map(|message| {
        let oneofs = (0..message.oneofs.len()).map(|oneof| oneof_type(message, oneof));
        oneofs.chain([type_name(message)])
    });
    let enums = package.enums.iter().map(type_name);
    messages.chain(enums).collect()
}

fn message_view(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    docs: &Docs<'_>,
    package: &Package,
    message: &Message,
) -> MessageView {
    let fields = slots(message)
        .iter()
        .map(|slot| match slot {
            Slot::Field(field) => Entry {
                docs: docs.with(
                    &Comment::field(message, field),
                    &fallback::field(field),
                    &words::field(rendering, field),
                ),
                deprecated: Comment::field(message, field).deprecated(),
                name: field_name(field),
                ty: field_type(scope, field),
                is_secret: field.redacted,
            },
            Slot::Oneof(oneof) => Entry {
                docs: docs.of(
                    &Comment::oneof(message, *oneof),
                    "At most one of several fields.",
                ),
                deprecated: String::new(),
                name: oneof_name(&message.oneofs[*oneof]),
                ty: format!(
                    "{}<{}>",
                    scope.prelude("Option"),
                    oneof_type(message, *oneof)
                ),
                is_secret: false,
            },
        })
        .collect();
    let is_secret = |oneof| message.members(oneof).any(|field| field.redacted);
    if (0..message.oneofs.len()).any(is_secret) {
        scope.import("std::fmt");
    }
    let oneofs = (0..message.oneofs.len())
        .map(|oneof| OneofView {
            docs: docs.of(
                &Comment::oneof(message, oneof),
                &format!(
                    "The fields of `{}` in `{}`.",
                    message.oneofs[oneof].name, message.full_name
                ),
            ),
            name: oneof_type(message, oneof),
            has_secrets: is_secret(oneof),
            members: message
                .members(oneof)
                .map(|field| member(rendering, scope, docs, message, field))
                .collect(),
        })
        .collect();
    MessageView {
        docs: docs.with(
            &Comment::message(message),
            &fallback::message(package, message),
            &words::entity(message),
        ),
        deprecated: Comment::message(message).deprecated(),
        name: type_name(message),
        fields,
        oneofs,
        money: message.money.as_ref().map_or_else(String::new, |money| {
            let names = [&money.units, &money.currency].map(|name| {
                let field = message.field(name);
                field.map_or_else(|| ident(name), field_name)
            });
            names.join(", ")
        }),
        defaults: defaults(scope, message),
    }
}

fn member(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    docs: &Docs<'_>,
    message: &Message,
    field: &Field,
) -> Entry {
    let comment = Comment::field(message, field);
    Entry {
        docs: docs.with(
            &comment,
            &fallback::field(field),
            &words::field(rendering, field),
        ),
        deprecated: comment.deprecated(),
        name: member_variant(field),
        ty: value_type(scope, field),
        is_secret: field.redacted,
    }
}

fn enum_view(docs: &Docs<'_>, declared: &Enum) -> EnumView {
    let mut by_number: BTreeMap<i32, String> = BTreeMap::new();
    let mut values = Vec::new();
    let mut aliases = Vec::new();
    for (index, value) in declared.values.iter().enumerate() {
        let name = variant(declared, value);
        let comment = Comment::value(declared, value);
        if let Some(target) = by_number.get(&value.number) {
            // Of one name, there is only the variant.
            if *target == name {
                continue;
            }
            aliases.push(AliasView {
                docs: docs.of(&comment, &format!("Another name for `{target}`.")),
                name,
                target: target.clone(),
            });
        } else {
            by_number.insert(value.number, name.clone());
            values.push(ValueView {
                docs: docs.of(&comment, &fallback::value(value)),
                deprecated: comment.deprecated(),
                // The value of a field that isn't set. In proto3, its number is 0.
                default: if index == 0 { "#[default]\n" } else { "" },
                name,
            });
        }
    }
    let comment = Comment::enumeration(declared);
    EnumView {
        docs: docs.of(&comment, &format!("`{}`", declared.full_name)),
        deprecated: comment.deprecated(),
        name: type_name(declared),
        values,
        aliases,
    }
}
