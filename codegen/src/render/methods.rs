//! `methods.rs`, `client.rs`, `stub.rs`, `routes.rs`: the services of a package
//! as everyone sees them.

use askama::Template;

use super::docs::{Comment, Docs, Side};
use super::scope::Scope;
use super::table::{self, Page};
use super::terms::{properties, terms};
use super::{Rendering, examples};
use crate::model::{Method, Package, Service};
use crate::names::{function, method_constant, plain, service_constant, service_type};

#[derive(Template)]
#[template(path = "methods.rs.txt", escape = "none")]
struct Methods {
    package: String,
    generated: String,
    imports: String,
    services: Vec<ServiceView>,
}

#[derive(Template)]
#[template(path = "client.rs.txt", escape = "none")]
struct Clients {
    package: String,
    generated: String,
    imports: String,
    services: Vec<ServiceView>,
}

#[derive(Template)]
#[template(path = "stub.rs.txt", escape = "none")]
struct Stubs {
    package: String,
    generated: String,
    imports: String,
    services: Vec<ServiceView>,
}

#[derive(Template)]
#[template(path = "routes.rs.txt", escape = "none")]
struct Routes {
    package: String,
    generated: String,
    imports: String,
    constants: Vec<String>,
}

struct ServiceView {
    docs: String,
    table: String,
    example: String,
    deprecated: String,
    full_name: String,
    client: String,
    stub: String,
    constant: String,
    queue: String,
    epoch: u32,
    /// Whether a method names its callers.
    has_callers: bool,
    methods: Vec<MethodView>,
}

struct MethodView {
    docs: String,
    deprecated: String,
    name: String,
    function: String,
    /// The function in a link.
    link: String,
    constant: String,
    input: String,
    output: String,
    properties: String,
    terms: String,
}

pub(super) fn methods(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let mut scope = Scope::contract_crate(rendering.contract, &package.name).reserve(&[
        "counterpart::rpc::HttpRule",
        "counterpart::rpc::Method",
        "counterpart::rpc::ServiceDescriptor",
        "counterpart::rpc::Verb",
        "std::time::Duration",
    ]);
    scope.import("counterpart::rpc::ServiceDescriptor");
    let mut services = services(rendering, &mut scope, package, |_| true);
    for (view, service) in services.iter_mut().zip(&package.services) {
        for (view, method) in view.methods.iter_mut().zip(&service.methods) {
            view.properties = properties(&mut scope, rendering.contract, service, method);
        }
    }
    Methods {
        package: package.name.clone(),
        generated: super::generated_from(package),
        imports: scope.statements(),
        services,
    }
    .render()
}

pub(super) fn client(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let mut scope = rpc_scope(
        rendering,
        package,
        &["Caller", "Client", "Result", "ServiceDescriptor"],
    );
    let services = services(rendering, &mut scope, package, Service::is_called);
    let file = Clients {
        package: package.name.clone(),
        generated: super::generated_from(package),
        imports: scope.statements(),
        services,
    };
    Ok(scope.shorten_links(&file.render()?))
}

pub(super) fn stub(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let mut scope = rpc_scope(
        rendering,
        package,
        &[
            "Call",
            "Reply",
            "Result",
            "Server",
            "ServiceDescriptor",
            "Stub",
        ],
    );
    let mut services = services(rendering, &mut scope, package, Service::is_called);
    let called = package
        .services
        .iter()
        .filter(|service| service.is_called());
    for (view, service) in services.iter_mut().zip(called) {
        view.example = examples::stub(rendering, package, service);
    }
    Stubs {
        package: package.name.clone(),
        generated: super::generated_from(package),
        imports: scope.statements(),
        services,
    }
    .render()
}

pub(super) fn routes(rendering: &Rendering<'_>, package: &Package) -> askama::Result<String> {
    let mut scope = Scope::contract_crate(rendering.contract, &package.name);
    for path in ["counterpart::rpc::Routes", "crate::methods"] {
        scope.import(path);
    }
    Routes {
        package: package.name.clone(),
        generated: super::generated_from(package),
        imports: scope.statements(),
        constants: package
            .services
            .iter()
            .flat_map(|service| service.methods.iter().map(move |method| (service, method)))
            .filter(|(_, method)| method.access.is_routed())
            .map(|(service, method)| method_constant(service, method))
            .collect(),
    }
    .render()
}

/// The methods that a gateway serves.
pub(super) fn public(package: &Package) -> impl Iterator<Item = &Method> {
    package
        .services
        .iter()
        .flat_map(|service| &service.methods)
        .filter(|method| method.access.is_routed())
}

/// The scope of a file that imports these names of `counterpart::rpc`, and the
/// methods.
fn rpc_scope<'a>(rendering: &'a Rendering<'_>, package: &'a Package, names: &[&str]) -> Scope<'a> {
    let paths: Vec<String> = names
        .iter()
        .map(|name| format!("counterpart::rpc::{name}"))
        .chain(["crate::methods".to_owned()])
        .collect();
    let reserved: Vec<&str> = paths.iter().map(String::as_str).collect();
    let mut scope = Scope::contract_crate(rendering.contract, &package.name).reserve(&reserved);
    for path in &paths {
        scope.import(path);
    }
    scope
}

fn services(
    rendering: &Rendering<'_>,
    scope: &mut Scope<'_>,
    package: &Package,
    is_shown: fn(&Service) -> bool,
) -> Vec<ServiceView> {
    let docs = Docs::new(*rendering, &package.name, Side::Contract);
    package
        .services
        .iter()
        .filter(|service| is_shown(service))
        .map(|service| ServiceView {
            docs: docs.of(
                &Comment::service(service),
                &format!("The client of `{}`.", service.full_name),
            ),
            table: table::methods(service, Page::Client),
            example: examples::client(rendering, package, service),
            deprecated: Comment::service(service).deprecated(),
            full_name: service.full_name.clone(),
            client: service_type(service, "Client"),
            stub: service_type(service, "Stub"),
            constant: service_constant(service),
            queue: service.queue.clone(),
            epoch: rendering.lock.epoch(&package.name),
            has_callers: service
                .methods
                .iter()
                .any(|method| !service.named_callers(method).is_empty()),
            methods: service
                .methods
                .iter()
                .map(|method| method_view(scope, &docs, service, method))
                .collect(),
        })
        .collect()
}

fn method_view(
    scope: &mut Scope<'_>,
    docs: &Docs<'_>,
    service: &Service,
    method: &Method,
) -> MethodView {
    let comment = Comment::method(service, method);
    MethodView {
        docs: docs.of(
            &comment,
            &format!("`{}/{}`", service.full_name, method.name),
        ),
        deprecated: comment.deprecated(),
        name: method.name.clone(),
        function: function(method),
        link: plain(&function(method)).to_owned(),
        constant: method_constant(service, method),
        input: scope.contract_type(&method.input),
        output: scope.contract_type(&method.output),
        properties: String::new(),
        terms: terms(service, method),
    }
}
