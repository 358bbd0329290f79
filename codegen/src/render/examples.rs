//! Examples in the documentation of generated items. They compile: rustdoc runs
//! them as tests.

use super::Rendering;
use super::docs::example;
use super::entities;
use super::repository::repository as repository_name;
use super::scope::Scope;
use crate::model::{Cardinality, Field, Kind, Message, Method, Package, Service};
use crate::names::{
    accessor, field_name, function, ident, package_module, plural, service_type, snake, trait_name,
    type_name, upper_camel,
};

/// A call of the service's first method.
pub(super) fn client(rendering: &Rendering<'_>, package: &Package, service: &Service) -> String {
    let Some(method) = service.methods.first() else {
        return String::new();
    };
    let mut scope = Scope::outside(rendering.contract, &package.name);
    let module = scope.module(&package.name);
    let client = scope.import(&format!("{module}::{}", service_type(service, "Client")));
    let output = scope.contract_type(&method.output);
    let input = scope.contract_type(&method.input);
    let id = own_id(rendering, package, method);
    let receiver = apart("client", id.as_ref().map(|(field, _)| *field));
    let (parameter, request) = match id {
        Some((field, entity)) => {
            let ty = scope.import(&format!("{module}::{entity}Id"));
            let name = field_name(field);
            (format!(", {name}: {ty}"), format!("{input} {{ {name} }}"))
        }
        None if input == "()" => (String::new(), input),
        None => (String::new(), format!("{input}::default()")),
    };
    let function = function(method);
    example(&format!(
        "{}\n\
         async fn example({receiver}: &{client}{parameter}) -> counterpart::rpc::Result<{output}> {{\n    \
             {receiver}.{function}({request}).await\n\
         }}\n",
        scope.statements(),
    ))
}

/// An answer to the service's first method.
pub(super) fn stub(rendering: &Rendering<'_>, package: &Package, service: &Service) -> String {
    let Some(method) = service.methods.first() else {
        return String::new();
    };
    let mut scope = Scope::outside(rendering.contract, &package.name);
    let module = scope.module(&package.name);
    let stub = scope.import(&format!("{module}::{}", service_type(service, "Stub")));
    let answer = match scope.contract_type(&method.output).as_str() {
        "()" => "()".to_owned(),
        output => format!("{output}::default()"),
    };
    example(&format!(
        "{}\n\
         let stub = {stub}::new().{}(|_request| Ok({answer}));\n",
        scope.statements(),
        function(method),
    ))
}

/// The name of a parameter that stands beside one for this field.
fn apart(name: &str, field: Option<&Field>) -> String {
    match field {
        Some(field) if field.name == name => format!("the_{name}"),
        _ => name.to_owned(),
    }
}

/// The only field of the method's request, if it holds the id of an entity of the
/// same package, and the name of the entity.
fn own_id<'a>(
    rendering: &Rendering<'a>,
    package: &'a Package,
    method: &Method,
) -> Option<(&'a Field, String)> {
    let [field] = rendering.contract.message(&method.input)?.fields.as_slice() else {
        return None;
    };
    let entity = package.message(field.entity()?)?;
    let is_singular = field.cardinality == Cardinality::Singular;
    is_singular.then(|| (field, type_name(entity)))
}

/// An entity by a unique index, or some of the entities where there is none.
pub(super) fn repository(rendering: &Rendering<'_>, package: &Package, entity: &Message) -> String {
    let service_crate = format!("{}_service", package_module(&package.name));
    let mut scope = Scope::service_crate(rendering.contract, &package.name);
    let repository = scope.import(&format!("{service_crate}::{}", repository_name(entity)));
    let ty = scope.contract_type(&entity.full_name);
    let (user, of) = if entities::has_owner(entity) {
        let identity = scope.import("counterpart::identity::Identity");
        let user = apart("user", unique_text(entity));
        (
            format!("    {user}: &{identity},\n"),
            format!(".of({user})"),
        )
    } else {
        (String::new(), String::new())
    };
    let body = if let Some(field) = unique_text(entity) {
        let module = ident(&snake(&type_name(entity)));
        let module = scope.import(&format!("{service_crate}::{module}"));
        let name = field_name(field);
        let receiver = apart("repository", Some(field));
        format!(
            "async fn example(\n    {receiver}: &{repository},\n{user}    {name}: &str,\n\
             ) -> counterpart::rpc::Result<Option<{ty}>> {{\n    \
                 {receiver}{of}.find_one({module}::{name}().eq({name})).await\n\
             }}\n"
        )
    } else {
        let filter = scope.import("counterpart::store::Filter");
        let parameters = if user.is_empty() {
            format!("repository: &{repository}")
        } else {
            format!("\n    repository: &{repository},\n{user}")
        };
        format!(
            "async fn example({parameters}) -> counterpart::rpc::Result<Vec<{ty}>> {{\n    \
                 let page = repository{of}.list({filter}::all()).page(10, \"\").await?;\n    \
                 Ok(page.items)\n\
             }}\n"
        )
    };
    example(&format!("{}\n{body}", scope.statements()))
}

