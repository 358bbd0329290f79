//! Entities: their collections, ids and indexes.

use std::collections::BTreeMap;

use super::Check;
use super::index;
use super::shape::is_snake_case;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::locate::Place;
use crate::model::{Cardinality, Entity, Field, Kind, Message};

/// The option that makes a message an entity.
pub(super) const OPTION: &str = "counterpart.v1.entity";

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for message in contract.messages() {
        let Some(entity) = &message.entity else {
            continue;
        };
        collection(check, message, entity);
        id(check, message);
        index::check(check, message, entity);
        if contract.owner(&message.full_name).is_none() && !check.has_unknown_owned() {
            let text = format!(
                "no service owns {}, so nothing stores it",
                message.full_name
            );
            check.add(
                Diagnostic::warning(Code::NotOwned, text)
                    .at(check.sites.of(&message.origin).name())
                    .help(format!(
                        "write `option (counterpart.v1.service) = {{owns: \"{}\"}};` in its service",
                        message.name
                    )),
            );
        }
    }
    shared_collections(check);
}

fn collection(check: &mut Check<'_>, message: &Message, entity: &Entity) {
    let name = &entity.collection;
    if is_snake_case(name) {
        return;
    }
    let text = if name.is_empty() {
        format!(
            "{} doesn't say which collection holds it",
            message.full_name
        )
    } else {
        format!("\"{name}\" is no name for a collection: it isn't in snake_case")
    };
    check.add(
        Diagnostic::error(Code::CollectionMissing, text)
            .at(place(check, message, &["collection"], Some(name)))
            .help("write such as `collection: \"order_lines\"`"),
    );
}

/// The entities of one service share its database.
fn shared_collections(check: &mut Check<'_>) {
    let contract = check.contract;
    for service in contract.services() {
        let mut taken: BTreeMap<&str, &Message> = BTreeMap::new();
        for target in service
            .owns
            .iter()
            .filter_map(|owned| owned.target.as_deref())
        {
            let Some(message) = contract.message(target) else {
                continue;
            };
            let Some(entity) = &message.entity else {
                continue;
            };
            match taken.insert(&entity.collection, message) {
                Some(other) if other.full_name != message.full_name => {
                    let text = format!(
                        "{} and {} share the collection \"{}\" of {}",
                        other.full_name, message.full_name, entity.collection, service.full_name
                    );
                    check.add(
                        Diagnostic::error(Code::CollectionTaken, text)
                            .at(place(
                                check,
                                message,
                                &["collection"],
                                Some(&entity.collection),
                            ))
                            .help("give each entity a collection of its own"),
                    );
                }
                _ => {}
            }
        }
    }
}

/// An entity has one identifier, and its type is the id of the entity.
fn id(check: &mut Check<'_>, message: &Message) {
    let fields: Vec<&Field> = message
        .fields
        .iter()
        .filter(|field| field.behavior.identifier)
        .collect();
    let [field] = fields[..] else {
        let text = match fields.len() {
            0 => format!("{} has no field that identifies it", message.full_name),
            _ => format!("{} has several fields that identify it", message.full_name),
        };
        check.add(
            Diagnostic::error(Code::IdMissing, text)
                .at(check.sites.of(&message.origin).name())
                .help(format!("mark one field: {}", declaration(message))),
        );
        return;
    };
    let is_text = field.kind == Kind::Text && field.cardinality == Cardinality::Singular;
    let is_own = field.reference.is_none() && field.entity() == Some(&message.full_name);
    if is_text && is_own {
        return;
    }
    let text = format!(
        "`{}` identifies {} and isn't its id",
        field.name, message.full_name
    );
    check.add(
        Diagnostic::error(Code::IdOfOther, text)
            .at(check.sites.of(&field.origin).name())
            .help(format!("write: {}", declaration(message))),
    );
}

fn declaration(message: &Message) -> String {
    format!(
        "string id = 1 [(counterpart.v1.field).id = \"{}\", (google.api.field_behavior) = IDENTIFIER];",
        message.name
    )
}

/// A place inside the option that makes a message an entity.
pub(super) fn place(
    check: &Check<'_>,
    message: &Message,
    path: &[&str],
    value: Option<&str>,
) -> Place {
    check.sites.of(&message.origin).option(OPTION, path, value)
}

/// A guess at what a name of an entity was meant to be: one of the same package
/// by its short name, or any by its full one.
pub(super) fn guess(check: &Check<'_>, written: &str) -> Option<String> {
    let known = check
        .contract
        .messages()
        .filter(|message| message.entity.is_some())
        .flat_map(|message| [message.full_name.as_str(), message.name.as_str()]);
    did_you_mean(written, known)
}
