//! What a crate's `lib.rs` tells at a glance: its head, and what it exports.

use super::docs::{Comment, Docs, Side, plain};
use super::{Rendering, terms};
use crate::model::{Idempotency, Method, Package, Service};
use crate::names::{function, oneof_type, package_module, type_name};

/// The contract at a glance: what it is, and each service's methods in a table.
pub(super) fn head(rendering: &Rendering<'_>, package: &Package) -> String {
    let docs = Docs::new(*rendering, &package.name, Side::Root);
    let mut head = format!(
        "//! The contract `{}`: what everyone may know of it.\n",
        package.name
    );
    for service in &package.services {
        head.push_str("//!\n");
        let what = Comment::service(service).summary();
        if !what.is_empty() {
            let line = format!("`{}`: {what}.", service.name);
            head.push_str(&docs.inner(&service.full_name, &line));
            head.push_str("//!\n");
        }
        if !service.is_called() {
            head.push_str(&format!("//! `{}` has no methods.\n", service.name));
            continue;
        }
        // The table's links are meant, so it isn't escaped as comments are.
        for line in table(service) {
            head.push_str(&format!("//! {line}\n"));
        }
    }
    head
}

/// The methods of a service, as the lines of a table.
fn table(service: &Service) -> Vec<String> {
    let mut lines = vec![
        "| method | access | timeout | safe to retry | route |".to_owned(),
        "| --- | --- | --- | --- | --- |".to_owned(),
    ];
    lines.extend(service.methods.iter().map(|method| {
        let routes: Vec<_> = method.http.iter().map(terms::route).collect();
        let timeout = method.timeout.unwrap_or(Method::DEFAULT_TIMEOUT);
        let is_safe = method.idempotency != Idempotency::Unknown;
        format!(
            "| [`{function}`]({client}Client::{link}) | {access} | {timeout} | {retry} | {routes} |",
            function = function(&method.name),
            link = plain(&function(&method.name)),
            client = service.short_name(),
            access = lower_first(&terms::access(method)),
            timeout = terms::duration(timeout),
            retry = if is_safe { "yes" } else { "no" },
            routes = routes.join(", "),
        )
    }));
    lines
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// The paths of what the contract crate exports, sorted.
pub(super) fn exports(package: &Package, has_routes: bool) -> Vec<String> {
    let mut exports: Vec<String> = Vec::new();
    for message in &package.messages {
        exports.push(format!("messages::{}", type_name(&message.name)));
        let oneofs = (0..message.oneofs.len()).map(|oneof| oneof_type(message, oneof));
        exports.extend(oneofs.map(|oneof| format!("messages::{oneof}")));
    }
    let enums = package
        .enums
        .iter()
        .map(|declared| type_name(&declared.name));
    exports.extend(enums.map(|name| format!("messages::{name}")));
    for entity in package.entities() {
        exports.push(format!(
            "ids::{}::{}Id",
            package_module(&package.name),
            type_name(&entity.name)
        ));
    }
    for service in package
        .services
        .iter()
        .filter(|service| service.is_called())
    {
        exports.push(format!("client::{}Client", service.short_name()));
        exports.push(format!("stub::{}Stub", service.short_name()));
    }
    if has_routes {
        exports.push("routes::routes".to_owned());
    }
    exports.sort();
    exports
}

/// `a::B` and `a::C` as `a::{B, C}`; the paths are sorted.
pub(super) fn grouped(paths: &[String]) -> Vec<String> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for path in paths {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        match groups.last_mut() {
            Some((last, names)) if *last == module => names.push(name),
            _ => groups.push((module, vec![name])),
        }
    }
    groups
        .into_iter()
        .map(|(module, names)| match names.as_slice() {
            [only] => format!("{module}::{only}"),
            all => format!("{module}::{{{}}}", all.join(", ")),
        })
        .collect()
}
