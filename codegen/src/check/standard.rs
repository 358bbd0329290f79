//! Methods whose bodies are asked for (AIP-131 to AIP-135).

use super::Check;
use super::entity::place;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cardinality, Entity, Field, Kind, Message, Method, Parts, Service, Standard};

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
    let found = owner.methods.iter().find_map(|method| {
        let provided = method.provided.as_ref()?;
        let is_it = provided.standard == standard && provided.entity == entity.full_name;
        is_it.then_some((method, &provided.parts))
    });
    let Some((method, parts)) = found else {
        missing(check, entity, standard, owner);
        return;
    };
    // A type of another package is told of by another check.
    let Some(request) = check.contract.message(&method.input) else {
        return;
    };
    let faults = faults(check, request, entity, standard, method, parts);
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

/// What keeps the method from being provided.
fn faults(
    check: &Check<'_>,
    request: &Message,
    entity: &Message,
    standard: Standard,
    method: &Method,
    parts: &Parts,
) -> Vec<String> {
    let mut faults = Vec::new();
    match standard {
        Standard::Get => {
            needs_id(parts, entity, &mut faults);
            returns(method, &entity.full_name, &mut faults);
        }
        Standard::Create => {
            needs_entity(parts, entity, &mut faults);
            returns(method, &entity.full_name, &mut faults);
        }
        Standard::Update => {
            needs_entity(parts, entity, &mut faults);
            if parts.mask.is_none() {
                faults.push("its request needs `google.protobuf.FieldMask update_mask`".to_owned());
            }
            returns(method, &entity.full_name, &mut faults);
        }
        Standard::Delete => {
            needs_id(parts, entity, &mut faults);
            if parts.etag.is_none() && request.field(Entity::ETAG).is_some() {
                faults.push("`etag` of its request must be a `string`".to_owned());
            }
            returns(method, "google.protobuf.Empty", &mut faults);
        }
        Standard::List => list(check, request, method, parts, &mut faults),
    }
    if faults.is_empty() {
        faults.extend(idle(entity, standard, parts));
    }
    faults
}

/// The fields that callers would set, or wait for, in vain.
fn idle<'a>(
    entity: &'a Message,
    standard: Standard,
    parts: &'a Parts,
) -> impl Iterator<Item = String> + 'a {
    let idle = parts.idle.iter().map(move |name| match standard {
        Standard::List => format!(
            "`{name}` of its request filters nothing, since {} has no plain field of that name and type",
            entity.name
        ),
        _ => format!("`{name}` of its request would change nothing"),
    });
    let unset = parts.unset.iter();
    idle.chain(unset.map(|name| format!("`{name}` of its response would never be set")))
}

fn missing(check: &mut Check<'_>, entity: &Message, standard: Standard, owner: &Service) {
    let name = match standard {
        Standard::List => format!("List method that returns a list of {}", entity.name),
        Standard::Get => format!("method Get{}", entity.short_name()),
        Standard::Create => format!("method Create{}", entity.short_name()),
        Standard::Update => format!("method Update{}", entity.short_name()),
        Standard::Delete => format!("method Delete{}", entity.short_name()),
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
    method: &Method,
    parts: &Parts,
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
    if parts.order_by.is_none() && request.field(Standard::ORDER_BY).is_some() {
        faults.push("`order_by` of its request must be a `string`".to_owned());
    }
    if let Some(response) = check.contract.message(&method.output)
        && !response.field(Standard::NEXT_PAGE_TOKEN).is_some_and(text)
    {
        faults.push("its response needs `string next_page_token`".to_owned());
    }
}

fn is_one(field: &Field, kind: &Kind) -> bool {
    field.kind == *kind && field.cardinality == Cardinality::Singular
}

fn needs_id(parts: &Parts, entity: &Message, faults: &mut Vec<String>) {
    if parts.id.is_none() {
        faults.push(format!(
            "its request needs the id: `string id = 1 [(counterpart.v1.field).id = \"{}\"]`",
            entity.name
        ));
    }
}

fn needs_entity(parts: &Parts, entity: &Message, faults: &mut Vec<String>) {
    if parts.input.is_none() {
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
