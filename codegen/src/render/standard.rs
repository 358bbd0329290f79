//! The bodies of standard methods (AIP-131 to AIP-135).

use super::Rendering;
use super::scope::Scope;
use super::{entities, fields};
use crate::model::{
    Access, Cardinality, Field, Kind, Message, Method, Package, Provided, Standard,
};
use crate::names::{accessor, field_name};

/// The body of a provided method; `None` if its messages haven't the form of
/// the standard, which a check refuses.
pub(super) fn body(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    package: &Package,
    method: &Method,
    provided: &Provided,
) -> Option<String> {
    let request = rendering.contract.message(&method.input)?;
    let entity = rendering.contract.message(&provided.entity)?;
    let accessor = accessor(entity);
    let (view, repository) = match method.access {
        Access::Owner => (
            format!("let {accessor} = self.{accessor}().of(request.identity()?);\n"),
            accessor,
        ),
        _ if entities::has_owner(entity) => {
            (String::new(), format!("self.{accessor}().of_everyone()"))
        }
        _ => (String::new(), format!("self.{accessor}()")),
    };
    let body = match provided.standard {
        Standard::Get => {
            let id = field_name(id_field(request, entity)?);
            Some(format!("{repository}.get(&request.message().{id}).await"))
        }
        Standard::List => list(
            rendering,
            scope,
            package,
            method,
            request,
            entity,
            &repository,
        ),
        Standard::Create => {
            let input = field_name(entity_field(request, entity)?);
            scope.import("counterpart::message::Required");
            Some(format!(
                "{repository}.insert(request.into_message().{input}.required()?).await"
            ))
        }
        Standard::Update => {
            let input = field_name(entity_field(request, entity)?);
            let mask = &request.field(Standard::UPDATE_MASK)?.name;
            scope.import("counterpart::message::Required");
            Some(format!(
                "let request = request.into_message();\n\
                 {repository}.update(request.{input}.required()?, &request.{mask}.required()?).await"
            ))
        }
        Standard::Delete => {
            let id = field_name(id_field(request, entity)?);
            let etag = match request.field(crate::model::Entity::ETAG) {
                Some(field) => format!("&request.{}", field_name(field)),
                None => "\"\"".to_owned(),
            };
            Some(format!(
                "let request = request.into_message();\n{repository}.delete(&request.{id}, {etag}).await"
            ))
        }
    };
    body.map(|body| view + &body)
}

/// The proposal that says what a provided method does.
pub(super) fn aip(provided: &Provided) -> &'static str {
    match provided.standard {
        Standard::Get => "[AIP-131](https://google.aip.dev/131)",
        Standard::List => "[AIP-132](https://google.aip.dev/132)",
        Standard::Create => "[AIP-133](https://google.aip.dev/133)",
        Standard::Update => "[AIP-134](https://google.aip.dev/134)",
        Standard::Delete => "[AIP-135](https://google.aip.dev/135)",
    }
}

fn id_field<'a>(request: &'a Message, entity: &Message) -> Option<&'a Field> {
    request
        .fields
        .iter()
        .find(|field| field.entity() == Some(&entity.full_name))
}

fn entity_field<'a>(request: &'a Message, entity: &Message) -> Option<&'a Field> {
    let kind = Kind::Message(entity.full_name.clone());
    request.fields.iter().find(|field| field.kind == kind)
}

fn list(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    package: &Package,
    method: &Method,
    request: &Message,
    entity: &Message,
    repository: &str,
) -> Option<String> {
    let response = rendering.contract.message(&method.output)?;
    let items = entity_field(response, entity)?;
    request.field(Standard::PAGE_SIZE)?;
    request.field(Standard::PAGE_TOKEN)?;
    response.field(Standard::NEXT_PAGE_TOKEN)?;
    let is_owned = entities::owned(rendering, package)
        .iter()
        .any(|(owned, _)| owned.full_name == entity.full_name);
    if !is_owned {
        return None;
    }
    let filter_type = scope.import("counterpart::store::Filter");
    let mut filter = format!("{filter_type}::all()");
    for field in &request.fields {
        if let Some(condition) = condition(scope, field, entity) {
            filter.push_str(&condition);
        }
    }
    let order = match request.field(Standard::ORDER_BY) {
        Some(_) => ".order_by_text(&request.order_by)",
        None => "",
    };
    let response_type = scope.contract_type(&method.output);
    Some(format!(
        "let request = request.into_message();\n\
         let filter = {filter};\n\
         let page = {repository}.list(filter){order}.page(request.page_size, &request.page_token).await?;\n\
         Ok({response_type} {{ {items}: page.items, next_page_token: page.next_page_token }})",
        items = field_name(items),
    ))
}

/// The condition that a field of the request adds to the filter, if the entity has
/// one of its name and type: a repeated one asks for any of its values, an
/// optional one counts if it is there, any other if it isn't the default.
fn condition(scope: &mut Scope<'_>, field: &Field, entity: &Message) -> Option<String> {
    let target = entity.field(&field.name)?;
    if target.kind != field.kind
        || target.entity() != field.entity()
        || matches!(field.kind, Kind::Message(_))
    {
        return None;
    }
    let name = field_name(field);
    let given = match field.cardinality {
        Cardinality::Repeated | Cardinality::Optional => format!("request.{name}"),
        Cardinality::Singular => {
            let set = scope.import("counterpart::message::set");
            format!("{set}(request.{name})")
        }
        Cardinality::Map(_) => return None,
    };
    let module = scope.import(&fields::module_path(entity));
    Some(format!(".matching({module}::{name}(), {given})"))
}
