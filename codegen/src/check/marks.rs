//! What is said of a field twice, and not the same.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cardinality, Entity, Field, Kind, Message};

/// The option that says who writes a field.
const BEHAVIOR: &str = "google.api.field_behavior";

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for message in contract.messages() {
        for field in &message.fields {
            behavior(check, message, field);
        }
        if message.entity.is_some() {
            written_by_the_store(check, message);
        }
    }
}

/// What only the service gives is cleared from every request, and can't be
/// required there.
fn behavior(check: &mut Check<'_>, message: &Message, field: &Field) {
    let marks = field.behavior;
    let given = if marks.output_only {
        "OUTPUT_ONLY"
    } else if marks.identifier && message.entity.is_some() {
        "IDENTIFIER"
    } else {
        return;
    };
    if !marks.required {
        return;
    }
    let text = format!(
        "`{}` of {} is {given} and REQUIRED: the service gives it, so no request can hold it",
        field.name, message.full_name
    );
    let site = check.sites.of(&field.origin);
    check.add(
        Diagnostic::error(Code::BehaviorContradicts, text)
            .at(site.option(BEHAVIOR, &[], Some("REQUIRED")))
            .help("take REQUIRED out: the service sets it in every answer"),
    );
}

/// The store knows three fields by name and type, and writes nothing into one of
/// another type.
fn written_by_the_store(check: &mut Check<'_>, message: &Message) {
    let time = || Kind::Message("google.protobuf.Timestamp".to_owned());
    let known = [
        (Entity::ETAG, Kind::Text, Cardinality::Singular),
        (Entity::CREATE_TIME, time(), Cardinality::Optional),
        (Entity::UPDATE_TIME, time(), Cardinality::Optional),
    ];
    for (name, kind, cardinality) in known {
        let Some(field) = message.field(name) else {
            continue;
        };
        if field.kind == kind && field.cardinality == cardinality && field.oneof.is_none() {
            continue;
        }
        let text = format!(
            "`{name}` of {} is no `{}`, so the store doesn't write it",
            message.full_name,
            kind.name()
        );
        check.add(
            Diagnostic::warning(Code::StoreFieldType, text)
                .at(check.sites.of(&field.origin).name())
                .help(format!(
                    "write `{} {name} = {};`, or give the field another name if the service writes it itself",
                    kind.name(),
                    field.number
                )),
        );
    }
}
