//! `repository.rs`: the repositories of a package's entities.

use askama::Template;

use super::names::{ident, plural, snake, type_name, words};
use super::scope::Scope;
use super::types::value_type;
use super::{Rendering, entities, fields, generated_from};
use crate::model::{Cardinality, Entity, Field, Index, Kind, Message, Package};

#[derive(Template)]
#[template(path = "repository.rs.txt", escape = "none")]
struct Repositories<'a> {
    package: &'a str,
    generated: String,
    imports: String,
    entities: Vec<EntityView>,
}

struct EntityView {
    repository: String,
    /// The entities in English: `product categories`.
    plural: String,
    singular: String,
    field: String,
    argument: String,
    module: String,
    module_path: String,
    owner: String,
    ty: String,
    id_ty: String,
    uniques: Vec<UniqueView>,
}

/// A unique index, by which one entity can be found.
struct UniqueView {
    name: String,
    words: String,
    parameters: String,
    filter: String,
}

pub(super) fn render(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let store = [
        "Batch",
        "Database",
        "Filter",
        "List",
        "OwnedBy",
        "Repository",
    ]
    .map(|name| format!("counterpart::store::{name}"));
    let mut paths: Vec<&str> = store.iter().map(String::as_str).collect();
    paths.extend([
        "counterpart::message::FieldMask",
        "counterpart::rpc::Result",
    ]);
    let mut scope = Scope::service_crate(rendering.contract, &package.name).reserve(&paths);
    for path in paths {
        scope.import(path);
    }
    let owned = entities::owned(rendering, package);
    let entities = owned
        .iter()
        .filter_map(|(message, owner)| {
            let entity = message.entity.as_ref()?;
            let id = message.field(entity.id.as_deref()?)?;
            let snake = snake(&type_name(&message.name));
            Some(EntityView {
                repository: repository(message),
                plural: plural(&snake).replace('_', " "),
                singular: snake.replace('_', " "),
                field: ident(&plural(&snake)),
                argument: ident(&snake),
                owner: scope.import(&format!("crate::contract::{}", entities::marker(owner))),
                ty: scope.contract_type(&message.full_name),
                id_ty: value_type(&mut scope, id),
                uniques: uniques(&mut scope, message, entity),
                module: ident(&snake),
                module_path: fields::module_path(message),
            })
        })
        .collect();
    Repositories {
        package: &package.name,
        generated: generated_from(package),
        imports: scope.statements(),
        entities,
    }
    .render()
}

/// The name of an entity's repository.
pub(super) fn repository(entity: &Message) -> String {
    format!("{}Repository", type_name(&entity.name))
}

fn uniques(scope: &mut Scope<'_>, message: &Message, entity: &Entity) -> Vec<UniqueView> {
    entity
        .indexes
        .iter()
        .filter(|index| index.unique)
        .filter_map(|index| unique(scope, message, index))
        .collect()
}

/// Only over fields of the entity itself: a name for deeper ones would be a guess.
fn unique(scope: &mut Scope<'_>, message: &Message, index: &Index) -> Option<UniqueView> {
    let indexed: Vec<&Field> = index
        .fields
        .iter()
        .map(|field| message.field(&field.written))
        .collect::<Option<_>>()?;
    let is_plain = |field: &&Field| {
        matches!(
            field.cardinality,
            Cardinality::Singular | Cardinality::Optional
        ) && !matches!(field.kind, Kind::Message(_))
    };
    if !indexed.iter().all(is_plain) {
        return None;
    }
    let module = scope.import(&fields::module_path(message));
    let names: Vec<&str> = indexed.iter().map(|field| field.name.as_str()).collect();
    let parameters: Vec<_> = indexed
        .iter()
        .map(|field| format!("{}: {}", ident(&field.name), parameter(scope, field)))
        .collect();
    let conditions: Vec<_> = indexed
        .iter()
        .map(|field| format!("{module}::{name}().eq({name})", name = ident(&field.name)))
        .collect();
    let mut filter = conditions.first()?.clone();
    for condition in conditions.iter().skip(1) {
        filter = format!("{filter}.and({condition})");
    }
    let quoted: Vec<_> = names.iter().map(|name| format!("this `{name}`")).collect();
    Some(UniqueView {
        name: names
            .iter()
            .map(|name| words(name))
            .collect::<Vec<_>>()
            .join("_and_"),
        words: quoted.join(" and "),
        parameters: parameters.join(", "),
        filter,
    })
}

/// The type of a parameter that a field is compared with.
fn parameter(scope: &mut Scope<'_>, field: &Field) -> String {
    if field.entity().is_none() && field.kind == Kind::Text {
        return "&str".to_owned();
    }
    let value = value_type(scope, field);
    match field.kind {
        Kind::Text | Kind::Bytes => format!("&{value}"),
        _ => value,
    }
}