/// A text that no two entities have in common.
fn unique_text(entity: &Message) -> Option<&Field> {
    let indexes = &entity.entity.as_ref()?.indexes;
    let mut unique = indexes.iter().filter(|index| index.unique);
    unique.find_map(|index| match index.fields.as_slice() {
        [only] => entity.field(&only.written).filter(|field| {
            field.kind == Kind::Text
                && field.entity().is_none()
                && field.cardinality == Cardinality::Singular
        }),
        _ => None,
    })
}

/// A service to begin with: what its contract leaves to it. Of its repositories,
/// the trait asks for `accessors`.
pub(super) fn service(
    rendering: &Rendering<'_>,
    package: &Package,
    service: &Service,
    accessors: &[String],
) -> String {
    let name = upper_camel(&plural(&snake(service.short_name())));
    let service_crate = format!("{}_service", package_module(&package.name));
    let mut scope = Scope::service_crate(rendering.contract, &package.name).declare([name.clone()]);
    let mut own = |name: &str| scope.import(&format!("{service_crate}::{name}"));
    let contract = own(&entities::marker(service));
    let server = own(&service_type(service, "Server"));
    let trait_name = own(&trait_name(service));
    let repositories: Vec<(String, String)> = entities::owned(rendering, package)
        .into_iter()
        .filter(|(_, owner)| owner.full_name == service.full_name)
        .map(|(entity, _)| (accessor(entity), own(&repository_name(entity))))
        .collect();
    let host = scope.import("counterpart::service::Host");
    let asked_for = |(field, _): &&(String, String)| accessors.contains(field);
    let mut items: Vec<String> = repositories
        .iter()
        .filter(asked_for)
        .map(|(field, repository)| {
            format!("    fn {field}(&self) -> &{repository} {{\n        &self.{field}\n    }}\n")
        })
        .collect();
    let required = |method: &&Method| method.provided.is_none() && !method.planned;
    let methods = service.methods.iter().filter(required);
    items.extend(methods.map(|method| required_method(&mut scope, method)));
    let (declaration, value) = structure(&name, &repositories);
    example(&format!(
        "{}\n\
         {declaration}\n\n\
         async fn serve(host: {host}<{contract}>) -> counterpart::service::Result<()> {{\n    \
             let service = {value};\n    \
             host.serve({server}::new(service)).await\n\
         }}\n\n\
         impl {trait_name} for {name} {{\n{}}}\n",
        scope.statements(),
        items.join("\n"),
    ))
}

/// The struct of a service with these repositories, and how it is made.
fn structure(name: &str, repositories: &[(String, String)]) -> (String, String) {
    if repositories.is_empty() {
        return (format!("struct {name};"), name.to_owned());
    }
    let fields: Vec<String> = repositories
        .iter()
        .map(|(field, repository)| format!("    {field}: {repository},\n"))
        .collect();
    let values: Vec<String> = repositories
        .iter()
        .map(|(field, _)| format!("{field}: host.repository()"))
        .collect();
    (
        format!("struct {name} {{\n{}}}", fields.concat()),
        format!("{name} {{ {} }}", values.join(", ")),
    )
}

fn required_method(scope: &mut Scope<'_>, method: &Method) -> String {
    let request = scope.import("counterpart::rpc::Request");
    let status = scope.import("counterpart::rpc::Status");
    let input = scope.contract_type(&method.input);
    let output = scope.contract_type(&method.output);
    format!(
        "    async fn {}(\n        &self,\n        request: {request}<{input}>,\n    ) \
         -> counterpart::rpc::Result<{output}> {{\n        \
             Err({status}::unimplemented(\"what only this service knows\"))\n    \
         }}\n",
        function(method)
    )
}
