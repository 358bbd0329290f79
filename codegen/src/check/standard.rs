//! Methods whose bodies are asked for (AIP-131 to AIP-135).

use super::Check;
use super::entity::place;
use super::shape::{id_of, list_of, one_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cardinality, Entity, Field, Kind, Message, Method, Service, Standard};

pub(super) fn check(check: &mut Check<'_>) {
    let contract = check.contract;
    for message in contract.messages() {
        let Some(entity) = &message.entity else {
            continue;
        };
        if entity.has_unspecified_standard {
            let word = "STANDARD_UNSPECIFIED";
            check.add(
                Diagnostic::error(Code::StandardUnspecified, format!("{word} is no method"))
                    .at(place(check, message, &["standard"], Some(word)))
                    .help("write some of GET, LIST, CREATE, UPDATE, DELETE"),
            );
        }
        let Some(owner) = contract.owner(&message.full_name) else {
            continue;
        };
        for standard in &entity.standard {
            asked(check, message, *standard, owner);
        }
    }
}

/// Checks the method that an entity asks for.
fn asked(check: &mut Check<'_>, entity: &Message, standard: Standard, owner: &Service) {
    let method = owner.methods.iter().find(|method| {
        method.provided.as_ref().is_some_and(|provided| {
            provided.standard == standard && provided.entity == entity.full_name
        })
    });
    let Some(method) = method else {
        missing(check, entity, standard, owner);
        return;
    };
    let contract = check.contract;
    // A type of another package is told of by another check.
    let Some(request) = contract.message(&method.input) else {
        return;
    };
    let mut faults = Vec::new();
    match standard {
        Standard::Get => {
            needs_id(request, entity, &mut faults);
            returns(method, &entity.full_name, &mut faults);
        }
        Standard::Create => {
            needs_entity(request, entity, &mut faults);
            returns(method, &entity.full_name, &mut faults);
        }
        Standard::Update => {
            needs_entity(request, entity, &mut faults);
            let mask = request.field(Standard::UPDATE_MASK);
            if mask.is_none_or(|mask| {
                mask.kind != Kind::Message("google.protobuf.FieldMask".to_owned())
            }) {
                faults.push("its request needs `google.protobuf.FieldMask update_mask`".to_owned());
            }
            returns(method, &entity.full_name, &mut faults);
        }
        Standard::Delete => {
            needs_id(request, entity, &mut faults);
            if let Some(etag) = request.field(Entity::ETAG)
                && !is_one(etag, &Kind::Text)
            {
                faults.push("`etag` of its request must be a `string`".to_owned());
            }
            returns(method, "google.protobuf.Empty", &mut faults);
        }
        Standard::List => list(check, request, entity, method, &mut faults),
    }
    for fault in faults {
        let text = format!("`{}` can't be provided: {fault}", method.name);
        check.add(
            Diagnostic::error(Code::StandardShape, text)
                .at(check.sites.of(&method.origin).name())
                .help(format!(
                    "give it the form of {}, or take {} out of `standard` of {}",
                    aip(standard),
                    word(standard),
                    entity.full_name
                )),
        );
    }
}

fn missing(check: &mut Check<'_>, entity: &Message, standard: Standard, owner: &Service) {
    let name = match standard {
        Standard::List => format!("List method that returns a list of {}", entity.name),
        Standard::Get => format!("method Get{}", entity.name),
        Standard::Create => format!("method Create{}", entity.name),
        Standard::Update => format!("method Update{}", entity.name),
        Standard::Delete => format!("method Delete{}", entity.name),
    };
    let text = format!(
        "{} has no {name}, whose body `standard` asks for",
        owner.full_name
    );
    check.add(
        Diagnostic::error(Code::StandardMissing, text)
            .at(place(check, entity, &["standard"], Some(word(standard))))
            .help(format!(
                "declare it as {} says, or take {} out",
                aip(standard),
                word(standard)
            )),
    );
}

fn list(
    check: &Check<'_>,
    request: &Message,
    entity: &Message,
    method: &Method,
    faults: &mut Vec<String>,
) {
    let int32 = |field: &Field| is_one(field, &Kind::Int32);
    let text = |field: &Field| is_one(field, &Kind::Text);
    if !request.field(Standard::PAGE_SIZE).is_some_and(int32) {
        faults.push("its request needs `int32 page_size`".to_owned());
    }
    if !request.field(Standard::PAGE_TOKEN).is_some_and(text) {
        faults.push("its request needs `string page_token`".to_owned());
    }
    if request
        .field(Standard::ORDER_BY)
        .is_some_and(|field| !text(field))
    {
        faults.push("`order_by` of its request must be a `string`".to_owned());
    }
    if let Some(response) = check.contract.message(&method.output) {
        if !response.field(Standard::NEXT_PAGE_TOKEN).is_some_and(text) {
            faults.push("its response needs `string next_page_token`".to_owned());
        }
        if list_of(response, &entity.full_name).is_none() {
            faults.push(format!("its response needs a `repeated {}`", entity.name));
        }
    }
    for field in &request.fields {
        if !Standard::PAGING.contains(&field.name.as_str()) && !is_filter(field, entity) {
            faults.push(format!(
                "`{}` of its request filters nothing, since {} has no plain field of that name and type",
                field.name, entity.name
            ));
        }
    }
}

/// Whether a field of a list request filters by the entity's field of the same
/// name: both hold plain values of one type.
fn is_filter(field: &Field, entity: &Message) -> bool {
    let is_plain = !matches!(field.kind, Kind::Message(_))
        && !matches!(field.cardinality, Cardinality::Map(_));
    is_plain
        && entity.field(&field.name).is_some_and(|target| {
            target.kind == field.kind
                && target.entity() == field.entity()
                && !matches!(target.cardinality, Cardinality::Map(_))
        })
}

fn is_one(field: &Field, kind: &Kind) -> bool {
    field.kind == *kind && field.cardinality == Cardinality::Singular
}

fn needs_id(request: &Message, entity: &Message, faults: &mut Vec<String>) {
    if id_of(request, &entity.full_name).is_none() {
        faults.push(format!(
            "its request needs the id: `string id = 1 [(counterpart.v1.field).id = \"{}\"]`",
            entity.name
        ));
    }
}

fn needs_entity(request: &Message, entity: &Message, faults: &mut Vec<String>) {
    if one_of(request, &entity.full_name).is_none() {
        faults.push(format!("its request needs a field of type {}", entity.name));
    }
}

fn returns(method: &Method, expected: &str, faults: &mut Vec<String>) {
    if method.output != expected {
        faults.push(format!("it returns {} and not {expected}", method.output));
    }
}

/// The standard that a method follows.
fn aip(standard: Standard) -> &'static str {
    match standard {
        Standard::Get => "AIP-131 (https://google.aip.dev/131)",
        Standard::List => "AIP-132 (https://google.aip.dev/132)",
        Standard::Create => "AIP-133 (https://google.aip.dev/133)",
        Standard::Update => "AIP-134 (https://google.aip.dev/134)",
        Standard::Delete => "AIP-135 (https://google.aip.dev/135)",
    }
}

/// The word in the option.
pub(super) fn word(standard: Standard) -> &'static str {
    match standard {
        Standard::Get => "GET",
        Standard::List => "LIST",
        Standard::Create => "CREATE",
        Standard::Update => "UPDATE",
        Standard::Delete => "DELETE",
    }
}
