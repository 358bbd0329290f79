//! The bodies of standard methods (AIP-131 to AIP-135).

use super::scope::Scope;
use super::{RenderError, Rendering, checked};
use super::{entities, fields};
use crate::model::{Access, Cardinality, Message, Method, Parts, Provided, Standard};
use crate::names::{accessor, field_name};

/// The body of a provided method.
pub(super) fn body(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    method: &Method,
    provided: &Provided,
) -> Result<String, RenderError> {
    let contract = rendering.contract;
    let lack = |name: &str| format!("`{}` is provided without {name}", method.name);
    let request = checked(contract.message(&method.input), || lack(&method.input))?;
    let entity = checked(contract.message(&provided.entity), || {
        lack(&provided.entity)
    })?;
    // The field of the request with this part.
    let field = |part: &Option<String>, what: &str| {
        let field = part.as_deref().and_then(|name| request.field(name));
        checked(field.map(field_name), || lack(what))
    };
    let parts = &provided.parts;
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
            let id = field(&parts.id, "an id")?;
            format!("{repository}.get(&request.message().{id}).await")
        }
        Standard::List => {
            let response = checked(contract.message(&method.output), || lack(&method.output))?;
            let items = parts.items.as_deref().and_then(|name| response.field(name));
            let items = field_name(checked(items, || lack("a list"))?);
            let filter = filter(scope, request, entity, parts);
            let order = match &parts.order_by {
                Some(_) => ".order_by_text(&request.order_by)",
                None => "",
            };
            let response = scope.contract_type(&method.output);
            format!(
                "let request = request.into_message();\n\
                 let filter = {filter};\n\
                 let page = {repository}.list(filter){order}.page(request.page_size, &request.page_token).await?;\n\
                 Ok({response} {{ {items}: page.items, next_page_token: page.next_page_token }})",
            )
        }
        Standard::Create => {
            let input = field(&parts.input, "an entity")?;
            scope.import("counterpart::message::Required");
            format!("{repository}.insert(request.into_message().{input}.required()?).await")
        }
        Standard::Update => {
            let input = field(&parts.input, "an entity")?;
            let mask = field(&parts.mask, "a mask")?;
            scope.import("counterpart::message::Required");
            format!(
                "let request = request.into_message();\n\
                 {repository}.update(request.{input}.required()?, &request.{mask}.required()?).await"
            )
        }
        Standard::Delete => {
            let id = field(&parts.id, "an id")?;
            let etag = match &parts.etag {
                Some(_) => format!("&request.{}", field(&parts.etag, "an etag")?),
                None => "\"\"".to_owned(),
            };
            format!(
                "let request = request.into_message();\n{repository}.delete(&request.{id}, {etag}).await"
            )
        }
    };
    Ok(view + &body)
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

/// What a list is filtered by: a repeated field of the request asks for any of its
/// values, an optional one counts if it is there, any other if it isn't the default.
fn filter(scope: &mut Scope<'_>, request: &Message, entity: &Message, parts: &Parts) -> String {
    let mut filter = format!("{}::all()", scope.import("counterpart::store::Filter"));
    let fields = parts.filters.iter();
    for field in fields.filter_map(|name| request.field(name)) {
        let name = field_name(field);
        let given = match field.cardinality {
            Cardinality::Singular => {
                let set = scope.import("counterpart::message::set");
                format!("{set}(request.{name})")
            }
            _ => format!("request.{name}"),
        };
        let module = scope.import(&fields::module_path(entity));
        filter.push_str(&format!(".matching({module}::{name}(), {given})"));
    }
    filter
}
