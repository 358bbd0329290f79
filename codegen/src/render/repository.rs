//! `repository.rs`: the repositories of a package's entities.

use askama::Template;

use super::scope::Scope;
use super::{Rendering, entities, examples, fields, generated_from};
use crate::model::{Message, Package};
use crate::names::{ident, plural, snake, type_name};

#[derive(Template)]
#[template(path = "repository.rs.txt", escape = "none")]
struct Repositories<'a> {
    package: &'a str,
    generated: String,
    imports: String,
    entities: Vec<EntityView>,
}

struct EntityView {
    /// The entities in English: `product categories`.
    plural: String,
    module: String,
    module_path: String,
    example: String,
    repository: String,
    /// The type of the runtime behind it.
    generic: String,
    /// Whether entities belong to users.
    has_owner: bool,
    owner: String,
    ty: String,
}

pub(super) fn render(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    const REPOSITORY: &str = "counterpart::store::Repository";
    const OWNED: &str = "counterpart::store::OwnedRepository";
    let owned = entities::owned(rendering, package);
    let mut scope = Scope::service_crate(rendering.contract, &package.name)
        .reserve(&[REPOSITORY, OWNED])
        .declare(owned.iter().map(|(entity, _)| repository(entity)));
    let entities = owned
        .iter()
        .map(|(entity, owner)| {
            let snake = snake(&type_name(entity));
            let has_owner = entities::has_owner(entity);
            EntityView {
                plural: plural(&snake).replace('_', " "),
                module: ident(&snake),
                module_path: fields::module_path(entity),
                example: examples::repository(rendering, package, entity),
                repository: repository(entity),
                generic: scope.import(if has_owner { OWNED } else { REPOSITORY }),
                has_owner,
                owner: scope.import(&format!("crate::contract::{}", entities::marker(owner))),
                ty: scope.contract_type(&entity.full_name),
            }
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
    format!("{}Repository", type_name(entity))
}
