//! `contract.rs` and `entities.rs`: what is stored, and who owns it.

use askama::Template;

use super::scope::Scope;
use super::types::value_type;
use super::{Rendering, generated_from};
use crate::model::{Index, Message, Package, Service};
use crate::names::{
    field_name, index_name, package_module, screaming, service_constant, service_type, trait_name,
    type_name,
};

#[derive(Template)]
#[template(path = "contract.rs.txt", escape = "none")]
struct ContractFile<'a> {
    package: &'a str,
    generated: String,
    imports: String,
    services: Vec<ServiceView>,
}

struct ServiceView {
    name: String,
    marker: String,
    descriptor: String,
    entities: String,
}

#[derive(Template)]
#[template(path = "entities.rs.txt", escape = "none")]
struct Entities<'a> {
    package: &'a str,
    generated: String,
    imports: String,
    entities: Vec<EntityView<'a>>,
}

struct EntityView<'a> {
    full_name: &'a str,
    constant: String,
    descriptor: String,
    collection: &'a str,
    indexes: Vec<String>,
    /// The stored name of the field with the user who owns an entity; empty for
    /// none.
    owner_field: String,
    owner: String,
    ty: String,
    id_ty: String,
    id_field: String,
}

/// The entities of a package that one of its services owns, each with its owner.
pub(super) fn owned<'a>(
    rendering: &Rendering<'a>,
    package: &'a Package,
) -> Vec<(&'a Message, &'a Service)> {
    package
        .entities()
        .filter_map(|entity| Some((entity, rendering.contract.owner(&entity.full_name)?)))
        .collect()
}

/// The marker of a service: `CategoryContract`.
pub(super) fn marker(service: &Service) -> String {
    service_type(service, "Contract")
}

pub(super) fn contract(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let mut scope = Scope::service_crate(rendering.contract, &package.name).reserve(&[
        "counterpart::rpc::ServiceDescriptor",
        "counterpart::service::Contract",
        "counterpart::store::EntityDescriptor",
        "crate::entities",
    ]);
    scope.import("counterpart::rpc::ServiceDescriptor");
    scope.import("counterpart::service::Contract");
    scope.import("counterpart::store::EntityDescriptor");
    let methods = scope.import(&format!("{}::methods", package_module(&package.name)));
    let owned = owned(rendering, package);
    if !owned.is_empty() {
        scope.import("crate::entities");
    }
    let services = package
        .services
        .iter()
        .map(|service| {
            let entities: Vec<_> = owned
                .iter()
                .filter(|(_, owner)| owner.full_name == service.full_name)
                .map(|(entity, _)| format!("&entities::{}", constant(entity)))
                .collect();
            ServiceView {
                name: trait_name(service),
                marker: marker(service),
                descriptor: format!("{methods}::{}", service_constant(service)),
                entities: entities.join(", "),
            }
        })
        .collect();
    ContractFile {
        package: &package.name,
        generated: generated_from(package),
        imports: scope.statements(),
        services,
    }
    .render()
}

pub(super) fn render(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let owned = owned(rendering, package);
    let mut scope = Scope::service_crate(rendering.contract, &package.name).reserve(&[
        "counterpart::store::Entity",
        "counterpart::store::EntityDescriptor",
        "counterpart::store::IndexDescriptor",
    ]);
    scope.import("counterpart::store::Entity");
    scope.import("counterpart::store::EntityDescriptor");
    let descriptors = scope.import(&format!("{}::descriptors", package_module(&package.name)));
    let mut entities = Vec::new();
    for (message, owner) in owned {
        let Some(entity) = &message.entity else {
            continue;
        };
        let Some(id) = entity.id.as_deref().and_then(|id| message.field(id)) else {
            continue;
        };
        let constant = constant(message);
        entities.push(EntityView {
            full_name: &message.full_name,
            descriptor: format!("{descriptors}::{constant}"),
            constant,
            collection: &entity.collection,
            indexes: entity
                .indexes
                .iter()
                .filter_map(|index| index_line(rendering, &mut scope, message, index))
                .collect(),
            owner_field: message
                .field(&entity.owner)
                .map(|field| rendering.stored_name(message, field).to_owned())
                .unwrap_or_default(),
            owner: scope.import(&format!("crate::contract::{}", marker(owner))),
            ty: scope.contract_type(&message.full_name),
            id_ty: value_type(&mut scope, id),
            id_field: field_name(id),
        });
    }
    Entities {
        package: &package.name,
        generated: generated_from(package),
        imports: scope.statements(),
        entities,
    }
    .render()
}

/// Whether entities of this type belong to users.
pub(super) fn has_owner(entity: &Message) -> bool {
    let option = entity.entity.as_ref();
    option.is_some_and(|option| !option.owner.is_empty())
}

fn constant(entity: &Message) -> String {
    screaming(&type_name(entity))
}

/// `IndexDescriptor::new("slug", &["slug"]).unique()`
fn index_line(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    message: &Message,
    index: &Index,
) -> Option<String> {
    let paths: Vec<String> = index
        .fields
        .iter()
        .map(|field| stored_path(rendering, message, field.path.as_deref()?))
        .collect::<Option<_>>()?;
    let name = index_name(&paths);
    let quoted: Vec<_> = paths.iter().map(|path| format!("\"{path}\"")).collect();
    let kind = match index {
        Index { ttl: true, .. } => ".ttl()",
        Index { unique: true, .. } => ".unique()",
        _ => "",
    };
    let descriptor = scope.import("counterpart::store::IndexDescriptor");
    Some(format!(
        "{descriptor}::new(\"{name}\", &[{}]){kind}",
        quoted.join(", ")
    ))
}

/// The stored names on the way to a field.
pub(super) fn stored_path(
    rendering: &Rendering<'_>,
    message: &Message,
    path: &[u32],
) -> Option<String> {
    let (first, rest) = path.split_first()?;
    let field = message.field_by_number(*first)?;
    let name = rendering.stored_name(message, field);
    if rest.is_empty() {
        return Some(name.to_owned());
    }
    let crate::model::Kind::Message(inner) = &field.kind else {
        return None;
    };
    let inner = rendering.contract.message(inner)?;
    Some(format!("{name}.{}", stored_path(rendering, inner, rest)?))
}
