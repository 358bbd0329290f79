//! Methods whose bodies are asked for (AIP-131 to AIP-135), and which fields of
//! their messages have a part in them.

use crate::model::{
    Cardinality, Entity, Field, Kind, Message, Method, Package, Parts, Provided, Standard,
};

/// Marks the methods whose bodies the entities of their services ask for.
pub(super) fn mark_provided(package: &mut Package) {
    let messages = &package.messages;
    let find = |full_name: &str| {
        messages
            .iter()
            .find(|message| message.full_name == full_name)
    };
    for service in &mut package.services {
        let owned = service.owns.iter();
        let owned: Vec<&Message> = owned
            .filter_map(|owned| find(owned.target.as_deref()?))
            .collect();
        for method in &mut service.methods {
            let (request, response) = (find(&method.input), find(&method.output));
            method.provided = provided(method, request, response, &owned);
        }
    }
}

/// Which standard method of which entity this is, if its body is asked for. Of
/// nested entities with the same name, it is that of the one that it deals with.
fn provided(
    method: &Method,
    request: Option<&Message>,
    response: Option<&Message>,
    owned: &[&Message],
) -> Option<Provided> {
    let mut meant = owned.iter().filter_map(|entity| {
        let standard = standard(method, response, entity)?;
        let asked = &entity.entity.as_ref()?.standard;
        asked.contains(&standard).then(|| Provided {
            standard,
            entity: entity.full_name.clone(),
            parts: parts(standard, request, response, entity),
        })
    });
    let first = meant.next()?;
    let deals = |provided: &Provided| {
        let parts = &provided.parts;
        parts.id.is_some() || parts.input.is_some() || parts.items.is_some()
    };
    if deals(&first) {
        return Some(first);
    }
    Some(meant.find(deals).unwrap_or(first))
}

/// Which standard method of the entity this is, by its name. A list is called
/// `List...` and answers a list of the entity, whose plural is a matter of English
/// and not looked at.
fn standard(method: &Method, response: Option<&Message>, entity: &Message) -> Option<Standard> {
    let is_named = |verb: &str| method.name.strip_prefix(verb) == Some(entity.short_name());
    let lists = || method.name.starts_with("List") && items(response, entity).is_some();
    [
        (Standard::Get, "Get"),
        (Standard::Create, "Create"),
        (Standard::Update, "Update"),
        (Standard::Delete, "Delete"),
    ]
    .into_iter()
    .find_map(|(standard, verb)| is_named(verb).then_some(standard))
    .or_else(|| lists().then_some(Standard::List))
}

/// The fields that have a part in the body.
fn parts(
    standard: Standard,
    request: Option<&Message>,
    response: Option<&Message>,
    entity: &Message,
) -> Parts {
    // A type of another package is told of by a check.
    let Some(request) = request else {
        return Parts::default();
    };
    let name = |field: Option<&Field>| field.map(|field| field.name.clone());
    let mut parts = Parts::default();
    match standard {
        Standard::Get => parts.id = name(request.id_of(entity)),
        Standard::Delete => {
            parts.id = name(request.id_of(entity));
            parts.etag = name(text(request, Entity::ETAG));
        }
        Standard::Create => parts.input = name(input(request, entity)),
        Standard::Update => {
            parts.input = name(input(request, entity));
            parts.mask = name(mask(request));
        }
        Standard::List => {
            parts.items = name(items(response, entity));
            parts.order_by = name(text(request, Standard::ORDER_BY));
            let filters = request.fields.iter().filter(|field| filters(field, entity));
            parts.filters = filters.map(|field| field.name.clone()).collect();
        }
    }
    let has_part = |field: &&Field| parts.of_request(standard, &field.name);
    let idle = request.fields.iter().filter(|field| !has_part(field));
    parts.idle = idle.map(|field| field.name.clone()).collect();
    if let (Standard::List, Some(response)) = (standard, response) {
        let is_unset = |name: &&String| {
            parts.items.as_ref() != Some(*name) && *name != Standard::NEXT_PAGE_TOKEN
        };
        let names = response.fields.iter().map(|field| &field.name);
        parts.unset = names.filter(is_unset).cloned().collect();
    }
    parts
}

/// The field with the entity; of several, the one that has its name.
fn input<'a>(request: &'a Message, entity: &Message) -> Option<&'a Field> {
    let name = crate::names::snake(entity.short_name());
    let is_one = |field: &&Field| {
        matches!(&field.kind, Kind::Message(kind) if *kind == entity.full_name)
            && field.cardinality == Cardinality::Optional
    };
    let mut fields = request.fields.iter().filter(is_one);
    let named = fields.clone().find(|field| field.name == name);
    named.or_else(|| fields.next())
}

/// The field with a page of the entities.
fn items<'a>(response: Option<&'a Message>, entity: &Message) -> Option<&'a Field> {
    response?.fields.iter().find(|field| {
        matches!(&field.kind, Kind::Message(kind) if *kind == entity.full_name)
            && field.cardinality == Cardinality::Repeated
    })
}

fn mask(request: &Message) -> Option<&Field> {
    request.field(Standard::UPDATE_MASK).filter(|mask| {
        matches!(&mask.kind, Kind::Message(kind) if kind == "google.protobuf.FieldMask")
            && mask.cardinality == Cardinality::Optional
    })
}

fn text<'a>(message: &'a Message, name: &str) -> Option<&'a Field> {
    let is_text =
        |field: &&Field| field.kind == Kind::Text && field.cardinality == Cardinality::Singular;
    message.field(name).filter(is_text)
}

/// Whether a field of a list request filters by the entity's field of the same
/// name: both hold plain values of one type.
fn filters(field: &Field, entity: &Message) -> bool {
    let is_plain = |field: &Field| {
        !matches!(field.kind, Kind::Message(_)) && !matches!(field.cardinality, Cardinality::Map(_))
    };
    !Standard::PAGING.contains(&field.name.as_str())
        && is_plain(field)
        && entity.field(&field.name).is_some_and(|target| {
            is_plain(target) && target.kind == field.kind && target.entity() == field.entity()
        })
}
