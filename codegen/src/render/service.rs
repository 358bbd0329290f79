//! `service.rs`: the traits to implement, and the servers around them.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use super::docs::{Comment, Docs, Side};
use super::references::{self, Lookup};
use super::repository::repository;
use super::scope::Scope;
use super::table::{self, Page};
use super::{RenderError, Rendering, entities, examples, generated_from, standard};
use crate::model::{Message, Method, Package, Service};
use crate::names::{
    accessor, field_name, function, method_constant, package_crate, package_module, plural,
    service_constant, service_type, snake, trait_name, type_name,
};

#[derive(Template)]
#[template(path = "service.rs.txt", escape = "none")]
struct Services<'a> {
    package: &'a str,
    generated: String,
    imports: String,
    services: Vec<ServiceView<'a>>,
}

struct ServiceView<'a> {
    docs: String,
    table: String,
    deprecated: String,
    name: String,
    server: String,
    /// The marker of what it owns.
    marker: String,
    constant: String,
    accessors: Vec<Accessor>,
    /// What is left to be written.
    left: &'static str,
    example: String,
    methods: Vec<MethodView<'a>>,
    lookups: Vec<LookupView<'a>>,
    /// The parameter through which others are asked.
    caller: &'static str,
    caller_ty: String,
}

struct Accessor {
    words: String,
    function: String,
    repository: String,
}

struct MethodView<'a> {
    docs: String,
    deprecated: String,
    name: &'a str,
    function: String,
    constant: String,
    input: String,
    output: String,
    body: String,
    /// Where the body comes from.
    origin: String,
    is_checked: bool,
}

/// How the references to one entity are looked up.
struct LookupView<'a> {
    entity: &'a str,
    expression: String,
}

const REQUEST: &str = "counterpart::rpc::Request";

const RPC: &[&str] = &[
    "counterpart::rpc::Call",
    "counterpart::rpc::Reply",
    REQUEST,
    "counterpart::rpc::Result",
    "counterpart::rpc::Server",
    "counterpart::rpc::ServiceDescriptor",
    "counterpart::service::Serves",
];

const OPTIONAL: &[&str] = &[
    "counterpart::message::Required",
    "counterpart::message::set",
    "counterpart::rpc::Caller",
    "counterpart::rpc::Client",
    "counterpart::rpc::Lookup",
    "counterpart::rpc::found",
    "counterpart::rpc::no_owner",
    "counterpart::store::Filter",
];

pub(super) fn render(rendering: &Rendering<'_>, package: &Package) -> Result<String, RenderError> {
    let mut scope = Scope::service_crate(rendering.contract, &package.name)
        .reserve(RPC)
        .reserve(OPTIONAL)
        .declare(package.services.iter().flat_map(|service| {
            let server = service_type(service, "Server");
            [trait_name(service), server]
        }));
    let is_called = package.services.iter().any(Service::is_called);
    for path in RPC {
        if *path != REQUEST || is_called {
            scope.import(path);
        }
    }
    scope.import(&format!("{}::methods", package_module(&package.name)));
    let services = package
        .services
        .iter()
        .map(|service| service_view(rendering, &mut scope, package, service))
        .collect::<Result<_, _>>()?;
    let file = Services {
        package: &package.name,
        generated: generated_from(package),
        imports: scope.statements(),
        services,
    };
    Ok(scope.shorten_links(&file.render()?))
}

/// The contract crates through which references are looked up.
pub(super) fn dependencies(
    rendering: &Rendering<'_>,
    package: &Package,
) -> Result<BTreeSet<String>, RenderError> {
    let mut crates = BTreeSet::new();
    for service in &package.services {
        for lookup in references::lookups(rendering, service)?.into_values() {
            if let Lookup::Foreign { package, .. } = lookup {
                crates.insert(package_crate(&package.name));
            }
        }
    }
    Ok(crates)
}

