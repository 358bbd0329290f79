//! `fields.rs`: typed paths to stored fields.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use super::docs::{Comment, Docs, Side};
use super::scope::Scope;
use super::types::value_type;
use super::{Rendering, entities, fallback, generated_from};
use crate::model::{Cardinality, Field, Kind, Message, Package};
use crate::names::{field_name, ident, package_crate, snake, type_name};

#[derive(Template)]
#[template(path = "fields.rs.txt", escape = "none")]
struct Fields<'a> {
    generated: String,
    imports: String,
    entities: Vec<EntityView<'a>>,
    nested: Vec<NestedView<'a>>,
}

struct EntityView<'a> {
    full_name: &'a str,
    module: String,
    imports: String,
    fields: Vec<FieldView>,
}

struct NestedView<'a> {
    full_name: &'a str,
    path: String,
    ty: String,
    fields: Vec<FieldView>,
}

struct FieldView {
    docs: String,
    /// Of a function that returns another one of its own type.
    must_use: &'static str,
    function: String,
    ty: String,
    expression: String,
}

pub(super) fn render(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let owned = entities::owned(rendering, package);
    let nested = nested(rendering, package);
    let paths: BTreeMap<&str, String> = nested
        .iter()
        .map(|message| (message.full_name.as_str(), path_name(message)))
        .collect();

    let docs = Docs::new(*rendering, &package.name, Side::Service);
    let entities = owned
        .iter()
        .map(|(entity, _)| {
            let mut scope = Scope::service_crate(rendering.contract, &package.name)
                .reserve(&["counterpart::store::Path"]);
            let ty = scope.contract_type(&entity.full_name);
            let mut fields: Vec<_> = entity
                .fields
                .iter()
                .map(|field| {
                    let id = entity
                        .entity
                        .as_ref()
                        .and_then(|entity| entity.id.as_deref());
                    let stored = if id == Some(field.name.as_str()) {
                        "_id"
                    } else {
                        rendering.stored_name(entity, field)
                    };
                    let path = scope.import("counterpart::store::Path");
                    let root = format!("{path}::new(\"{stored}\")");
                    let mut view = field_view(&mut scope, &paths, &ty, field, &root, "super::");
                    view.docs = docs.of(&Comment::field(entity, field), &fallback::field(field));
                    view
                })
                .collect();
            for view in &mut fields {
                view.docs = scope.shorten_links(&view.docs);
            }
            EntityView {
                full_name: &entity.full_name,
                module: ident(&snake(&type_name(entity))),
                imports: scope.statements(),
                fields,
            }
        })
        .collect();

    let mut scope = Scope::service_crate(rendering.contract, &package.name)
        .reserve(&["counterpart::store::Filter", "counterpart::store::Path"])
        .declare(paths.values().cloned());
    if !nested.is_empty() {
        scope.import("counterpart::store::Filter");
        scope.import("counterpart::store::Path");
    }
    let mut nested: Vec<_> = nested
        .iter()
        .map(|message| NestedView {
            full_name: &message.full_name,
            path: path_name(message),
            ty: scope.contract_type(&message.full_name),
            fields: message
                .fields
                .iter()
                .map(|field| {
                    let stored = rendering.stored_name(message, field);
                    let inner = format!("self.path.join(\"{stored}\")");
                    let mut view = field_view(&mut scope, &paths, "E", field, &inner, "");
                    view.docs = docs.of(&Comment::field(message, field), &fallback::field(field));
                    if view.ty == format!("{}<E>", path_name(message)) {
                        view.must_use = "#[must_use]\n";
                    }
                    view
                })
                .collect(),
        })
        .collect();
    let fields = nested.iter_mut().flat_map(|message| &mut message.fields);
    for view in fields {
        view.docs = scope.shorten_links(&view.docs);
    }
    Fields {
        generated: generated_from(package),
        imports: scope.statements(),
        entities,
        nested,
    }
    .render()
}

/// The crates whose messages stand inside stored entities.
pub(super) fn dependencies(rendering: &Rendering<'_>, package: &Package) -> BTreeSet<String> {
    nested(rendering, package)
        .iter()
        .filter_map(|message| rendering.contract.package_of(&message.full_name))
        .map(|package| package_crate(&package.name))
        .collect()
}

/// The messages that stand inside stored entities, at any depth, once each.
fn nested<'a>(rendering: &Rendering<'a>, package: &'a Package) -> Vec<&'a Message> {
    let mut found: Vec<&Message> = Vec::new();
    let mut waiting: Vec<&Message> = entities::owned(rendering, package)
        .into_iter()
        .map(|(entity, _)| entity)
        .collect();
    while let Some(message) = waiting.pop() {
        for field in &message.fields {
            if let Some(inner) = inner(rendering, field)
                && found.iter().all(|known| known.full_name != inner.full_name)
            {
                found.push(inner);
                waiting.push(inner);
            }
        }
    }
    found.sort_by(|a, b| a.full_name.cmp(&b.full_name));
    found
}

/// The message in a field through which paths go on.
fn inner<'a>(rendering: &Rendering<'a>, field: &Field) -> Option<&'a Message> {
    match (&field.kind, &field.cardinality) {
        (Kind::Message(name), Cardinality::Optional) => rendering.contract.message(name),
        _ => None,
    }
}

fn path_name(message: &Message) -> String {
    format!("{}Path", type_name(message))
}

fn field_view(
    scope: &mut Scope<'_>,
    paths: &BTreeMap<&str, String>,
    root: &str,
    field: &Field,
    path: &str,
    prefix: &str,
) -> FieldView {
    let (ty, expression) = match (&field.kind, &field.cardinality) {
        (Kind::Message(name), Cardinality::Optional) if paths.contains_key(name.as_str()) => {
            let nested = format!("{prefix}{}", paths[name.as_str()]);
            (
                format!("{nested}<{root}>"),
                format!("{nested}::new({path})"),
            )
        }
        _ => {
            let store_path = scope.import("counterpart::store::Path");
            let value = stored_type(scope, field);
            (format!("{store_path}<{root}, {value}>"), path.to_owned())
        }
    };
    FieldView {
        docs: String::new(),
        must_use: "",
        function: field_name(field),
        ty,
        expression,
    }
}

/// The type of a stored value: whether it is optional makes no difference to
/// how it is compared.
fn stored_type(scope: &mut Scope<'_>, field: &Field) -> String {
    match &field.cardinality {
        Cardinality::Repeated | Cardinality::Map(_) => super::types::field_type(scope, field),
        _ => value_type(scope, field),
    }
}

/// The path of an entity's module, for those who use it.
pub(super) fn module_path(entity: &Message) -> String {
    format!("crate::fields::{}", ident(&snake(&type_name(entity))))
}
