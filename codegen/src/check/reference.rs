//! Fields that hold ids.

use super::Check;
use super::entity;
use crate::diagnostic::{Code, Diagnostic};
use crate::locate::Place;
use crate::model::{Cardinality, Field, Kind, Message, Package, Reference};

/// The option that says whose id a field holds.
const OPTION: &str = "counterpart.v1.field";

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for package in &contract.packages {
        for message in &package.messages {
            for field in &message.fields {
                check_field(check, package, message, field);
            }
        }
    }
}

fn check_field(check: &mut Check<'_>, package: &Package, message: &Message, field: &Field) {
    let place = |check: &Check<'_>, name: &str| -> Place {
        check.sites.of(&field.origin).option(OPTION, &[name], None)
    };
    let (id, reference) = (field.id.as_ref(), field.reference.as_ref());
    if id.is_some() && reference.is_some() {
        let text = format!("`{}` says twice whose id it holds", field.name);
        check.add(
            Diagnostic::error(Code::IdAndReference, text)
                .at(place(check, "id"))
                .help("keep `ref` if the entity must exist when the field is written, else `id`"),
        );
    }
    let named = [("id", id), ("ref", reference)];
    let named = named
        .into_iter()
        .filter_map(|(name, reference)| Some((name, reference?)));
    for (name, reference) in named {
        if field.kind != Kind::Text || matches!(field.cardinality, Cardinality::Map(_)) {
            let text = format!(
                "`{}` of {} is no text, and only text can be an id",
                field.name, message.full_name
            );
            check.add(
                Diagnostic::error(Code::IdType, text)
                    .at(place(check, name))
                    .help("make it a `string` or a `repeated string`"),
            );
        }
        entity_exists(check, reference, place(check, name));
    }
    if field.keeps_reference && reference.is_none() {
        let text = format!("`{}` refers to nothing that could be deleted", field.name);
        check.add(
            Diagnostic::error(Code::OnDeleteUnused, text)
                .at(place(check, "on_delete"))
                .help("take `on_delete` out, or write `ref` instead of `id`"),
        );
    }
    if let Some(reference) = reference {
        can_be_looked_up(check, package, reference, place(check, "ref"));
    }
}

fn entity_exists(check: &mut Check<'_>, reference: &Reference, place: Place) {
    let target = reference.target.as_deref();
    let message = target.and_then(|target| check.contract.message(target));
    if message.is_some_and(|message| message.entity.is_some()) {
        return;
    }
    let text = match target {
        Some(target) if message.is_some() => format!("{target} is no entity"),
        Some(target) => format!("{target} is of a package that no code is generated for"),
        None => format!("\"{}\" names no entity", reference.written),
    };
    let mut diagnostic = Diagnostic::error(Code::UnknownEntity, text).at(place);
    diagnostic.label = entity::guess(check, &reference.written);
    check.add(diagnostic.help(
        "write an entity's full name, such as `shop.product.v1.Product`, or its name alone in its own package",
    ));
}

/// What refers to an entity of another service is checked through its owner.
fn can_be_looked_up(check: &mut Check<'_>, package: &Package, reference: &Reference, place: Place) {
    let contract = check.contract;
    let entity = reference
        .target
        .as_deref()
        .and_then(|target| contract.message(target));
    let Some(entity) = entity.filter(|entity| entity.entity.is_some()) else {
        return;
    };
    let owner = contract.owner(&entity.full_name);
    let is_own = owner.is_some_and(|owner| {
        package
            .services
            .iter()
            .any(|service| service.full_name == owner.full_name)
    });
    if is_own {
        return;
    }
    let (text, help) = match owner {
        None if check.has_unknown_owned() => return,
        None => (
            format!(
                "no service owns {}, so nobody can tell whether it exists",
                entity.full_name
            ),
            "let a service own it, or write `id` instead of `ref`".to_owned(),
        ),
        Some(owner) if contract.get_method(owner, &entity.full_name).is_none() => (
            format!(
                "{} has no Get{}, so nobody can ask whether the entity exists",
                owner.full_name,
                entity.short_name()
            ),
            format!(
                "add `rpc Get{short}(Get{short}Request) returns ({})`, whose request holds the id, or write `id` instead of `ref`",
                entity.name,
                short = entity.short_name()
            ),
        ),
        Some(_) => return,
    };
    check.add(
        Diagnostic::error(Code::ReferenceUnchecked, text)
            .at(place)
            .help(help),
    );
}