fn service_view<'a>(
    rendering: &Rendering<'a>,
    scope: &mut Scope<'_>,
    package: &'a Package,
    service: &'a Service,
) -> Result<ServiceView<'a>, RenderError> {
    let docs = Docs::new(*rendering, &package.name, Side::Service);
    let lookups = references::lookups(rendering, service)?;
    let methods = service
        .methods
        .iter()
        .map(|method| {
            Ok(MethodView {
                docs: docs.of(
                    &Comment::method(service, method),
                    &format!("`{}/{}`", service.full_name, method.name),
                ),
                deprecated: Comment::method(service, method).deprecated(),
                name: &method.name,
                function: function(method),
                constant: method_constant(service, method),
                input: scope.contract_type(&method.input),
                output: scope.contract_type(&method.output),
                body: match &method.provided {
                    Some(provided) => standard::body(rendering, scope, method, provided)?,
                    None => planned(service, method).unwrap_or_default(),
                },
                origin: match &method.provided {
                    Some(provided) => format!(
                        "Provided: the standard method of {}.",
                        standard::aip(provided)
                    ),
                    None => {
                        "Planned: answers `UNIMPLEMENTED` until the service writes it.".to_owned()
                    }
                },
                is_checked: !rendering.contract.referred(method).is_empty(),
            })
        })
        .collect::<Result<_, RenderError>>()?;
    let asks_others = lookups
        .values()
        .any(|lookup| matches!(lookup, Lookup::Foreign { .. }));
    let accessors = accessors(rendering, scope, package, service, &lookups);
    let functions: Vec<String> = accessors
        .iter()
        .map(|accessor| accessor.function.clone())
        .collect();
    Ok(ServiceView {
        docs: docs.of(
            &Comment::service(service),
            &format!("`{}`", service.full_name),
        ),
        table: table::methods(service, Page::Service),
        deprecated: Comment::service(service).deprecated(),
        name: trait_name(service),
        server: service_type(service, "Server"),
        marker: scope.import(&format!("crate::contract::{}", entities::marker(service))),
        constant: service_constant(service),
        left: if service
            .methods
            .iter()
            .all(|method| method.provided.is_some() || method.planned)
        {
            "The contract leaves no method to be written:"
        } else {
            "The methods that the contract doesn't provide are left to be written:"
        },
        example: examples::service(rendering, package, service, &functions),
        accessors,
        methods,
        lookups: lookup_views(scope, &lookups),
        caller_ty: if lookups.is_empty() {
            String::new()
        } else {
            scope.import("counterpart::rpc::Caller")
        },
        caller: if asks_others { "caller" } else { "_caller" },
    })
}

/// The body of a method that is planned.
fn planned(service: &Service, method: &Method) -> Option<String> {
    let constant = method_constant(service, method);
    method
        .planned
        .then(|| format!("methods::{constant}.planned(request)"))
}

/// The repositories that provided bodies and references need.
fn accessors(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    package: &Package,
    service: &Service,
    lookups: &BTreeMap<&str, Lookup<'_>>,
) -> Vec<Accessor> {
    entities::owned(rendering, package)
        .into_iter()
        .filter(|(entity, owner)| {
            let provided = |method: &crate::model::Method| {
                method
                    .provided
                    .as_ref()
                    .is_some_and(|provided| provided.entity == entity.full_name)
            };
            owner.full_name == service.full_name
                && (service.methods.iter().any(provided)
                    || lookups.contains_key(entity.full_name.as_str()))
        })
        .map(|(entity, _)| Accessor {
            words: words(entity),
            function: accessor(entity),
            repository: scope.import(&format!("crate::repository::{}", repository(entity))),
        })
        .collect()
}

fn words(entity: &Message) -> String {
    plural(&snake(&type_name(entity))).replace('_', " ")
}

fn lookup_views<'a>(
    scope: &mut Scope<'_>,
    lookups: &BTreeMap<&'a str, Lookup<'a>>,
) -> Vec<LookupView<'a>> {
    if !lookups.is_empty() {
        for name in ["Lookup", "found", "no_owner"] {
            scope.import(&format!("counterpart::rpc::{name}"));
        }
    }
    lookups
        .iter()
        .map(|(entity, lookup)| LookupView {
            entity,
            expression: lookup_expression(scope, lookup),
        })
        .collect()
}

fn lookup_expression(scope: &mut Scope<'_>, lookup: &Lookup<'_>) -> String {
    match lookup {
        Lookup::Own(entity) => format!(
            "found(self.service.{}(){}.get(&id.into()).await)",
            accessor(entity),
            if entities::has_owner(entity) {
                ".of_caller()"
            } else {
                ""
            },
        ),
        Lookup::Foreign {
            owner,
            package,
            get,
        } => {
            scope.import("counterpart::rpc::Client");
            let module = package_module(&package.name);
            let client = scope.import(&format!("{module}::{}", service_type(owner, "Client")));
            let ty = scope.contract_type(&get.request.full_name);
            let rest = match get.request.fields.len() {
                1 => String::new(),
                _ => format!(", ..{ty}::default()"),
            };
            format!(
                "{{ let client = {client}::new(caller.clone());\n\
                 let request = {ty} {{ {}: id.into(){rest} }};\n\
                 found(client.{}(request).await) }}",
                field_name(get.id),
                function(get.method),
            )
        }
    }
}
